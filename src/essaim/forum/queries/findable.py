"""What of the forum can be found by searching: sessions, editions, paths and reports, as their public pages show them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from django.conf import settings
from django.db.models import Model, Prefetch, QuerySet
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from essaim.forum.models import Appearance, Edition, Involvement, Path, Report, Session, Slot
from essaim.forum.queries.released import on_public_bill, public_editions, public_slots
from essaim.kit.batches import batches
from essaim.kit.dates import full_day, span
from essaim.search.kinds import Change, Content, Kind, Texts, all_of, register, texts_of

Row = TypeVar("Row", bound=Model)
BATCH = 500


def chosen(rows: QuerySet[Row], keys: Collection[str] | None, field: str = "pk") -> Iterator[Row]:
    """Those with these keys, in pieces a database takes; all of them for None."""
    if keys is None:
        yield from rows.iterator(chunk_size=BATCH)
        return
    for some in batches(sorted(key for key in keys if key.isdecimal()), BATCH):
        yield from rows.filter(**{f"{field}__in": some})


def dated(edition: Edition, day: date | None) -> Texts:
    """Edition and day, in each language of the interface."""
    name = edition.short_name
    return {
        code: " · ".join(filter(None, [name or texts_of(edition.name).get(code, ""), full_day(day, code) if day else ""]))
        for code, _name in settings.LANGUAGES
    }


# --- sessions -----------------------------------------------------------------------------------


def session_contents(keys: Collection[str] | None) -> Iterator[Content]:
    """Released sessions of public editions. Three statements for every five hundred."""
    people = Appearance.objects.filter(on_public_bill()).exclude(role=Appearance.Role.CONTACT).select_related("person", "organisation")
    involved = Involvement.objects.select_related("organisation")
    slots = (
        public_slots()
        .order_by("session_id")
        .select_related("session__edition")
        .prefetch_related(Prefetch("session__appearances", people), Prefetch("session__involvements", involved))
    )
    for slot in chosen(slots, keys, "session_id"):
        yield session_content(slot)


def session_content(slot: Slot) -> Content:
    session, edition = slot.session, slot.session.edition
    shown = [each for each in session.appearances.all() if each.person.is_public]
    spoken_for = [each.organisation for each in session.appearances.all() if each.organisation]
    organisations = [*(each.organisation for each in session.involvements.all()), *spoken_for]
    return Content(
        key=str(session.pk),
        scope=edition.slug,
        route="forum:session",
        route_args=(edition.slug, session.code),
        title=texts_of(session.title) or untitled(),
        context=dated(edition, slot.day),
        people=tuple(dict.fromkeys(name for each in shown for name in (each.person.name, each.printed_as) if name)),
        organisations=all_of(*(value for each in organisations for value in (each.name, each.acronym))),
        texts=texts_of(session.subtitle, session.summary, session.description),
    )


def untitled() -> Texts:
    """What the session's page says instead of a title, in each language of the interface."""
    said: Texts = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            said[code] = gettext("Title not found")
    return said


def sessions_touched(changes: Sequence[Change]) -> set[str] | None:
    keys: set[str] = set()
    for change in changes:
        match change.kind:
            case "forum.session":
                keys.add(change.key)
            case "forum.edition":
                return None
            case "registry.person":
                keys |= session_keys(Appearance.objects.filter(person=change.number))
            case "registry.organisation":
                keys |= session_keys(Appearance.objects.filter(organisation=change.number))
                keys |= session_keys(Involvement.objects.filter(organisation=change.number))
            case _ if change.scope_kind == "forum.edition":
                sessions = Session.objects.filter(edition=change.scope_number)
                keys.update(str(pk) for pk in sessions.values_list("pk", flat=True))
    return keys


def session_keys(rows: QuerySet[Appearance] | QuerySet[Involvement]) -> set[str]:
    return {str(pk) for pk in rows.values_list("session_id", flat=True)}


# --- editions, paths, reports: few, so that any change reads them all ---------------------------


def all_when(kinds: Iterable[str]) -> "Touched":
    return Touched(frozenset(kinds))


class Touched:
    """Nothing, or everything once one of these kinds of thing has changed."""

    def __init__(self, kinds: frozenset[str]) -> None:
        self.kinds = kinds

    def __call__(self, changes: Sequence[Change]) -> set[str] | None:
        return None if any(change.kind in self.kinds for change in changes) else set()


def edition_contents(keys: Collection[str] | None) -> Iterator[Content]:
    for edition in chosen(public_editions(), keys):
        places = (edition.place, edition.territory.name if edition.territory else "")
        yield Content(
            key=str(edition.pk),
            scope=edition.slug,
            route="forum:edition",
            route_args=(edition.slug,),
            title=texts_of(edition.name),
            context={code: span(edition.starts_on, edition.ends_on, code) for code, _name in settings.LANGUAGES},
            organisations=(*all_of(edition.series.name, *places), *filter(None, [edition.short_name])),
            texts=texts_of(edition.theme, edition.description),
        )


def path_contents(keys: Collection[str] | None) -> Iterator[Content]:
    """A path whose name was not found is not a title to search by."""
    paths = Path.objects.filter(edition__is_public=True).select_related("edition").prefetch_related("leads").order_by("pk")
    for path in chosen(paths, keys):
        if name := texts_of(path.name):
            yield Content(
                key=str(path.pk),
                scope=path.edition.slug,
                route="forum:path",
                route_args=(path.edition.slug, path.letter),
                title={language: f"{path.letter} {text}" for language, text in name.items()},
                context=dated(path.edition, None),
                organisations=all_of(*(value for each in path.leads.all() for value in (each.name, each.acronym))),
                texts=texts_of(path.summary),
            )


def report_contents(keys: Collection[str] | None) -> Iterator[Content]:
    reports = Report.objects.filter(is_public=True, edition__is_public=True).select_related("edition", "organisation")
    for report in chosen(reports.prefetch_related("people", "statements").order_by("pk"), keys):
        yield Content(
            key=str(report.pk),
            scope=report.edition.slug,
            route="forum:report",
            route_args=(report.edition.slug, report.slug),
            title=texts_of(report.title),
            context=dated(report.edition, None),
            people=tuple(person.name for person in report.people.all() if person.is_public),
            organisations=all_of(report.organisation.name, report.organisation.acronym),
            texts=texts_of(report.summary, report.body, *(statement.text for statement in report.statements.all())),
        )


IN_EDITION = ("forum.edition", "registry.organisation")


def register_kinds() -> None:
    register(
        Kind(name="session", place=1, label=_("Sessions"), label_one=_("session"), contents=session_contents, touched=sessions_touched)
    )
    register(
        Kind(
            name="edition",
            place=4,
            label=_("Editions"),
            label_one=_("edition"),
            contents=edition_contents,
            touched=all_when(["forum.edition", "forum.series", "registry.territory"]),
        )
    )
    register(
        Kind(
            name="path",
            place=5,
            label=_("Paths"),
            label_one=_("path"),
            contents=path_contents,
            touched=all_when(["forum.path", *IN_EDITION]),
        )
    )
    register(
        Kind(
            name="report",
            place=6,
            label=_("Reports"),
            label_one=_("report"),
            contents=report_contents,
            touched=all_when(["forum.report", "forum.statement", "registry.person", *IN_EDITION]),
        )
    )
