"""Where somebody in the programme can be written to, and in which language."""

from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings

from essaim.desk.models import Account
from essaim.forum.models import Edition, Speaker
from essaim.registry.models import Person

INTERFACE = tuple(code for code, _name in settings.LANGUAGES)


@dataclass(frozen=True, slots=True)
class Address:
    """One mailbox. `for_whom` is empty when its owner is meant, else the person they answer for."""

    email: str
    name: str
    language: str
    account: Account | None = None
    for_whom: str = ""


def language_for(edition: Edition, *wanted: str) -> str:
    """The first of these that the interface speaks, else the edition's main one, else the site's."""
    return next((code for code in (*wanted, *edition.languages) if code in INTERFACE), INTERFACE[0])


def addresses_of(edition: Edition, people: Collection[int]) -> dict[int, Address]:
    """Person's key → where to write: their own address as a speaker, their contact's, their account's. Two statements.

    Whoever has none is absent from the answer.
    """
    parts = Speaker.objects.filter(edition=edition, person__in=people).select_related("person__account", "contact__person")
    found: dict[int, Address] = {}
    for part in parts:
        account = part.person.account
        if part.email:
            found[part.person_id] = Address(part.email.lower(), part.person.name, language_for(edition, part.language), account)
        elif part.contact and part.contact.email:
            contact = part.contact
            language = language_for(edition, contact.language)
            found[part.person_id] = Address(contact.email.lower(), contact.person.name, language, None, part.person.name)
    left = [pk for pk in people if pk not in found]
    for person in Person.objects.filter(pk__in=left, account__is_active=True).select_related("account"):
        account = person.account
        if account:
            found[person.pk] = Address(account.email, person.name, language_for(edition, account.language), account)
    return found


def address_of_account(edition: Edition, account: Account) -> Address:
    return Address(account.email, account.name, language_for(edition, account.language), account)
