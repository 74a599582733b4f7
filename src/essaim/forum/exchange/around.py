"""What hangs on sessions: paths, goals, people, organisations, places, files. Differences alone are written, in batches."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db import models
from i18nfield.strings import LazyI18nString

from essaim.forum.exchange.cast import Cast
from essaim.forum.exchange.gathering import SDG
from essaim.forum.exchange.ground import Ground, merged
from essaim.forum.exchange.outcome import Outcome
from essaim.forum.exchange.sessions import Meant
from essaim.forum.interchange.document import ON_STAGE, Participation
from essaim.forum.models import Appearance, Download, Edition, Involvement, Session, Slot, Version
from essaim.registry.models import Goal
from essaim.registry.names import folded

BATCH = 500
PLACE = ("day", "starts_at", "ends_at", "room_id", "site_id")


def write_paths(edition: Edition, meants: Sequence[Meant], ground: Ground, *, is_full: bool) -> None:
    """Two statements and the differences."""
    through = Session.paths.through
    stored = sets(through.objects.filter(session__edition=edition).values_list("session_id", "path_id"))
    wanted: dict[int, set[int]] = {}
    for meant in meants:
        given = {ground.path_of[slug].pk for slug in meant.facts.paths if slug in ground.path_of}
        has = stored.get(meant.session.pk, set())
        wanted[meant.session.pk] = has if not given or (not is_full and given <= has) else given
        if wanted[meant.session.pk] != has:
            meant.changed.add("paths")
    replace_links(through, "path_id", stored, wanted)


def write_goals(meants: Sequence[Meant], edition: Edition, outcome: Outcome) -> None:
    """Three statements and the differences. A code alone is one of the SDGs'; others are written framework:code."""
    asked = {code for meant in meants for code in meant.facts.goals}
    if not asked:
        return
    through = Session.goals.through
    known = {f"{framework}:{code}": pk for pk, framework, code in Goal.objects.values_list("pk", "framework__code", "code")}
    stored = sets(through.objects.filter(session__edition=edition).values_list("session_id", "goal_id"))
    wanted: dict[int, set[int]] = {}
    for meant in meants:
        found = set()
        for code in meant.facts.goals:
            pk = known.get(code if ":" in code else f"{SDG}:{code}")
            if pk is None:
                outcome.note("goal_unknown", meant.facts.uid, severity="warning", value=code)
            else:
                found.add(pk)
        wanted[meant.session.pk] = found or stored.get(meant.session.pk, set())
        if wanted[meant.session.pk] != stored.get(meant.session.pk, set()):
            meant.changed.add("goals")
    replace_links(through, "goal_id", stored, wanted)


def replace_links(through: type[models.Model], column: str, stored: dict[int, set[int]], wanted: dict[int, set[int]]) -> None:
    new = [
        through(**{"session_id": session, column: other})
        for session, others in wanted.items()
        for other in sorted(others - stored.get(session, set()))
    ]
    for session, others in wanted.items():
        if gone := stored.get(session, set()) - others:
            through._default_manager.filter(session_id=session, **{f"{column}__in": gone}).delete()
    through._default_manager.bulk_create(new, batch_size=BATCH)


