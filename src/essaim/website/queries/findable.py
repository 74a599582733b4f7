"""What of the registry can be found by searching, as the pages that join it with the forum show it."""

from collections.abc import Collection, Iterator, Sequence

from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from essaim.forum.models import Appearance
from essaim.forum.queries.findable import all_when, chosen
from essaim.forum.queries.organisations import public_organisations
from essaim.forum.queries.released import on_public_bill, public_slots
from essaim.registry.models import Affiliation, Goal, Person, PersonName
from essaim.registry.rules import has_public_profile
from essaim.search.kinds import Change, Content, Kind, all_of, register, texts_of
from essaim.website.queries.person import listed_people
from essaim.website.queries.territory import known_territories

LISTING = frozenset({"forum.session", "forum.version", "forum.edition", "forum.report", "forum.statement", "registry.organisation"})
"""What may bring a person into the public lists or take them out."""
PLACING = "place_session"
"""A change of the draft's hours: it changes nobody's standing."""


def person_contents(keys: Collection[str] | None) -> Iterator[Content]:
    """People the public lists name, by every spelling a source printed. Four statements for every five hundred."""
    said = Affiliation.objects.filter(Q(source__isnull=False) | Q(is_own_statement=True)).select_related("organisation")
    spellings = PersonName.objects.filter(source__isnull=False).order_by("pk")
    printed = (
        Appearance.objects.filter(on_public_bill(), session__in=public_slots().order_by().values("session"))
        .select_related("organisation")
        .order_by("pk")
    )
    people = listed_people().order_by("pk")
    with_all = people.prefetch_related(
        Prefetch("affiliations", said.order_by("pk")), Prefetch("other_names", spellings), Prefetch("appearances", printed)
    )
    for person in chosen(with_all, keys):
        yield person_content(person)


def person_content(person: Person) -> Content:
    parts = list(person.appearances.all())
    spoken_for = [each.organisation for each in parts if each.organisation]
    organisations = [*(each.organisation for each in person.affiliations.all()), *spoken_for]
    names = [*(each.name for each in person.other_names.all()), *(each.printed_as for each in parts)]
    return Content(
        key=str(person.pk),
        route="website:person",
        route_args=(person.slug,),
        title={"": person.name},
        people=tuple(dict.fromkeys(name for name in names if name and name != person.name)),
        organisations=all_of(*(value for each in organisations for value in (each.name, each.acronym))),
        texts=texts_of(person.biography) if has_public_profile(person) else {},
    )


def people_touched(changes: Sequence[Change]) -> set[str] | None:
    if any(change.kind in LISTING and change.action != PLACING for change in changes):
        return None
    return {change.key for change in changes if change.kind == "registry.person"}


def organisation_contents(keys: Collection[str] | None) -> Iterator[Content]:
    organisations = public_organisations().select_related("territory").prefetch_related("other_names").order_by("pk")
    for each in chosen(organisations, keys):
        name = texts_of(each.name)
        titled = each.acronym and not any(each.acronym in text for text in name.values())
        yield Content(
            key=str(each.pk),
            route="website:organisation",
            route_args=(each.slug,),
            title={language: f"{text} ({each.acronym})" for language, text in name.items()} if titled else name or {"": each.acronym},
            context=texts_of(each.territory.name) if each.territory else {},
            organisations=tuple(spelling.name for spelling in each.other_names.all()),
            texts=texts_of(each.summary),
        )


def organisations_touched(changes: Sequence[Change]) -> set[str] | None:
    if any(change.kind in {*LISTING, "registry.territory"} - {"registry.organisation"} and change.action != PLACING for change in changes):
        return None
    return {change.key for change in changes if change.kind == "registry.organisation"}


def territory_contents(keys: Collection[str] | None) -> Iterator[Content]:
    """Places something is known about."""
    for each in chosen(known_territories().order_by("pk"), keys):
        yield Content(
            key=str(each.pk),
            route="website:territory",
            route_args=(each.scheme, each.level, each.code),
            title=texts_of(each.name),
            organisations=(each.code,),
        )


def goal_contents(keys: Collection[str] | None) -> Iterator[Content]:
    """Goals and targets; indicators have no page worth landing on."""
    goals = Goal.objects.exclude(kind=Goal.Kind.INDICATOR).select_related("framework").order_by("pk")
    for goal in chosen(goals, keys):
        titles = texts_of(goal.name) or texts_of(goal.statement)
        yield Content(
            key=str(goal.pk),
            route="website:goal",
            route_args=(goal.framework.code, goal.code),
            title={language: f"{goal.code}. {text}" for language, text in titles.items()} or {"": goal.code},
            context=texts_of(goal.framework.name),
            texts=texts_of(goal.statement) if texts_of(goal.name) else {},
        )


def register_kinds() -> None:
    register(Kind(name="person", place=2, label=_("People"), label_one=_("person"), contents=person_contents, touched=people_touched))
    register(
        Kind(
            name="organisation",
            place=3,
            label=_("Organisations"),
            label_one=_("organisation"),
            contents=organisation_contents,
            touched=organisations_touched,
        )
    )
    register(
        Kind(
            name="territory",
            place=7,
            label=_("Territories"),
            label_one=_("territory"),
            contents=territory_contents,
            touched=all_when(["registry.territory", "registry.organisation", "registry.source", "forum.edition"]),
        )
    )
    register(
        Kind(
            name="goal",
            place=8,
            label=_("Goals"),
            label_one=_("goal"),
            contents=goal_contents,
            touched=all_when(["registry.goal", "registry.framework"]),
        )
    )
