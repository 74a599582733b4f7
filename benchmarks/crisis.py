"""The page of people who cannot come, at the size of the worst week: 200 sessions, 600 people, 100 absences, 300 people who could step in.

    .venv/bin/python benchmarks/crisis.py

Prints the median of ten requests in processor time (the machine may have other work), the number of statements and the ratio to the limit of 300 ms. It works in a database of its own in memory.
"""

import os
import random
import statistics
import time
from datetime import timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "essaim.config.settings")
os.environ["DATABASE_URL"] = "sqlite://:memory:"
os.environ["ESSAIM_SECOND_FACTOR"] = "no"
LIMIT_MS = 300
SIZES = {"sessions": 200, "people": 600, "absences": 100, "stand_ins": 300}
COUNTRIES = ("FR", "SN", "ML", "BF", "ES", "MX", "CO", "KR", "CA", "MA")


def fill() -> object:
    from essaim.forum.actions.programme import draft_of
    from essaim.forum.models import Absence, Appearance, Session, Slot, StandIn
    from essaim.registry.models import Person
    from tests.factories import forum as make

    chance = random.Random(7)
    edition = make.make_edition("grande", days=4)
    paths = [make.make_path(edition, letter) for letter in "ABCDEFGHIJKLM"]
    countries = [make.make_territory(code, code) for code in COUNTRIES]
    people = Person.objects.bulk_create(Person(slug=f"p{n}", name=f"Prénom{n} Nom{n}") for n in range(SIZES["people"]))
    sessions = Session.objects.bulk_create(
        Session(edition=edition, code=f"s{n}", title={"fr": f"Séance {n}"}, spoken=["fr"], interpreted=["en", "es"], state="accepted")
        for n in range(SIZES["sessions"])
    )
    Session.paths.through.objects.bulk_create(Session.paths.through(session_id=one.pk, path_id=chance.choice(paths).pk) for one in sessions)
    draft = draft_of(edition)
    slots = []
    for number, session in enumerate(sessions):
        day = edition.starts_on + timedelta(days=number % 4)
        start = make.at(edition, f"{9 + (number // 4) % 8:02d}:00", day)
        slots.append(Slot(version=draft, session=session, day=day, starts_at=start, ends_at=start + timedelta(minutes=90)))
    Slot.objects.bulk_create(slots)
    Appearance.objects.bulk_create(
        Appearance(session=session, person=person, country=chance.choice(countries), place=place)
        for session in sessions
        for place, person in enumerate(chance.sample(people, 4))
    )
    on_stage = sorted(set(Appearance.objects.values_list("person_id", flat=True)))
    Absence.objects.bulk_create(Absence(edition=edition, person_id=pk, reason="visa") for pk in chance.sample(on_stage, SIZES["absences"]))
    days = [edition.starts_on + timedelta(days=number) for number in range(4)]
    rows = StandIn.objects.bulk_create(
        StandIn(
            edition=edition,
            name=f"Remplaçant{n} Nom{n}",
            country=chance.choice(countries),
            languages=chance.sample(["fr", "en", "es", "pt"], 2),
            free=[[make.at(edition, "08:00", day).isoformat(), make.at(edition, "20:00", day).isoformat()] for day in days],
            visa=chance.choice(["held", "not_needed", ""]),
        )
        for n in range(SIZES["stand_ins"])
    )
    through = StandIn.paths.through
    through.objects.bulk_create(through(standin_id=row.pk, path_id=path.pk) for row in rows for path in chance.sample(paths, 2))
    return make.make_organiser(edition, "odile@example.org")


def measure() -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    call_command("migrate", verbosity=0)
    account = fill()
    client = Client()
    client.force_login(account, "django.contrib.auth.backends.ModelBackend")
    for address in ("/fr/team/grande/absences/", "/fr/team/grande/absences/session/s0/", "/fr/team/grande/speakers/"):
        client.get(address)
        with CaptureQueriesContext(connection) as told:
            answer = client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code} {answer.get('Location', '')}")
        statements = len(told)
        took = []
        for _ in range(10):
            began = time.process_time()
            client.get(address)
            took.append((time.process_time() - began) * 1000)
        median = statistics.median(took)
        print(
            f"{address}: {median:.0f} ms (limit {LIMIT_MS}, ratio {median / LIMIT_MS:.2f}), {statements} statements, {len(answer.content):,} B"
        )


if __name__ == "__main__":
    measure()
