"""An edition with many proposals to measure pages on: thirteen paths; two organisations, three people and two goals a proposal.

`write_edition(2000)` in a process whose settings are set up, on an empty database. A third is kept or confirmed; what is confirmed stands
in the draft timetable. Everything is drawn from one seed and means nothing.
"""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import product

from django.db import transaction
from i18nfield.strings import LazyI18nString

from essaim.call.models import Aim, Call, Contributor, Kind, Proposal, ProposingOrganisation
from essaim.desk.models import Account, Grant
from essaim.forum.models import Appearance, Edition, Format, Involvement, Path, Room, Series, Session, Site, Slot, Speaker, Version
from essaim.forum.rules import EDITION, TEAM
from essaim.registry.actions.framework import load_sdgs
from essaim.registry.models import Goal, Organisation, Person, Territory

SLUG = "bench"
LETTERS = "ABCDEFGHIJKLM"
WORDS = [
    "cantine",
    "monnaie",
    "habitat",
    "énergie",
    "forêt",
    "école",
    "vélo",
    "laine",
    "jardin",
    "radio",
    "quartier",
    "coopérative",
    "atelier",
    "récit",
    "santé",
    "femmes",
    "jeunes",
    "eau",
]
COUNTRIES = ("FR", "FR", "FR", "ES", "BF", "SN", "KR", "MX", "BR", "CA", "MA", "PT")
STATES = (*["received"] * 6, *["discussed"] * 5, *["kept"] * 2, *["confirmed"] * 4, *["declined"] * 3)
ROOMS, HOURS, DAYS = 24, (9, 11, 14, 16), 8


@transaction.atomic
def write_edition(n: int, seed: int = 2027) -> tuple[Edition, Account]:
    """The edition and somebody of its team."""
    chance = random.Random(seed)
    load_sdgs()
    series = Series.objects.create(slug=SLUG, name="Banc")
    edition = Edition.objects.create(
        series=series, slug=SLUG, name="Banc", starts_on=date(2027, 6, 7), ends_on=date(2027, 6, 14), languages=["fr", "en", "es"]
    )
    account = Account.objects.create_user("team@bench.invalid", "essaim-bench")
    Grant.objects.create(account=account, role=TEAM, kind=EDITION, key=str(edition.pk))
    paths = Path.objects.bulk_create(Path(edition=edition, letter=letter, name=f"Parcours {letter}") for letter in LETTERS)
    formats = Format.objects.bulk_create(
        Format(edition=edition, slug=slug, kind=slug, name=slug, is_interpreted=slug == "round_table")
        for slug in ("round_table", "workshop")
    )
    call = Call.objects.create(edition=edition, slug="appel", name="Appel", opens_at=datetime(2026, 1, 1, tzinfo=UTC))
    kinds = [Kind.objects.create(call=call, slug=nature[:10], nature=nature, name=nature) for nature in Kind.Nature.values]
    write_aims(call)
    write_proposals(call, n, kinds, formats, paths, chance)
    write_programme(edition, chance)
    return edition, account


def write_aims(call: Call) -> None:
    Aim.objects.create(call=call, dimension="continent", values=["AF", "AS", "NA", "SA", "OC"], least_percent=70, per_path=True)
    Aim.objects.create(call=call, dimension="gender", values=["woman"], least_percent=55)
    Aim.objects.create(call=call, dimension="language", values=["fr"], most_percent=40)
    Aim.objects.create(call=call, dimension="newcomer", values=["yes"], least_percent=30)


