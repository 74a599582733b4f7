"""People as the public may see them."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from i18nfield.strings import LazyI18nString

from essaim.desk.models import Upload
from essaim.registry.models import Affiliation, Person, PersonName
from essaim.registry.rules import has_public_profile


@dataclass(frozen=True, slots=True)
class PublicPerson:
    person: Person
    biography: LazyI18nString
    website: str
    photo: Upload | None
    photo_credit: str
    photo_alt: LazyI18nString
    affiliations: tuple[Affiliation, ...]
    """Those the person or a source made public, the latest first."""
    spellings: tuple[PersonName, ...]
    """Those a source printed."""


def public_people() -> QuerySet[Person]:
    """Those with a public page, by the name to sort by; one statement, unread."""
    return Person.objects.filter(is_public=True).order_by("sort_name", "name", "pk")


def find_person(slug: str) -> Person | None:
    """By the address name, or by one that was merged into it: one statement, or two."""
    found = Person.objects.filter(slug=slug).select_related("photo", "source").first()
    return found or Person.objects.filter(former_slugs__slug=slug).select_related("photo", "source").first()


def public_profile(slug: str) -> PublicPerson | None:
    """What the person or a source made public, or None. Never an account, an e-mail address or a note without a source.

    Three statements; four under a former address name.
    """
    person = find_person(slug)
    if person is None or not person.is_public:
        return None
    is_shown = has_public_profile(person)
    return PublicPerson(
        person=person,
        biography=person.biography if is_shown else LazyI18nString(""),
        website=person.website if is_shown else "",
        photo=person.photo if is_shown else None,
        photo_credit=person.photo_credit if is_shown else "",
        photo_alt=person.photo_alt if is_shown else LazyI18nString(""),
        affiliations=tuple(public_affiliations(person)),
        spellings=tuple(person.other_names.filter(source__isnull=False).select_related("source").order_by("name")),
    )


def public_affiliations(person: Person) -> QuerySet[Affiliation]:
    """One statement. A fictional person's are all public."""
    found = person.affiliations.select_related("organisation", "source").order_by("-start", "-seen_on", "pk")
    return found if person.is_fictional else found.filter(Q(source__isnull=False) | Q(is_own_statement=True))
