"""The published rapporteurs' notes of an edition, rolled up path by path."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from essaim.forum.models import Edition, Note, Path, Slot
from essaim.forum.queries.released import by_place, public_slots, with_people, with_session


@dataclass(frozen=True, slots=True)
class Account:
    """One session's notes."""

    slot: Slot
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """The accounts of one path; None gathers the sessions of no path, which come first (plenaries)."""

    path: Path | None
    accounts: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class Proceedings:
    edition: Edition
    chapters: tuple[Chapter, ...]
    n_sessions: int
    """Released sessions, with or without a note."""

    @property
    def n_notes(self) -> int:
        return sum(len(account.notes) for chapter in self.chapters for account in chapter.accounts)

    @property
    def n_accounts(self) -> int:
        return sum(len(chapter.accounts) for chapter in self.chapters)

    @property
    def changed_at(self) -> datetime | None:
        changed = [note.changed_at for chapter in self.chapters for account in chapter.accounts for note in account.notes]
        return max(changed, default=None)


def proceedings(edition: Edition) -> Proceedings:
    """Chapters by letter, sessions by day and hour; a session of two paths stands under the first. Only published notes of released
    sessions. Five statements."""
    published = Prefetch("session__notes", Note.objects.filter(is_published=True).select_related("rapporteur"), to_attr="published_notes")
    slots = public_slots().filter(version__edition=edition)
    noted = by_place(
        list(with_people(with_session(slots.filter(session__notes__is_published=True).distinct())).prefetch_related(published))
    )
    chapters: dict[str, list[Account]] = {}
    paths: dict[str, Path | None] = {}
    for slot in noted:
        path = next(iter(slot.session.paths.all()), None)
        letter = path.letter if path else ""
        paths[letter] = path
        chapters.setdefault(letter, []).append(Account(slot, tuple(slot.session.published_notes)))  # type: ignore[attr-defined]
    return Proceedings(edition, tuple(Chapter(paths[letter], tuple(chapters[letter])) for letter in sorted(chapters)), slots.count())
