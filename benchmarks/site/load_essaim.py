"""Run with a site's settings: take a schedule file over into a new edition, release it, and log a reader in who keeps ten sessions.

usage: python benchmarks/site/load_essaim.py SCHEDULE.json TITLE → one line of JSON: the edition's slug, that session's code, a cookie
"""

import json
import sys
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402

from essaim.desk.models import Account  # noqa: E402
from essaim.forum.actions.programme import release_programme  # noqa: E402
from essaim.forum.exchange.new_edition import dates_of, languages_of, name_of  # noqa: E402
from essaim.forum.exchange.taking_over import Order, take_over  # noqa: E402
from essaim.forum.interchange import read  # noqa: E402
from essaim.forum.models import Edition, Favourite, Series, Session  # noqa: E402

SLUG, LANGUAGE, KEPT = "bench", "en", 10


def load(path: Path) -> Edition:
    reading = read(path.read_bytes(), name=path.name, zone="Europe/Paris")
    document = reading.document
    first, last = dates_of(document) or sys.exit(f"{path} has no days: it is no programme to measure with.")
    edition = Edition.objects.create(
        series=Series.objects.create(slug=SLUG, name={LANGUAGE: "Benchmark"}),
        slug=SLUG,
        name=name_of(document, LANGUAGE) or {LANGUAGE: SLUG},
        starts_on=first,
        ends_on=last,
        time_zone=document.edition.zone or "Europe/Paris",
        languages=languages_of(document, LANGUAGE),
        is_public=True,
    )
    order = Order(edition=edition, document=document, format=reading.format, language=LANGUAGE, source_code="bench", source_title=path.name)
    take_over(order, by=None)
    release_programme(edition=edition, by=None)
    return edition


def reader_of(edition: Edition) -> str:
    """The cookie of a participant with an account who keeps ten sessions."""
    account = Account.objects.create(email="reader@bench.invalid")
    sessions = Session.objects.filter(edition=edition).order_by("pk")[:KEPT]
    Favourite.objects.bulk_create(Favourite(account=account, session=session) for session in sessions)
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def main(path: Path, title: str) -> None:
    edition = load(path)
    session = next(session for session in Session.objects.filter(edition=edition).order_by("pk") if str(session.title) == title)
    count = Session.objects.filter(edition=edition).count()
    print(json.dumps({"slug": SLUG, "code": session.code, "cookie": reader_of(edition), "sessions": count}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
