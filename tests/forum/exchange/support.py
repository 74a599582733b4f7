"""Editions made from documents, and exports of them, as the tests of this folder need them."""

import re
from dataclasses import replace
from datetime import UTC, datetime

from essaim.forum.actions.programme import release_programme
from essaim.forum.exchange.new_edition import dates_of, languages_of, name_of
from essaim.forum.exchange.outcome import Outcome
from essaim.forum.exchange.publishing import document_of
from essaim.forum.exchange.taking_over import Order, take_over
from essaim.forum.interchange import Document, Reading, write_csv, write_ics, write_json, write_xlsx, write_xml
from essaim.forum.models import Edition
from tests.factories.forum import make_series

LANGUAGE = "en"
MADE_AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
WRITERS = {"frab-xml": write_xml, "frab-json": write_json, "icalendar": write_ics, "csv": write_csv, "xlsx": write_xlsx}
STAMPS = re.compile(rb"(DTSTAMP|LAST-MODIFIED|CREATED)[^\r\n]*")


def edition_for(document: Document, slug: str = "imported") -> Edition:
    """An empty edition with what the file says of itself; an older one of that address moves aside."""
    for older in Edition.objects.filter(slug=slug):
        older.slug = f"was-{older.pk}"
        older.save()
    first, last = dates_of(document) or (MADE_AT.date(), MADE_AT.date())
    made = Edition.objects.create(
        series=make_series(),
        slug=slug,
        name=name_of(document, LANGUAGE) or {LANGUAGE: slug},
        place={LANGUAGE: document.edition.venue} if document.edition.venue else {},
        starts_on=first,
        ends_on=last,
        time_zone=document.edition.zone or "Europe/Paris",
        languages=languages_of(document, LANGUAGE),
        is_public=True,
    )
    return Edition.objects.get(pk=made.pk)


def taken_over(edition: Edition, reading: Reading, *, cancels_gone: bool = False) -> Outcome:
    return take_over(
        Order(
            edition=edition,
            document=reading.document,
            format=reading.format,
            language=LANGUAGE,
            source_code="import-test",
            source_title="a file",
            cancels_gone=cancels_gone,
        ),
        by=None,
    )


def published(edition: Edition) -> Document:
    return document_of(edition, release_programme(edition=edition, by=None), language=LANGUAGE)


def written(document: Document, kind: str) -> bytes:
    """The export, its time stamps aside."""
    document = document.only(replace(session, modified=MADE_AT) for session in document.sessions)
    told = {} if kind in {"csv", "xlsx"} else {"language": LANGUAGE, "generated_at": MADE_AT}
    data = WRITERS[kind](document, **told).data
    return STAMPS.sub(b"", data) if kind == "icalendar" else data
