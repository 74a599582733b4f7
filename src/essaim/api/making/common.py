"""Rows as the references other answers hold. No statement: what is named must be preloaded."""

from django.conf import settings
from django.urls import reverse

from essaim.api.schemas.common import GoalRef, OrganisationRef, PersonRef, SourceOut, TerritoryRef
from essaim.api.texts import texts
from essaim.desk.models import Upload
from essaim.desk.queries.files import address
from essaim.registry.models import Goal, Organisation, Person, Source, Territory


def web(route: str, *arguments: object) -> str:
    """The page's address in the language asked for (set by `public_reading`)."""
    return settings.SITE_ADDRESS + reverse(route, args=[str(each) for each in arguments])


def file_of(upload: Upload | None) -> str | None:
    return settings.SITE_ADDRESS + address(upload) if upload and upload.is_public else None


def source_of(source: Source | None) -> SourceOut | None:
    if source is None:
        return None
    return SourceOut(
        title=source.title, publisher=source.publisher, url=source.url, licence=source.licence, published_on=source.published_on
    )


def territory_ref(territory: Territory | None, lang: str) -> TerritoryRef | None:
    if territory is None:
        return None
    return TerritoryRef(scheme=territory.scheme, level=territory.level, code=territory.code, name=texts(territory.name, lang))


def organisation_ref(organisation: Organisation, lang: str) -> OrganisationRef:
    return OrganisationRef(slug=organisation.slug, name=texts(organisation.name, lang), acronym=organisation.acronym)


def organisation_ref_or_none(organisation: Organisation | None, lang: str) -> OrganisationRef | None:
    return organisation_ref(organisation, lang) if organisation else None


def person_ref(person: Person) -> PersonRef:
    """Without a public page: the name alone, as the programme that names them prints it."""
    return PersonRef(slug=person.slug if person.is_public else None, name=person.name)


def person_ref_or_none(person: Person | None) -> PersonRef | None:
    return person_ref(person) if person else None


def goal_ref(goal: Goal, lang: str) -> GoalRef:
    return GoalRef(framework=goal.framework.code, kind=goal.kind, code=goal.code, name=texts(goal.name, lang))
