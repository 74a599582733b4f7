"""The fictional organisations and people, in bulk."""

from django.db import transaction

from essaim.desk import journal
from essaim.forum.demo.example.cast import PREFIX, Member, organisation_slug
from essaim.forum.demo.example.edition import Company
from essaim.forum.demo.rows import put, text
from essaim.registry.models import Affiliation, Organisation, Person, Source, Territory

SOURCE = "demo-fiction"


@transaction.atomic
def write_company(company: Company) -> None:
    """All of them, known again by slug; each says that it is fictional. A dozen statements."""
    source, _ = Source.objects.get_or_create(
        code=SOURCE, defaults={"title": "Données inventées pour la démonstration", "publisher": "Essaim"}
    )
    organisations = write_organisations(company, source)
    people = write_people(company.members, source)
    write_affiliations(company.members, organisations, people, source)
    journal.raise_revision()


def write_organisations(company: Company, source: Source) -> dict[str, Organisation]:
    countries = {row.code: row for row in Territory.objects.filter(scheme=Territory.Scheme.ISO, level=Territory.Level.COUNTRY)}
    rows = [
        Organisation(
            slug=organisation_slug(fact),
            name=text(fact.name),
            acronym=fact.acronym,
            kind=fact.kind,
            territory=countries.get(fact.country),
            is_fictional=True,
            source=source,
        )
        for fact in company.organisations
    ]
    return {row.slug: row for row in put(rows, Organisation.objects.filter(slug__startswith=PREFIX), lambda row: row.slug)}


def write_people(members: tuple[Member, ...], source: Source) -> dict[str, Person]:
    rows = [
        Person(
            slug=member.slug,
            name=member.name,
            sort_name=f"{member.last}, {member.name.removesuffix(member.last).strip()}",
            is_fictional=True,
            source=source,
        )
        for member in members
    ]
    return {row.slug: row for row in put(rows, Person.objects.filter(slug__startswith=PREFIX), lambda row: row.slug)}


def write_affiliations(
    members: tuple[Member, ...], organisations: dict[str, Organisation], people: dict[str, Person], source: Source
) -> None:
    rows = [
        Affiliation(
            person=people[member.slug],
            organisation=organisations[member.organisation],
            role=text(dict(member.capacity)),
            seen_on="forum-exemple",
            source=source,
        )
        for member in members
    ]
    there = Affiliation.objects.filter(person__in=people.values())
    put(rows, there, lambda row: (row.person_id, row.organisation_id))
