"""Roles offered and taken away: on an edition, on a path, for an organisation. Every letter is in the invited person's language."""

from collections.abc import Callable
from typing import TypedDict, Unpack

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from essaim.desk import journal
from essaim.desk.actions import invitation as desk
from essaim.desk.models import Account, Grant, Invitation
from essaim.forum.actions.edition import leave_team
from essaim.forum.errors import ForumError
from essaim.forum.models import Edition, Path
from essaim.forum.rules import (
    COLLEAGUE,
    EDITION,
    ORGANISATION,
    PATH,
    ROLE_NAMES,
    TEAM,
    may_invite,
    may_manage_colleagues,
    standing_of,
)
from essaim.kit.languages import spoken
from essaim.registry.models import Organisation

INTERFACE = tuple(code for code, _name in settings.LANGUAGES)
Thing = Edition | Path | Organisation


class Words(TypedDict, total=False):
    """Of the letter: whom it greets, in which language, with which word of the inviter's."""

    name: str
    language: str
    message: str


def invite_to_edition(
    *, edition: Edition, role: str, email: str, by: Account, path: Path | None = None, **words: Unpack[Words]
) -> Invitation:
    """To a role on the edition, or on one of its paths."""
    if not may_invite(standing_of(by, edition), role, path):
        raise ForumError("role_not_yours", role=ROLE_NAMES.get(role, role), thing=path or edition)
    return offer(thing=path or edition, role=role, email=email, by=by, edition=edition, **words)


def invite_colleague(
    *, organisation: Organisation, email: str, by: Account, edition: Edition | None = None, **words: Unpack[Words]
) -> Invitation:
    """To act for the organisation, and so lead the paths it leads. With `edition`, its team's page shows the invitation."""
    if not may_manage_colleagues(by, organisation):
        raise ForumError("role_not_yours", role=ROLE_NAMES[COLLEAGUE], thing=organisation)
    return offer(thing=organisation, role=COLLEAGUE, email=email, by=by, edition=edition, **words)


def offer(*, thing: Thing, role: str, email: str, by: Account, edition: Edition | None, **words: Unpack[Words]) -> Invitation:
    language = words.get("language") or by.language or (translation.get_language() or "")
    return desk.invite(
        email=email,
        role=role,
        thing=thing,
        by=by,
        write=writer(thing, by),
        scope=edition or edition_led(thing),
        name=words.get("name", ""),
        language=language if language in INTERFACE else INTERFACE[0],
        message=words.get("message", ""),
        label=str(thing),
    )


def writer(thing: Thing, by: Account | None) -> desk.Write:
    """The letter's words, in the invited person's language."""

    def write(invitation: Invitation, secret: str) -> desk.Words:
        with translation.override(invitation.language or INTERFACE[0]):
            address = settings.SITE_ADDRESS + reverse("team:invitation", args=[secret])
            return subject_of(thing, invitation), body_of(thing, invitation, by, address)

    return write


def named(thing: Thing) -> str:
    """In the language switched on."""
    reader = translation.get_language() or INTERFACE[0]
    if isinstance(thing, Path):
        name = spoken(thing.name, reader).text
        return _("path %(path)s of %(edition)s") % {
            "path": f"{thing.letter} – {name}" if name else thing.letter,
            "edition": named(thing.edition),
        }
    return (getattr(thing, "short_name", "") or spoken(thing.name, reader).text) or str(thing)


def subject_of(thing: Thing, invitation: Invitation) -> str:
    return _("Invitation: %(role)s, %(thing)s") % {"role": ROLE_NAMES.get(invitation.role, invitation.role), "thing": named(thing)}


def body_of(thing: Thing, invitation: Invitation, by: Account | None, address: str) -> str:
    inviter = str(by) if by else _("The team")
    said = {"inviter": inviter, "thing": named(thing), "role": ROLE_NAMES.get(invitation.role, invitation.role), "email": invitation.email}
    paragraphs = [
        _("Hello %(name)s,") % {"name": invitation.name} if invitation.name else _("Hello,"),
        offered(invitation.role) % said,
        invitation.message,
        _("To accept, open this address and log in or sign up with %(email)s; no password is needed:") % said,
        address,
        _("It is good until %(day)s. If you did not expect this letter, leave it: nothing happens.")
        % {"day": date_format(invitation.expires_at, "DATE_FORMAT")},
    ]
    return "\n\n".join(str(one) for one in paragraphs if one)


