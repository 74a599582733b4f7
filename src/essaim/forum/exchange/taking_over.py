"""A document taken over into an edition's draft, whole or not at all. Again is an update, not a copy; the public sees nothing yet
but the texts of sessions already on line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction

from essaim.desk import journal
from essaim.desk.models import Account, Entry
from essaim.forum.actions.programme import draft_of
from essaim.forum.exchange.around import People, write_downloads, write_goals, write_organisations, write_paths, write_slots
from essaim.forum.exchange.cast import Cast
from essaim.forum.exchange.ground import Ground
from essaim.forum.exchange.outcome import Outcome
from essaim.forum.exchange.sessions import COLUMNS, Meant, Sessions
from essaim.forum.interchange.document import Document, Participation
from essaim.forum.models import Edition, Session, Version
from essaim.registry.models import Source

FULL = frozenset({"xlsx", "csv"})
"""Formats that hold everything: what they list is all there is. Of the others, what they cannot hold is left as it was."""
Report = Callable[[int, int], None]
STEPS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be taken over, and how."""

    edition: Edition
    document: Document
    format: str
    language: str
    """Of texts that name none."""
    source_code: str
    source_title: str
    cancels_gone: bool = False


def preview(order: Order, *, by: Account | None, report: Report | None = None) -> Outcome:
    """What taking over would do: it is done and rolled back, so the two cannot disagree."""
    with transaction.atomic():
        outcome = take_over(order, by=by, report=report)
        transaction.set_rollback(True)
    return outcome


@transaction.atomic
def take_over(order: Order, *, by: Account | None, report: Report | None = None) -> Outcome:
    """Locks the draft. The number of statements grows with batches, not with sessions."""
    tell = report or quiet
    edition, document, is_full = order.edition, order.document, order.format in FULL
    draft = Version.objects.select_for_update().get(pk=draft_of(edition).pk)
    outcome = Outcome()
    tell(0, STEPS)
    source = Source.objects.get_or_create(code=order.source_code, defaults={"title": order.source_title[:300]})[0]
    ground = Ground(edition, document, order.language, outcome)
    cast = Cast(edition, order.language, source, outcome)
    cast.enter(everybody(document), [name for session in document.sessions for name in session.organisations])
    tell(2, STEPS)
    sessions = Sessions(edition, ground, source, outcome, is_full=is_full)
    meants = sessions.take(document.sessions)
    sessions.write()
    tell(3, STEPS)
    write_paths(edition, meants, ground, is_full=is_full)
    write_goals(meants, edition, outcome)
    People(edition, cast, ground, outcome, is_full=is_full).write(meants)
    write_organisations(edition, meants, cast)
    tell(5, STEPS)
    write_slots(draft, meants, ground)
    write_downloads(edition, meants, ground)
    cancel_gone(sessions.gone(), order, outcome)
    tell(6, STEPS)
    count(meants, outcome)
    write_journal(meants, edition, by)
    return outcome


def quiet(_done: int, _total: int) -> None:
    """Nobody listens."""


def everybody(document: Document) -> list[Participation]:
    return [each for session in document.sessions for each in session.people]


def cancel_gone(gone: Sequence[Session], order: Order, outcome: Outcome) -> None:
    for session in gone:
        outcome.differ("gone", str(session.title), session.code, [])
    if order.cancels_gone and gone:
        Session.objects.filter(pk__in=[session.pk for session in gone]).update(state=Session.State.CANCELLED)
        outcome.counts["sessions.cancelled"] += len(gone)


def count(meants: Sequence[Meant], outcome: Outcome) -> None:
    for meant in meants:
        if meant.is_new:
            outcome.differ("created", str(meant.session.title), meant.session.code, [])
        elif meant.changed:
            outcome.differ("changed", str(meant.session.title), meant.session.code, sorted(meant.changed))
        else:
            outcome.counts["sessions.unchanged"] += 1


def write_journal(meants: Sequence[Meant], edition: Edition, by: Account | None) -> None:
    """An entry for each session made or changed, all in a few statements."""
    entries = []
    for meant in meants:
        if not (meant.is_new or meant.changed):
            continue
        after = journal.facts_of(meant.session, COLUMNS)
        differing = [name for name in COLUMNS if meant.before.get(name) != after[name]]
        entries.append(
            Entry(
                account=by,
                action="import_session",
                kind=meant.session._meta.label_lower,
                key=str(meant.session.pk),
                label=str(meant.session)[:300],
                scope=f"{edition._meta.label_lower}:{edition.pk}",
                before={name: meant.before[name] for name in differing if name in meant.before},
                after={name: after[name] for name in differing} | ({"also": sorted(meant.changed)} if meant.changed else {}),
            )
        )
    Entry.objects.bulk_create(entries, batch_size=200)
    if entries:
        journal.raise_revision()
