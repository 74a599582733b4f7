"""Letters about a proposal, each in its reader's language: who gets them, and their frame."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from essaim.call.models import Contributor, Proposal
from essaim.desk.actions.outbox import Letter
from essaim.desk.models import Account
from essaim.kit.languages import spoken

INTERFACE = tuple(code for code, _name in settings.LANGUAGES)


@dataclass(frozen=True, slots=True)
class Reader:
    """One address, once, however many roles it has."""

    email: str
    name: str
    language: str
    account: Account | None = None


def authors_of(proposal: Proposal) -> list[Reader]:
    """Authors and contacts with an address, once each. One statement."""
    return authors_among(proposal.contributors.select_related("account"), proposal.language)


def authors_among(people: Iterable[Contributor], language: str) -> list[Reader]:
    """No statement when accounts are preloaded."""
    wanted = (Contributor.Role.AUTHOR, Contributor.Role.CONTACT)
    found: dict[str, Reader] = {}
    for one in people:
        email = (one.account.email if one.account else one.email).strip().lower()
        if one.role in wanted and email and email not in found:
            found[email] = Reader(email, one.name, interface_language(one.account, language), one.account)
    return list(found.values())


def accounts_as_readers(accounts: Iterable[Account]) -> list[Reader]:
    return [Reader(one.email, one.name, interface_language(one, ""), one) for one in accounts]


def interface_language(account: Account | None, written_in: str) -> str:
    """The account's language, else that of the proposal where the interface speaks it, else the site's first."""
    for code in (account.language if account else "", written_in):
        if code in INTERFACE:
            return code
    return INTERFACE[0]


def letters(readers: Iterable[Reader], key: str, write: Callable[[Reader], tuple[str, str]]) -> list[Letter]:
    """`write` gives subject and body; it is called with the reader's language switched on."""
    made = []
    for reader in readers:
        with translation.override(reader.language):
            subject, body = write(reader)
        made.append(
            Letter(
                key=f"{key}:{reader.email}"[:160],
                to_email=reader.email,
                to_name=reader.name,
                account=reader.account,
                language=reader.language,
                subject=subject,
                body=body,
            )
        )
    return made


def title_of(proposal: Proposal) -> str:
    """In the language switched on, else in the one it was written in."""
    said = spoken(proposal.title, translation.get_language() or "en").text
    return said or _("untitled proposal")


def address_of(proposal: Proposal) -> str:
    """Where its authors follow it."""
    return settings.SITE_ADDRESS + reverse("call:proposal", args=[proposal.edition.slug, proposal.number])


def board_address(proposal: Proposal) -> str:
    """Where its path team reads it."""
    return settings.SITE_ADDRESS + reverse("call_team:proposal", args=[proposal.edition.slug, proposal.number])


def framed(reader: Reader, *paragraphs: str, address: str = "") -> str:
    """A greeting, the paragraphs, the address, a way to answer."""
    hello = _("Hello %(name)s,") % {"name": reader.name} if reader.name else _("Hello,")
    return "\n\n".join([hello, *(paragraph for paragraph in paragraphs if paragraph), *([address] if address else [])]) + "\n"
