"""The fictional edition's speakers as they answered, some who cannot come, and people registered who could step in."""

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import product

from django.utils import timezone

from essaim.call.demo.people import SPEAKS, Company, Somebody
from essaim.forum.demo.example.words import example_words
from essaim.forum.models import Absence, Appearance, Availability, Edition, Session, Slot, Speaker, StandIn
from essaim.registry.models import Territory

ANSWERS = (*[Appearance.Answer.CONFIRMED] * 40, *[Appearance.Answer.ASKED] * 8, Appearance.Answer.DECLINED, Appearance.Answer.UNASKED)
INTERFACE = ("fr", "en", "es")
NEEDS = ("Repas végétarien", "Place près de la sortie", "Arrivée par le train du soir", "Boucle magnétique")
NEEDS_A_VISA = ("SN", "BF", "MA", "TN")
"""Of the countries the fictional people come from: those whose nationals need a visa for France (Regulation (EU) 2018/1806, annex I)."""
N_REFUSED, N_STAND_INS = 16, 60


def write_speakers(edition: Edition, company: Company, chance: random.Random) -> None:
    rows = list(Appearance.objects.filter(session__edition=edition, person__in=company.by_person).order_by("pk"))
    answered = timezone.now() - timedelta(days=12)
    speakers = write_parts(edition, [company.by_person[pk] for pk in dict.fromkeys(row.person_id for row in rows)], chance)
    for row in rows:
        row.answer = chance.choice(ANSWERS)
        row.answered_at = answered if row.answer in (Appearance.Answer.CONFIRMED, Appearance.Answer.DECLINED) else None
    Appearance.objects.bulk_update(rows, ["answer", "answered_at"])
    write_availabilities(edition, speakers, chance)
    write_absences(edition, company, chance)
    write_stand_ins(edition, chance)


def write_parts(edition: Edition, people: list[Somebody], chance: random.Random) -> list[Speaker]:
    """One in twenty has no address of their own: somebody of the same organisation answers for them."""
    now = timezone.now()
    made = Speaker.objects.bulk_create(
        Speaker(
            edition=edition,
            person=one.person,
            email=one.email if chance.random() > 0.05 else "",
            language=one.languages[0] if one.languages[0] in INTERFACE else "en",
            spoken=list(one.languages),
            gender=one.gender,
            country=one.country,
            is_newcomer=one.is_newcomer,
            needs=chance.choice(NEEDS) if chance.random() < 0.1 else "",
            asked_at=now - timedelta(days=25),
            answered_at=now - timedelta(days=12) if chance.random() < 0.8 else None,
        )
        for one in people
    )
    by_home: dict[int, list[Speaker]] = defaultdict(list)
    for speaker, one in zip(made, people, strict=True):
        if speaker.email:
            by_home[one.organisation.pk].append(speaker)
    for speaker, one in zip(made, people, strict=True):
        if not speaker.email and by_home[one.organisation.pk]:
            speaker.contact = by_home[one.organisation.pk][0]
    Speaker.objects.bulk_update(made, ["contact"])
    return made


def write_availabilities(edition: Edition, speakers: list[Speaker], chance: random.Random) -> None:
    """A fifth of them said when they can be there: the days on which they are in the programme, whole."""
    busy: dict[int | None, set[date]] = defaultdict(set)
    slots = Slot.objects.filter(version__edition=edition, version__number=None, day__isnull=False)
    for person, day in slots.values_list("session__appearances__person", "day"):
        if day:
            busy[person].add(day)
    Availability.objects.bulk_create(
        Availability(speaker=speaker, starts_at=moment(edition, day, 8), ends_at=moment(edition, day, 20))
        for speaker in speakers
        if chance.random() < 0.2
        for day in sorted(busy[speaker.person_id])
    )


def moment(edition: Edition, day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), edition.zone)


def write_absences(edition: Edition, company: Company, chance: random.Random) -> None:
    """Those on stage who need a visa: sixteen are refused it. Whole small sessions are hit, and some lose their only voice from the South."""
    on_stage = Appearance.objects.filter(session__edition=edition, session__state=Session.State.ACCEPTED, role=Appearance.Role.SPEAKER)
    there = set(on_stage.values_list("person_id", flat=True))
    abroad = [one.person for code in NEEDS_A_VISA for one in company.by_country[code] if one.person.pk in there]
    refused = chance.sample(abroad, min(N_REFUSED, len(abroad)))
    Absence.objects.bulk_create(
        Absence(edition=edition, person=person, reason=Absence.Reason.VISA, note="Refus inventé pour la démonstration")
        for person in refused
    )


def write_stand_ins(edition: Edition, chance: random.Random) -> None:
    """Names of the same word lists that nobody on stage bears."""
    paths = list(edition.paths.all())
    days = [edition.starts_on + timedelta(days=number) for number in range((edition.ends_on - edition.starts_on).days + 1)]
    taken = set(Appearance.objects.filter(session__edition=edition).values_list("person__name", flat=True))
    names = [(country, name) for country, name in spare_names() if name not in taken]
    rows = []
    for number, (country, name) in enumerate(chance.sample(names, N_STAND_INS), start=1):
        halves = [(day, *chance.choice(((8, 20), (8, 13), (13, 20)))) for day in days if chance.random() < 0.85]
        needs = country.code in NEEDS_A_VISA
        visa = chance.choice((StandIn.Visa.HELD, StandIn.Visa.HELD, StandIn.Visa.UNKNOWN)) if needs else StandIn.Visa.NOT_NEEDED
        own = SPEAKS.get(country.code, "fr")
        rows.append(
            StandIn(
                edition=edition,
                outside_id=f"R{number:03d}",
                name=name,
                email=f"inscrit{number:03d}@example.org",
                country=country,
                languages=list(
                    dict.fromkeys([own, *(["en"] if chance.random() < 0.5 else []), *(["fr"] if chance.random() < 0.4 else [])])
                ),
                free=[[moment(edition, day, start).isoformat(), moment(edition, day, end).isoformat()] for day, start, end in halves],
                visa=visa,
            )
        )
    made = StandIn.objects.bulk_create(rows)
    links = StandIn.paths.through
    links._default_manager.bulk_create(
        links(standin_id=row.pk, path_id=path.pk) for row in made for path in chance.sample(paths, chance.choice((1, 1, 2)))
    )


def spare_names() -> Iterator[tuple[Territory, str]]:
    countries = {row.code: row for row in Territory.objects.filter(scheme=Territory.Scheme.ISO, level=Territory.Level.COUNTRY)}
    for names in example_words().cast.names:
        if names.country in countries:
            for first, last in list(product(names.first, names.last))[:60]:
                yield countries[names.country], f"{first} {last}"
