"""Run inside pretalx's own environment: put a schedule.json into a fresh pretalx database and release it.

usage: python load_pretalx.py SCHEDULE.json
"""
# ruff: noqa: ANN001 the types are those of another environment

import datetime as dt
import json
import sys
from pathlib import Path

import django

django.setup()

from django.utils.timezone import now  # noqa: E402
from django_scopes import scopes_disabled  # noqa: E402
from pretalx.event.models import Event, Organiser  # noqa: E402
from pretalx.person.models import SpeakerProfile, User  # noqa: E402
from pretalx.schedule.models import Room  # noqa: E402
from pretalx.submission.models import Submission, SubmissionType, Track  # noqa: E402


def load(path: Path) -> None:
    conference = json.loads(path.read_text())["schedule"]["conference"]
    organiser = Organiser.objects.create(name="Bench", slug="bench")
    event = Event.objects.create(
        name=conference["title"],
        slug="forum",
        organiser=organiser,
        is_public=True,
        date_from=dt.date.fromisoformat(conference["start"]),
        date_to=dt.date.fromisoformat(conference["end"]),
        timezone=conference["time_zone_name"],
        email="bench@localhost",
        locale="en",
        locale_array="en,fr",
        content_locale_array="en,fr",
    )
    event.feature_flags["show_schedule"] = True
    event.save()
    rooms = {r["name"]: Room.objects.create(event=event, name=r["name"], position=i) for i, r in enumerate(conference["rooms"])}
    tracks = {t["name"]: Track.objects.create(event=event, name=t["name"], color=t.get("color") or "#333333") for t in conference["tracks"]}
    kinds: dict[str, SubmissionType] = {}
    people: dict[str, User] = {}
    for day in conference["days"]:
        for talks in day["rooms"].values():
            for talk in talks:
                one(event, talk, rooms, tracks, kinds, people)
    event.wip_schedule.freeze("1.0", notify_speakers=False)
    print(event.submissions.count(), "sessions", len(people), "speakers", now().isoformat())


def one(event, talk, rooms, tracks, kinds, people) -> None:
    kind = kinds.get(talk["type"])
    if kind is None:
        kind = kinds[talk["type"]] = SubmissionType.objects.create(event=event, name=talk["type"], default_duration=60)
    hours, minutes = talk["duration"].split(":")
    submission = Submission.objects.create(
        event=event,
        title=talk["title"],
        abstract=talk.get("abstract") or "",
        description=talk.get("description") or "",
        submission_type=kind,
        track=tracks.get(talk.get("track")),
        content_locale=talk.get("language") or "en",
        duration=int(hours) * 60 + int(minutes),
        code=talk.get("code") or None,
        state="submitted",
    )
    for person in talk.get("persons", []):
        name = person.get("name") or person["public_name"]
        user = people.get(name)
        if user is None:
            user = people[name] = User.objects.create_user(email=f"p{len(people)}@localhost.invalid", password=None, name=name)
            SpeakerProfile.objects.create(user=user, event=event, biography=person.get("biography") or "")
        submission.speakers.add(user)
    submission.accept(force=True)
    submission.confirm(force=True)
    slot = submission.slots.get(schedule=event.wip_schedule)
    slot.start = dt.datetime.fromisoformat(talk["date"])
    slot.end = slot.start + dt.timedelta(minutes=submission.duration)
    slot.room = rooms[talk["room"]]
    slot.save()


with scopes_disabled():
    load(Path(sys.argv[1]))
