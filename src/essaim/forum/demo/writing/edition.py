"""One edition, whole or not at all."""

from django.db import transaction

from essaim.desk import journal
from essaim.desk.models import Account
from essaim.forum.demo.checking import check_edition
from essaim.forum.demo.facts import EditionFact
from essaim.forum.demo.known import Known, find_any
from essaim.forum.demo.rows import text
from essaim.forum.demo.writing.claims import write_claims
from essaim.forum.demo.writing.ground import write_ground
from essaim.forum.demo.writing.media import write_media
from essaim.forum.demo.writing.programme import write_programme
from essaim.forum.demo.writing.reports import write_reports, write_visits
from essaim.forum.demo.writing.sessions import write_sessions
from essaim.forum.models import Edition, Series


@transaction.atomic
def write_edition(fact: EditionFact, known: Known, by: Account | None) -> Edition:
    """Write the facts' rows: new ones, and those already there under the same name; whatever else people added stays.

    One journal entry, beside those of the programme's releases.
    """
    check_edition(fact)
    edition = put_edition(fact, known)
    ground = write_ground(fact, edition, known)
    sessions = write_sessions(fact, edition, ground, known)
    write_programme(fact, edition, ground, sessions, by)
    write_claims(fact.claims, edition, known)
    write_reports(fact, edition, sessions, known)
    write_visits(fact.visits, edition, None, known)
    write_media(fact, edition, sessions, known, by)
    journal.record(by=by, action="load_demo", thing=edition, after={"sessions": len(sessions)}, scope=edition)
    journal.raise_revision()  # more changed than the entry names: the search index reads everything again
    return edition


def put_edition(fact: EditionFact, known: Known) -> Edition:
    edition = Edition.objects.filter(slug=fact.slug).first() or Edition(slug=fact.slug)
    edition.series = put_series(fact, known)
    edition.name, edition.theme, edition.description = text(fact.name), text(fact.theme), text(fact.description)
    edition.short_name, edition.number, edition.number_note = fact.short_name, fact.number, text(fact.number_note)
    edition.territory = find_any(known.territories, fact.territory, where=fact.where, field="territory")
    edition.place, edition.entry, edition.website = text(fact.place), text(fact.entry), fact.website
    edition.starts_on, edition.ends_on, edition.time_zone = fact.starts_on, fact.ends_on, fact.time_zone
    edition.languages, edition.is_online = list(fact.languages), fact.is_online
    edition.is_public, edition.is_fictional = True, fact.is_fictional
    edition.source = find_any(known.sources, fact.source, where=fact.where, field="source")
    edition.clean_fields()
    edition.save()
    return edition


def put_series(fact: EditionFact, known: Known) -> Series:
    series = fact.series
    organisation = find_any(known.organisations, series.organisation, where=series.where, field="organisation")
    return Series.objects.get_or_create(slug=series.slug, defaults={"name": text(series.name), "organisation": organisation})[0]
