"""What happens inside the processes of a site whose import is killed (see killing.py): called there, never in the test's own process."""

import hashlib
import json
import time
import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

import essaim.desk.run
import essaim.desk.worker
from essaim.desk.models import Entry, Job
from essaim.desk.worker import Station
from essaim.forum.exchange.imports import TAKE_OVER, ask_take_over, begin_import, read_file
from essaim.forum.exchange.publishing import document_of
from essaim.forum.models import Edition, Import
from essaim.forum.queries.prospect import latest_release
from essaim.search.actions import refresh
from tests.forum.exchange.support import LANGUAGE, edition_for, written

SLUG = "killed"
LEASE_S = 1
ZONE = ZoneInfo("Europe/Paris")
ROOMS = [f"Room {number}" for number in range(1, 9)]
PASSING = {"desk_job", "desk_worker", "django_session"}
"""Tables that say how work goes on, and nothing of the programme."""
Told = dict[str, object]


def programme(numbers: range, words: str) -> bytes:
    """A schedule.json: these sessions, two people each, in eight rooms."""
    talks: dict[str, list[Told]] = {room: [] for room in ROOMS}
    start = datetime(2027, 3, 1, 8, tzinfo=ZONE)
    for place, number in enumerate(numbers):
        room = ROOMS[place % len(ROOMS)]
        begins = start + timedelta(minutes=10 * (place // len(ROOMS)))
        people = [{"id": person, "public_name": f"Person {person}"} for person in (number, number + 1)]
        talks[room].append(
            {
                "id": number,
                "guid": str(uuid.uuid5(uuid.NAMESPACE_OID, f"killed {number}")),
                "date": begins.isoformat(),
                "start": f"{begins:%H:%M}",
                "duration": "00:10",
                "room": room,
                "slug": f"session-{number}",
                "title": f"{words} {number}",
                "subtitle": "",
                "track": f"Path {number % 5}",
                "type": "Workshop",
                "language": LANGUAGE,
                "abstract": f"{words}. " * 20,
                "description": "",
                "persons": people,
                "links": [],
            }
        )
    conference = {
        "acronym": SLUG,
        "title": "Killed",
        "start": "2027-03-01",
        "end": "2027-03-01",
        "daysCount": 1,
        "timeslot_duration": "00:05",
    }
    conference |= {"time_zone_name": ZONE.key, "rooms": [{"name": room} for room in ROOMS]}
    conference |= {"days": [{"index": 1, "date": "2027-03-01", "rooms": talks}]}  # type: ignore[dict-item]
    return json.dumps({"schedule": {"version": words, "conference": conference}}).encode()


def prepare(sessions: int) -> int:
    """One programme on line; a second, half of it other sessions, handed in, looked through and asked for. Its job waits."""
    old, new = programme(range(sessions), "Old"), programme(range(sessions // 4, sessions + sessions // 4), "New")
    edition = edition_for(read_file(SimpleUploadedFile("old.json", old), zone=ZONE.key)[1].document, SLUG)
    hand_in(edition, "old.json", old)
    Station().work(until_empty=True)
    job = hand_in(edition, "new.json", new)
    refresh()
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return job


def hand_in(edition: Edition, name: str, content: bytes) -> int:
    """As the page does it; the job that takes it over and puts it on line."""
    content, reading = read_file(SimpleUploadedFile(name, content), zone=ZONE.key)
    made = begin_import(edition=edition, content=content, reading=reading, name=name, language=LANGUAGE, by=None)
    Station().work(until_empty=True)
    return ask_take_over(made=Import.objects.get(pk=made.pk), cancels_gone=True, releases=True, by=None).pk


def finish() -> Told:
    """What a new worker finds, once the dead one's lease is over, and leaves."""
    found = state()
    essaim.desk.run.LEASE_S = essaim.desk.worker.LEASE_S = LEASE_S
    time.sleep(LEASE_S + 0.1 if found["job"] == Job.State.RUNNING else 0)
    Station().work(until_empty=True)
    return {"found": found, "left": state()}


def state() -> Told:
    """The whole database, as one digest of every row and as numbers of rows; what the public is shown; how the job stands.

    The search index follows first: what it lacks is read again by the next search, so it may lag but never differ.
    """
    refresh()
    job = Job.objects.filter(kind=TAKE_OVER).latest("pk")
    tables = {name: rows(name) for name in connection.introspection.table_names() if name not in PASSING}
    return {
        "rows": digest(repr(sorted(tables.items())).encode()),
        "counts": {name: len(lines) for name, lines in tables.items()},
        "public": public(),
        "job": job.state,
        "lost": job.lost,
        "taken": Entry.objects.filter(action="take_over_import").count(),
    }


def rows(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 names the database gave
        return sorted(map(repr, cursor.fetchall()))


def public() -> str:
    """Of the released programme as files, time stamps aside."""
    edition = Edition.objects.get(slug=SLUG)
    document = document_of(edition, latest_release(edition), language=LANGUAGE)
    return digest(b"".join(written(document, kind) for kind in ("frab-json", "csv")))


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
