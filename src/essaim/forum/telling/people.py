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
    person: int | None = None
    """Key of its owner, where that is somebody of the registry."""


def language_for(edition: Edition, *wanted: str) -> str:
    """The first of these that the interface speaks ("fr-CA" as "fr"), else the edition's main one, else the site's."""
    bases = [code.split("-", maxsplit=1)[0] for code in (*wanted, *edition.languages)]
    return next((code for code in bases if code in INTERFACE), INTERFACE[0])


def addresses_of(edition: Edition, people: Collection[int]) -> dict[int, Address]:
    """Person's key → where to write: their own address as a speaker, their account's, else their contact's. Two statements.

    Whoever has none is absent from the answer. Closed accounts are no address.
    """
    parts = {
        part.person_id: part
        for part in Speaker.objects.filter(edition=edition, person__in=people).select_related("contact__person__account")
    }
    found: dict[int, Address] = {}
    for person in Person.objects.filter(pk__in=people).select_related("account"):
        part = parts.get(person.pk)
        address = mailbox(edition, person, part)
        if address is None and part is not None and part.contact is not None:
            address = mailbox(edition, part.contact.person, part.contact, for_whom=person.name)
        if address is not None:
            found[person.pk] = address
    return found


def mailbox(edition: Edition, person: Person, part: Speaker | None, *, for_whom: str = "") -> Address | None:
    account = person.account if person.account and person.account.is_active else None
    email = (part.email if part else "") or (account.email if account else "")
    if not email:
        return None
    language = language_for(edition, part.language if part else "", account.language if account else "", *(part.spoken if part else ()))
    return Address(email.lower(), person.name, language, account, for_whom, person.pk)


def address_of_account(edition: Edition, account: Account) -> Address:
    return Address(account.email.lower(), account.name, language_for(edition, account.language), account)
