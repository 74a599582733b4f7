"""What belongs to an edition's sessions, read once for all of them: paths, goals, people, organisations, documents."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from django.conf import settings
from i18nfield.strings import LazyI18nString

from essaim.forum.interchange.document import Participation, Role, Texts
from essaim.forum.models import Appearance, Download, Edition, Involvement, Session, Video
from essaim.forum.queries.released import on_public_bill
from essaim.kit.languages import spoken

Value = TypeVar("Value")
SDG = "sdg"


@dataclass(frozen=True, slots=True)
class Around:
    """What belongs to the sessions of one edition, read once, by session."""

    paths: Mapping[int, list[str]]
    goals: Mapping[int, list[str]]
    people: Mapping[int, list[Participation]]
    organisations: Mapping[int, list[str]]
    downloads: Mapping[int, list[Download]]
    videos: Mapping[int, list[Video]]


def around_of(edition: Edition, language: str) -> Around:
    """Six statements."""
    people = Appearance.objects.filter(on_public_bill(), session__edition=edition).exclude(role=Appearance.Role.CONTACT)
    return Around(
        paths=grouped(
            Session.paths.through.objects.filter(session__edition=edition)
            .order_by("path__letter")
            .values_list("session_id", "path__letter")
        ),
        goals=grouped(
            (session, goal_code(framework, code))
            for session, framework, code in Session.goals.through.objects.filter(session__edition=edition)
            .order_by("goal__framework__code", "goal__place", "goal_id")
            .values_list("session_id", "goal__framework__code", "goal__code")
        ),
        people=grouped(
            (session, participation(Told(*told), language))
            for session, *told in people.order_by("place", "pk").values_list("session_id", *TOLD)
        ),
        organisations=grouped(
            (session, named(name, language))
            for session, name in Involvement.objects.filter(session__edition=edition)
            .order_by("place", "pk")
            .values_list("session_id", "organisation__name")
        ),
        downloads=grouped(
            (each.session_id or 0, each)
            for each in Download.objects.filter(edition=edition, session__isnull=False).select_related("upload")
        ),
        videos=grouped((each.session_id or 0, each) for each in Video.objects.filter(edition=edition, session__isnull=False)),
    )


def grouped(pairs: Iterable[tuple[int, Value]]) -> dict[int, list[Value]]:
    found: dict[int, list[Value]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


class Told(NamedTuple):
    """An appearance as the files tell it, from the columns of TOLD."""

    role: str
    capacity: LazyI18nString
    organisation: LazyI18nString | None
    country: str | None
    name: str
    slug: str
    is_public: bool
    is_own_profile: bool
    source_id: int | None
    biography: LazyI18nString


TOLD = (
    "role",
    "capacity",
    "organisation__name",
    "country__code",
    "person__name",
    "person__slug",
    "person__is_public",
    "person__is_own_profile",
    "person__source_id",
    "person__biography",
)


def participation(told: Told, language: str) -> Participation:
    """A person without a page of their own is named and no more."""
    return Participation(
        name=told.name,
        role=Role(told.role),
        capacity=named(told.capacity, language),
        organisation=named(told.organisation, language) if told.organisation is not None else "",
        country=told.country or "",
        url=person_address(told.slug, language) if told.is_public else "",
        biography=texts(told.biography) if told.is_public and (told.is_own_profile or told.source_id) else {},
    )


def person_address(slug: str, language: str) -> str:
    reader = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    return f"{settings.SITE_ADDRESS}/{reader}/people/{slug}/"


def goal_code(framework: str, code: str) -> str:
    return code if framework == SDG else f"{framework}:{code}"


def texts(value: LazyI18nString) -> Texts:
    data = value.data
    if isinstance(data, dict):
        return {code: text for code, text in data.items() if text}
    return {"": str(data)} if data else {}


def named(value: LazyI18nString, language: str) -> str:
    return spoken(value, language).text