def offered(role: str) -> str:
    """What somebody can do with it, in one sentence."""
    match role:
        case "team":
            return _("%(inviter)s invites you to the team of %(thing)s: you may change everything in it.")
        case "path_lead":
            return _("%(inviter)s invites you to lead %(thing)s: its proposals, its sessions and its place in the timetable.")
        case "reviewer":
            return _("%(inviter)s invites you to read and mark proposals: %(thing)s.")
        case "rapporteur":
            return _("%(inviter)s invites you to take notes in sessions: %(thing)s.")
        case "interpreter":
            return _("%(inviter)s invites you to interpret: %(thing)s.")
        case "colleague":
            return _("%(inviter)s invites you to act for %(thing)s: to lead the paths it leads, and to bring in colleagues.")
        case _:
            return _("%(inviter)s invites you to help as %(role)s: %(thing)s.")


def edition_led(thing: Thing) -> Edition | None:
    """Whose team reads what is done about an organisation: the latest edition it leads a path of, or takes part in."""
    if not isinstance(thing, Organisation):
        return thing.edition if isinstance(thing, Path) else thing
    rows = Edition.objects.filter(models.Q(paths__leads=thing) | models.Q(partners__organisation=thing))
    return rows.order_by("-starts_on", "-pk").first()


def send_again(*, invitation: Invitation, by: Account) -> Invitation:
    thing = guarded(invitation, by)
    return desk.send_again(invitation=invitation, by=by, write=writer(thing, by), scope=edition_led(thing))


def revoke(*, invitation: Invitation, by: Account) -> Invitation:
    return desk.revoke(invitation=invitation, by=by, scope=edition_led(guarded(invitation, by)))


def accept(*, invitation: Invitation, by: Account) -> Grant:
    """The role is gone when what it was on is gone."""
    thing = thing_of(invitation)
    if thing is None:
        raise ForumError("invitation_of_nothing", thing=invitation.label)
    return desk.accept(invitation=invitation, by=by, scope=edition_led(thing))


def thing_of(held: Invitation | Grant) -> Thing | None:
    """The edition, path or organisation a role is on. One statement."""
    readers: dict[str, Callable[[], Thing | None]] = {
        EDITION: lambda: Edition.objects.filter(pk=held.key).first(),
        PATH: lambda: Path.objects.select_related("edition").filter(pk=held.key).first(),
        ORGANISATION: lambda: Organisation.objects.filter(pk=held.key).first(),
    }
    return readers[held.kind]() if held.kind in readers and held.key.isdecimal() else None


def guarded(held: Invitation | Grant, by: Account) -> Thing:
    """What the role is on, when this account may offer it or take it away."""
    thing = thing_of(held)
    if isinstance(thing, Organisation):
        may = held.role == COLLEAGUE and may_manage_colleagues(by, thing)
    elif isinstance(thing, Path):
        may = may_invite(standing_of(by, thing.edition), held.role, thing)
    else:
        may = isinstance(thing, Edition) and may_invite(standing_of(by, thing), held.role)
    if thing is None or not may:
        raise ForumError("role_not_yours", role=ROLE_NAMES.get(held.role, held.role), thing=thing or held.key)
    return thing


@transaction.atomic
def take_role(*, grant: Grant, by: Account) -> None:
    """From the account's next request on it is gone. The last of a team stays. Locks the grant."""
    held = Grant.objects.select_for_update().select_related("account").filter(pk=grant.pk).first()
    if held is None:
        return
    thing = guarded(held, by)
    if held.role == TEAM and isinstance(thing, Edition):
        leave_team(edition=thing, account=held.account, by=by)
        return
    before: journal.Facts = {"role": held.role, "account": str(held.account)}
    journal.record(by=by, action="take_role", thing=thing, before=before, scope=edition_led(thing), is_seen=False)
    held.delete()