def write_proposals(
    call: Call, n: int, kinds: Sequence[Kind], formats: Sequence[Format], paths: Sequence[Path], chance: random.Random
) -> None:
    countries = {
        code: Territory.objects.get_or_create(scheme="iso-3166", level="country", code=code, defaults={"name": code})[0]
        for code in sorted(set(COUNTRIES))
    }
    people = Person.objects.bulk_create(Person(slug=f"p{number}", name=f"Personne {number}") for number in range(n))
    bodies = Organisation.objects.bulk_create(
        Organisation(slug=f"o{number}", name=f"Organisation {number}", kind=chance.choice(Organisation.Kind.values))
        for number in range(n // 3 + 2)
    )
    rows = Proposal.objects.bulk_create(
        Proposal(
            edition=call.edition,
            call=call,
            kind=chance.choices(kinds, (2, 7, 1))[0],
            number=number,
            state=chance.choice(STATES),
            path=chance.choice(paths),
            language="fr",
            title=LazyI18nString({"fr": f"{said(chance, 5)} {number}"}),
            summary=LazyI18nString({"fr": said(chance, 40)}),
            format=chance.choice(formats),
            spoken=chance.choice((["fr"], ["fr"], ["fr", "es"], ["en"], [])),
            audience=chance.choice((15, 30, 60, None)),
            sent_at=datetime(2026, 2, 1, tzinfo=UTC),
        )
        for number in range(1, n + 1)
    )
    Contributor.objects.bulk_create(
        Contributor(
            proposal=row,
            role=role,
            name=person.name,
            person=person,
            gender=chance.choice(("woman", "man", "man", "other", "")),
            is_newcomer=chance.choice((True, False, None)),
            country=countries[chance.choice(COUNTRIES)],
            place=place,
        )
        for row in rows
        for place, (role, person) in enumerate(zip(("author", "speaker", "speaker"), chance.sample(people, 3), strict=True))
    )
    ProposingOrganisation.objects.bulk_create(
        ProposingOrganisation(
            proposal=row, role=role, name=str(body.name), organisation=body, country=countries[chance.choice(COUNTRIES)], place=place
        )
        for row in rows
        for place, (role, body) in enumerate(zip(("lead", "partner"), chance.sample(bodies, 2), strict=True))
    )
    goals = list(Goal.objects.filter(kind=Goal.Kind.GOAL))
    through = Proposal.goals.through
    through._default_manager.bulk_create(through(proposal_id=row.pk, goal_id=goal.pk) for row in rows for goal in chance.sample(goals, 2))


def said(chance: random.Random, n: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(n))


def write_programme(edition: Edition, chance: random.Random) -> None:
    """A session for every confirmed proposal, as many as there are places."""
    site = Site.objects.create(edition=edition, slug="palais", name="Palais")
    rooms = Room.objects.bulk_create(
        Room(
            site=site, slug=f"r{number}", name=f"Salle {number}", capacity=chance.choice((30, 60, 90, 200)), booths=chance.choice((0, 2, 3))
        )
        for number in range(ROOMS)
    )
    draft = Version.objects.create(edition=edition)
    rows = list(edition.proposals.filter(state="confirmed").prefetch_related("contributors", "organisations", "goals"))
    sessions = Session.objects.bulk_create(
        Session(
            edition=edition,
            code=f"s{row.number}",
            title=row.title,
            state="accepted",
            format_id=row.format_id,
            spoken=row.spoken,
            audience=row.audience,
            duration_min=90,
        )
        for row in rows
    )
    for row, session in zip(rows, sessions, strict=True):
        row.session = session
    Proposal.objects.bulk_update(rows, ["session"])
    both = list(zip(rows, sessions, strict=True))
    links, goals = Session.paths.through, Session.goals.through
    links._default_manager.bulk_create(links(session_id=session.pk, path_id=row.path_id) for row, session in both if row.path_id)
    goals._default_manager.bulk_create(goals(session_id=session.pk, goal_id=goal.pk) for row, session in both for goal in row.goals.all())
    Appearance.objects.bulk_create(
        Appearance(session=session, person_id=one.person_id, country_id=one.country_id, place=one.place)
        for row, session in both
        for one in row.contributors.all()
        if one.person_id
    )
    Involvement.objects.bulk_create(
        Involvement(session=session, organisation_id=one.organisation_id, role=one.role, place=one.place)
        for row, session in both
        for one in row.organisations.all()
        if one.organisation_id
    )
    declared = {one.person_id: one for row in rows for one in row.contributors.all()}
    Speaker.objects.bulk_create(
        Speaker(edition=edition, person_id=person, gender=one.gender, country_id=one.country_id, is_newcomer=one.is_newcomer)
        for person, one in declared.items()
        if person
    )
    places = [(room, day, hour) for day, hour, room in product(range(DAYS), HOURS, rooms)]
    Slot.objects.bulk_create(
        slot(draft, session, room, edition.starts_on + timedelta(days=day), hour, edition)
        for (_, session), (room, day, hour) in zip(both, places, strict=False)
    )


def slot(draft: Version, session: Session, room: Room, day: date, hour: int, edition: Edition) -> Slot:
    start = datetime.combine(day, time(hour), edition.zone)
    return Slot(
        version=draft, session=session, room=room, site_id=room.site_id, day=day, starts_at=start, ends_at=start + timedelta(minutes=90)
    )
