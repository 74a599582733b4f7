"""The draft programme as whoever works in it sees it: hours, rooms and languages, nobody's name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q

from essaim.forum.models import Note, Path, Session, Slot
from essaim.forum.rules import INTERPRETER, Standing, may_publish_notes, may_see_session
from essaim.kit.inputs import named, texts_of
from essaim.kit.languages import direction


@dataclass(frozen=True, slots=True)
class Drafted:
    """One session where the draft has it."""

    session: Session
    slot: Slot | None
    is_own: bool

    @property
    def day(self) -> date | None:
        return self.slot.day if self.slot else None

    @property
    def into(self) -> list[str]:
        """Languages interpreters speak: not the one language that all speak there."""
        return into_of(self.session)

    @property
    def understood(self) -> frozenset[str]:
        return frozenset(self.session.spoken) | frozenset(self.session.interpreted)


def into_of(session: Session) -> list[str]:
    return [code for code in session.interpreted if [code] != session.spoken]


@dataclass(frozen=True, slots=True)
class DraftDay:
    day: date
    lines: tuple[Drafted, ...]


@dataclass(frozen=True, slots=True)
class DraftProgramme:
    days: tuple[DraftDay, ...]
    unplaced: tuple[Drafted, ...]
    """Without a day."""
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the draft is narrowed to; empty means all."""

    which: str = ""
    path: str = ""
    day: str = ""
    language: str = ""


MINE = "mine"


def has_own(standing: Standing) -> bool:
    """Is some of the programme this person's own work, and not all of it?"""
    return bool(own_paths(standing)) or INTERPRETER in standing.roles


def own_paths(standing: Standing) -> frozenset[int]:
    """Those they lead, review or take notes on."""
    return standing.led | standing.reviewed | standing.noted


def drafted_lines(standing: Standing) -> list[Drafted]:
    """All that this person may see, by day, hour and room; unknown last. Three statements."""
    sessions = standing.edition.sessions.select_related("format").prefetch_related(*with_place()).order_by("pk")
    lines = [drafted(session, standing) for session in sessions if may_see_session(standing, session)]
    return sorted(lines, key=by_place)


def with_place() -> "tuple[Prefetch[str], Prefetch[str]]":
    """Paths by letter, and where the draft has it: two statements."""
    slots = Slot.objects.filter(version__number=None).select_related("room", "site")
    return Prefetch("paths", Path.objects.order_by("letter")), Prefetch("slots", slots, to_attr="drafted")


def drafted(session: Session, standing: Standing) -> Drafted:
    slots: list[Slot] = session.drafted  # type: ignore[attr-defined]
    own = own_paths(standing)
    is_own = any(path.pk in own for path in session.paths.all()) or (INTERPRETER in standing.roles and bool(into_of(session)))
    return Drafted(session, slots[0] if slots else None, is_own)


def by_place(line: Drafted) -> tuple[date, bool, float, int, int, int]:
    slot = line.slot
    starts = slot.starts_at.timestamp() if slot and slot.starts_at else 0.0
    site, room = (slot.site.place if slot and slot.site else -1), (slot.room.place if slot and slot.room else -1)
    return line.day or date.max, not starts, starts, site, room, line.session.pk


def narrowed(lines: Iterable[Drafted], wanted: Wanted) -> DraftProgramme:
    """In the lines' own order, by day."""
    shown = [line for line in lines if fits(line, wanted)]
    days = dict.fromkeys(line.day for line in shown if line.day)
    return DraftProgramme(
        days=tuple(DraftDay(day, tuple(line for line in shown if line.day == day)) for day in days),
        unplaced=tuple(line for line in shown if line.day is None),
        number=len(shown),
    )


def fits(line: Drafted, wanted: Wanted) -> bool:
    return (
        (wanted.which != MINE or line.is_own)
        and (not wanted.path or any(path.letter == wanted.path for path in line.session.paths.all()))
        and (not wanted.day or (line.day is not None and line.day.isoformat() == wanted.day))
        and (not wanted.language or wanted.language in line.understood)
    )


def drafted_session(standing: Standing, code: str) -> Drafted | None:
    """With its format, paths and goals; None when there is none for this person. Four statements."""
    rows = standing.edition.sessions.select_related("edition", "format").prefetch_related(*with_place(), "goals")
    session = rows.filter(code=code).first()
    return drafted(session, standing) if session and may_see_session(standing, session) else None


@dataclass(frozen=True, slots=True)
class Tongue:
    """A session's texts in one language; empty where there is none."""

    code: str
    title: str
    subtitle: str
    summary: str
    description: str
    language_note: str

    @property
    def name(self) -> str:
        return named(self.code)

    @property
    def direction(self) -> str:
        return direction(self.code)

    @property
    def is_empty(self) -> bool:
        return not (self.title or self.subtitle or self.summary or self.description or self.language_note)


def texts_in(session: Session) -> list[Tongue]:
    """In the edition's languages, then in others some text of the session is in. What tells no language stands with the first, as in forms."""
    texts = {name: texts_of(getattr(session, name)) for name in Session.TEXTS}
    written = [code for said in texts.values() for code in said if code]
    codes = list(dict.fromkeys([*session.edition.languages, *written])) or ["fr"]
    return [
        Tongue(code, **{name: said.get(code, said.get("", "") if code == codes[0] else "") for name, said in texts.items()})
        for code in codes
    ]


def notes_seen(standing: Standing, session: Session) -> Sequence[Note]:
    """All for who may publish them, else one's own; in the order they were begun. One statement."""
    rows = session.notes.select_related("rapporteur", "written_by").order_by("pk")
    if not may_publish_notes(standing, session):
        rows = rows.filter(Q(written_by=standing.account) | Q(rapporteur__account=standing.account))
    found = list(rows)
    for note in found:
        note.session = session  # with its paths at hand
    return found
