"""The fictional call itself: dates, kinds, questions, criteria and aims."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import yaml
from django.utils import timezone
from i18nfield.strings import LazyI18nString

from essaim.call.demo.words import DATA
from essaim.call.models import Aim, Call, Criterion, Kind, Question
from essaim.forum.models import Edition

SLUG = "appel"
OPENED_BEFORE, CLOSES_BEFORE, LEAST_OPEN = timedelta(days=300), timedelta(days=86), timedelta(days=30)


def write_call(edition: Edition) -> Call:
    """Open when it is loaded, so that a visitor can try to propose."""
    facts = yaml.safe_load((DATA / "call.yaml").read_text())
    call = Call.objects.create(
        edition=edition,
        slug=SLUG,
        name=text(facts["name"]),
        intro=text(facts["intro"]),
        after=text(facts["after"]),
        opens_at=min(at(edition, OPENED_BEFORE, time(9)), timezone.now() - LEAST_OPEN),
        closes_at=max(at(edition, CLOSES_BEFORE, time(23, 59)), timezone.now() + LEAST_OPEN),
        time_zone=edition.time_zone,
        is_public=True,
    )
    formats = {row.slug: row for row in edition.formats.all()}
    kinds = {row["slug"]: write_kind(call, place, row, formats) for place, row in enumerate(facts["kinds"])}
    for place, row in enumerate(facts["questions"]):
        write_question(call, place, row, kinds)
    Criterion.objects.bulk_create(
        Criterion(call=call, place=place, name=text(row["name"]), weight=row["weight"]) for place, row in enumerate(facts["criteria"])
    )
    Aim.objects.bulk_create(
        Aim(call=call, place=place, **{name: text(value) if name == "words" else value for name, value in row.items()})
        for place, row in enumerate(facts["aims"])
    )
    return call


def at(edition: Edition, before: timedelta, clock: time) -> datetime:
    return datetime.combine(edition.starts_on - before, clock, edition.zone).astimezone(UTC)


def text(value: dict[str, str]) -> LazyI18nString:
    return LazyI18nString(value)


def write_kind(call: Call, place: int, row: dict[str, Any], formats: dict[str, Any]) -> Kind:
    kind = Kind.objects.create(
        call=call, slug=row["slug"], nature=row["nature"], name=text(row["name"]), help=text(row["help"]), place=place
    )
    kind.formats.set([formats[slug] for slug in row["formats"]])
    return kind


TEXTS = ("label", "help", "section")


def write_question(call: Call, place: int, row: dict[str, Any], kinds: dict[str, Kind]) -> Question:
    facts = {name: text(value) if name in TEXTS else value for name, value in row.items() if name != "kinds"}
    question = Question.objects.create(call=call, place=place, **facts)
    question.kinds.set([kinds[slug] for slug in row.get("kinds", [])])
    return question