def sets(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    return found


class People:
    """The people of every session: those the file names, and of those it does not, the ones its format could not hold."""

    def __init__(self, edition: Edition, cast: Cast, ground: Ground, outcome: Outcome, *, is_full: bool) -> None:
        self.cast, self.ground, self.outcome, self.is_full = cast, ground, outcome, is_full
        self.stored: dict[int, list[Appearance]] = defaultdict(list)
        for row in Appearance.objects.filter(session__edition=edition).select_related("person").order_by("place", "pk"):
            self.stored[row.session_id].append(row)
        self.new: list[Appearance] = []
        self.changed: list[Appearance] = []
        self.gone: list[int] = []

    def write(self, meants: Sequence[Meant]) -> None:
        """Two statements and the differences."""
        for meant in meants:
            if meant.facts.people:
                self.one(meant)
        Appearance.objects.filter(pk__in=self.gone).delete()
        Appearance.objects.bulk_create(self.new, batch_size=BATCH)
        Appearance.objects.bulk_update(self.changed, ["role", "capacity", "organisation", "country", "place"], batch_size=100)

    def one(self, meant: Meant) -> None:
        left = list(self.stored.get(meant.session.pk, ()))
        taken: set[tuple[int, str]] = set()
        for place, given in enumerate(meant.facts.people):
            row = next((row for row in left if self.means(given, row)), None)
            if row is None:
                row = Appearance(session=meant.session, person=self.cast.person(given.name), role=given.role.value, place=place)
                self.fill(row, given)
            else:
                left.remove(row)
            if (row.person_id, row.role) in taken:
                self.outcome.note("person_twice", meant.facts.uid, name=given.name)
                continue
            taken.add((row.person_id, row.role))
            self.keep(meant, row, given, place)
        gone = [row for row in left if self.is_full or row.role in ON_STAGE]
        self.gone += [row.pk for row in gone]
        if gone:
            meant.changed.add("people")

    def means(self, given: Participation, row: Appearance) -> bool:
        names = {folded(row.person.name), folded(row.printed_as)} - {""}
        same_person = folded(given.name) in names or (bool(row.person_id) and self.cast.person(given.name).pk == row.person_id)
        return same_person and (not self.is_full or row.role == given.role.value)

    def keep(self, meant: Meant, row: Appearance, given: Participation, place: int) -> None:
        if row._state.adding:
            self.new.append(row)
            meant.changed.add("people")
            return
        before = said(row)
        self.fill(row, given)
        row.place = place
        if said(row) != before:
            self.changed.append(row)
            meant.changed.add("people")

    def fill(self, row: Appearance, given: Participation) -> None:
        """Empty in the file: left as it is."""
        if given.capacity and given.capacity not in capacities(row):
            row.capacity = LazyI18nString(merged(row.capacity, {self.ground.language: given.capacity}))
        if given.organisation:
            row.organisation = self.cast.organisation(given.organisation) or row.organisation
        if given.country:
            country = self.cast.country(given.country)
            if country is None:
                self.outcome.note("country_unknown", given.name, severity="warning", value=given.country)
            row.country = country or row.country


def capacities(row: Appearance) -> frozenset[str]:
    data = row.capacity.data if isinstance(row.capacity, LazyI18nString) else row.capacity
    return frozenset(data.values()) if isinstance(data, dict) else frozenset({str(data or "")})


def said(row: Appearance) -> tuple[object, ...]:
    return (row.role, capacities(row), row.organisation_id, row.country_id, row.place)


def write_organisations(edition: Edition, meants: Sequence[Meant], cast: Cast) -> None:
    """Names of organisations beyond the people's own. Two statements and the differences; none is taken away."""
    stored: dict[int, set[int]] = sets(
        (session, organisation)
        for session, organisation in Involvement.objects.filter(session__edition=edition).values_list("session_id", "organisation_id")
    )
    new = []
    for meant in meants:
        for place, name in enumerate(meant.facts.organisations):
            organisation = cast.organisation(name)
            if organisation and organisation.pk not in stored[meant.session.pk]:
                stored[meant.session.pk].add(organisation.pk)
                new.append(Involvement(session=meant.session, organisation=organisation, place=place))
                meant.changed.add("organisations")
    Involvement.objects.bulk_create(new, batch_size=BATCH)


def write_slots(draft: Version, meants: Sequence[Meant], ground: Ground) -> None:
    """Where and when, in the draft alone. Three statements and the differences."""
    stored = {slot.session_id: slot for slot in Slot.objects.filter(version=draft)}
    new, changed = [], []
    for meant in meants:
        slot = stored.get(meant.session.pk) or Slot(version=draft, session=meant.session)
        before = tuple(getattr(slot, name) for name in PLACE)
        put(slot, meant, ground)
        if slot._state.adding:
            new.append(slot)
        elif tuple(getattr(slot, name) for name in PLACE) != before:
            changed.append(slot)
            meant.changed.add("place")
    Slot.objects.bulk_create(new, batch_size=BATCH)
    Slot.objects.bulk_update(changed, ["day", "starts_at", "ends_at", "room", "site"], batch_size=100)


def put(slot: Slot, meant: Meant, ground: Ground) -> None:
    """What the file does not know stays as the draft has it."""
    facts = meant.facts
    if facts.start:
        slot.day = facts.day or facts.start.date()
        slot.starts_at = facts.start
        slot.ends_at = facts.end if facts.end and facts.end > facts.start else None
        if slot.ends_at is None and meant.session.duration_min:
            slot.ends_at = facts.start + timedelta(minutes=meant.session.duration_min)
    elif facts.day and facts.day != slot.day:
        slot.day, slot.starts_at, slot.ends_at = facts.day, None, None
    if facts.room:
        slot.room = ground.room(facts.room, facts.site)
        slot.site = slot.room.site
    elif facts.site:
        site = ground.site(facts.site)
        slot.room = slot.room if slot.room and slot.room.site_id == site.pk else None
        slot.site = site


def write_downloads(edition: Edition, meants: Sequence[Meant], ground: Ground) -> None:
    """Attachments and links, known by their address. One statement and the new ones."""
    known = set(Download.objects.filter(edition=edition).values_list("session_id", "url"))
    new = []
    for meant in meants:
        for link in (*meant.facts.attachments, *meant.facts.links):
            if link.url and len(link.url) <= 500 and (meant.session.pk, link.url) not in known:
                known.add((meant.session.pk, link.url))
                kind = link.kind if link.kind in Download.Kind.values else Download.Kind.OTHER
                title = {ground.language: link.title or link.url}
                new.append(Download(edition=edition, session=meant.session, url=link.url, title=title, kind=kind))
                meant.changed.add("downloads")
    Download.objects.bulk_create(new, batch_size=BATCH)
