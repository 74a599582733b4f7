"""The team's list of people who could step in: taken over from a spreadsheet, kept up to date, for the team alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypedDict, Unpack

from django.db import transaction

from essaim.desk.models import Account
from essaim.desk.rows import remove_row as remove
from essaim.desk.rows import save_row
from essaim.forum.errors import ForumError
from essaim.forum.models import Appearance, Edition, Path, StandIn
from essaim.registry.models import Territory
from essaim.registry.names import folded


class StandInFacts(TypedDict, total=False):
    outside_id: str
    name: str
    email: str
    organisation_name: str
    country: Territory | None
    paths: Sequence[Path]
    languages: Sequence[str]
    free: list[list[str]]
    visa: str


@dataclass(slots=True)
class Taken:
    """What taking a list over did, by name."""

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    not_there: list[str] = field(default_factory=list)
    """In our list, not in this file: kept."""
    refused: list[str] = field(default_factory=list)
    """In our list, with a visa refused in this file: no longer offered."""


@transaction.atomic
def take_over_stand_ins(
    *, edition: Edition, rows: Sequence[StandInFacts], by: Account | None, refused: Sequence[StandInFacts] = ()
) -> Taken:
    """Each row is known again by its identifier, else its address, else its name; what is not in the file is kept. Whoever is `refused` a
    visa leaves the list; one who stands in already stays, as not known to have one. Locks the list."""
    known = Known(StandIn.objects.select_for_update().filter(edition=edition).order_by("pk"))
    taken = Taken()
    for facts in rows:
        row = known.find(facts)
        before = None if row is None else shown(row)
        saved = save_row(
            row=row or StandIn(edition=edition, name=facts["name"]),
            facts=facts,
            by=by,
            action="take_stand_in" if row is None else "change_stand_in",
            scope=edition,
            is_seen=False,
        )
        known.note(saved)
        heap = taken.created if before is None else taken.unchanged if before == shown(saved) else taken.changed
        heap.append(saved.name)
    for row in known_among(edition, refused):
        known.note(row)
        taken.refused.append(row.name)
        if stands_in(row):
            save_row(row=row, facts={"visa": StandIn.Visa.UNKNOWN}, by=by, action="change_stand_in", scope=edition, is_seen=False)
        else:
            remove(row=row, by=by, action="remove_stand_in", scope=edition, is_seen=False)
    taken.not_there = [row.name for row in known.untouched]
    return taken


def known_among(edition: Edition, several: Sequence[StandInFacts]) -> list[StandIn]:
    """The rows of the list that these are. One statement, none for nobody."""
    known = Known(StandIn.objects.filter(edition=edition).select_related("edition").order_by("pk") if several else ())
    found = []
    for facts in several:
        row = known.find(facts)
        if row is not None:
            known.note(row)
            found.append(row)
    return found


def recognised(edition: Edition, rows: Sequence[StandInFacts]) -> tuple[int, int]:
    """How many of these rows would be new, and how many are known. One statement."""
    known = Known(StandIn.objects.filter(edition=edition).order_by("pk"))
    n_known = 0
    for facts in rows:
        row = known.find(facts)
        if row is not None:
            known.note(row)
            n_known += 1
    return len(rows) - n_known, n_known


class Known:
    """The list as it stands, to find a row of the file in it. Each row is found once."""

    def __init__(self, rows: Iterable[StandIn]) -> None:
        self.rows = {row.pk: row for row in rows}
        self.seen: set[int] = set()

    def find(self, facts: StandInFacts) -> StandIn | None:
        free = [row for pk, row in self.rows.items() if pk not in self.seen]
        outside, email, name = facts.get("outside_id", ""), facts.get("email", "").lower(), folded(facts["name"])
        if outside:
            same = next((row for row in free if row.outside_id == outside), None)
            if same:
                return same
        if email:
            same = next((row for row in free if row.email.lower() == email), None)
            if same:
                return same
        return next((row for row in free if folded(row.name) == name and self.may_be(row, outside, email)), None)

    def may_be(self, row: StandIn, outside: str, email: str) -> bool:
        """One name with another identifier or another address is somebody else."""
        if outside and row.outside_id and outside != row.outside_id:
            return False
        return not (email and row.email and email != row.email.lower())

    def note(self, row: StandIn) -> None:
        self.seen.add(row.pk)

    @property
    def untouched(self) -> list[StandIn]:
        return [row for pk, row in self.rows.items() if pk not in self.seen]


def shown(row: StandIn) -> tuple[object, ...]:
    columns = ("outside_id", "name", "email", "organisation_name", "country_id", "languages", "free", "visa")
    return (*(getattr(row, name) for name in columns), sorted(row.paths.values_list("pk", flat=True)))


@transaction.atomic
def save_stand_in(*, edition: Edition, row: StandIn | None, by: Account | None, **facts: Unpack[StandInFacts]) -> StandIn:
    strange = next((path for path in facts.get("paths", ()) if path.edition_id != edition.pk), None)
    if strange:
        raise ForumError("path_of_another_edition", thing=strange)
    return save_row(
        row=row or StandIn(edition=edition, name=facts.get("name", "")),
        facts=facts,
        by=by,
        action="change_stand_in" if row else "take_stand_in",
        scope=edition,
        is_seen=False,
    )


@transaction.atomic
def remove_stand_in(*, row: StandIn, by: Account | None) -> None:
    """Off the list; a person of the registry and their appearances stay. Not while they stand in for somebody."""
    if stands_in(row):
        raise ForumError("stand_in_stands", person=row.person)
    remove(row=row, by=by, action="remove_stand_in", scope=row.edition, is_seen=False)


def stands_in(row: StandIn) -> bool:
    """For somebody in the programme. One statement, none while the row is nobody of the registry."""
    bills = Appearance.objects.filter(session__edition=row.edition, person=row.person_id, steps_in_for__isnull=False)
    return row.person_id is not None and bills.exists()
