"""A person's or organisation's form saved whole: name, facts and spellings in one transaction; removal of what nothing names."""

from typing import Any

from django.db import models, transaction

from essaim.desk import journal
from essaim.desk.models import Account
from essaim.desk.rows import remove_row
from essaim.registry.actions.organisation import add_organisation_spelling, change_organisation, create_organisation, rename_organisation
from essaim.registry.actions.person import add_person_spelling, change_person, create_person, rename_person
from essaim.registry.models import (
    Affiliation,
    Establishment,
    FormerSlug,
    Identifier,
    Membership,
    Organisation,
    OrganisationName,
    Person,
    PersonName,
)


@transaction.atomic
def save_person(*, person: Person | None, by: Account | None, name: str, spellings: list[str], **facts: Any) -> Person:
    """A changed name stays as a spelling; a spelling taken out of the list goes."""
    if person is None:
        saved = create_person(name=name, by=by, **facts)
    else:
        drop_spellings(rows=person.other_names.exclude(name__in=spellings), by=by, thing=person)
        rename_person(person=person, name=name, by=by)
        change_person(person=person, by=by, **facts)
        saved = Person.objects.get(pk=person.pk)
    for spelling in spellings:
        if not saved.other_names.filter(name=spelling).exists():
            add_person_spelling(person=saved, name=spelling, by=by)
    return saved


@transaction.atomic
def save_organisation(
    *, organisation: Organisation | None, by: Account | None, name: dict[str, str], spellings: list[str], **facts: Any
) -> Organisation:
    """Changed names stay as spellings; a spelling taken out of the list goes."""
    if organisation is None:
        saved = create_organisation(name=name, by=by, **facts)
    else:
        drop_spellings(rows=organisation.other_names.exclude(name__in=spellings), by=by, thing=organisation)
        rename_organisation(organisation=organisation, name=name, by=by)
        change_organisation(organisation=organisation, by=by, **facts)
        saved = Organisation.objects.get(pk=organisation.pk)
    for spelling in spellings:
        if not saved.other_names.filter(name=spelling).exists():
            add_organisation_spelling(organisation=saved, name=spelling, by=by)
    return saved


def drop_spellings(*, rows: models.QuerySet[Any], by: Account | None, thing: models.Model) -> None:
    for row in list(rows):
        journal.record(by=by, action="remove_spelling", thing=thing, before={"name": row.name})
        row.delete()


def remove_person(*, person: Person, by: Account | None) -> None:
    remove_row(row=person, by=by, action="remove_person", own=(PersonName, Affiliation, FormerSlug))


def remove_organisation(*, organisation: Organisation, by: Account | None) -> None:
    remove_row(
        row=organisation, by=by, action="remove_organisation", own=(OrganisationName, Identifier, Establishment, Membership, FormerSlug)
    )
