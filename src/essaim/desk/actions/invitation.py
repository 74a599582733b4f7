"""A role offered by mail: written, sent again, taken back, accepted. The link's secret stands in the letter and nowhere else."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models, transaction
from django.utils import timezone

from essaim.desk import journal
from essaim.desk.actions.outbox import Letter, write_mailing
from essaim.desk.errors import DeskError
from essaim.desk.models import Account, Grant, Invitation

GOOD_FOR = timedelta(days=30)
SHOWN = ("email", "role", "label", "expires_at", "revoked_at")

Words = tuple[str, str]
"""Subject and body."""
Write = Callable[[Invitation, str], Words]
"""Makes the letter with this secret in its link, in the invited person's language."""


def hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def scope_object(scope: models.Model | None) -> str:
    return f"{scope._meta.label_lower}:{scope.pk}" if scope is not None else ""


@transaction.atomic
def invite(
    *,
    email: str,
    role: str,
    thing: models.Model,
    by: Account | None,
    write: Write,
    scope: models.Model | None = None,
    name: str = "",
    language: str = "",
    message: str = "",
    label: str = "",
) -> Invitation:
    """One open invitation an address, role and thing: asked again, it is sent again. Whether there is an account plays no part."""
    address = checked_address(email)
    kind, key = thing._meta.label_lower, str(thing.pk)
    holder = Grant.objects.filter(account__email__iexact=address, role=role, kind=kind, key=key).select_related("account").first()
    if holder:
        raise DeskError("invited_holds_it", field="email", email=address, account=holder.account)
    facts = {"name": name.strip(), "language": language, "message": message.strip(), "label": (label or str(thing))[:300]}
    known = open_ones().select_for_update().filter(email=address, role=role, kind=kind, key=key).first()
    invitation = known or Invitation(email=address, role=role, kind=kind, key=key, scope=scope_object(scope), invited_by=by)
    for field, value in facts.items():
        setattr(invitation, field, value)
    send(invitation, by=by, write=write, scope=scope)
    journal.record(by=by, action="invite", thing=invitation, after=journal.facts_of(invitation, SHOWN), scope=scope, is_seen=False)
    return invitation


def checked_address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise DeskError("account_email_invalid", field="email", email=email) from error
    return address


def open_ones() -> "models.QuerySet[Invitation]":
    """Neither accepted nor taken back; perhaps expired."""
    return Invitation.objects.filter(accepted_at=None, revoked_at=None)


def send(invitation: Invitation, *, by: Account | None, write: Write, scope: models.Model | None) -> None:
    """With a new secret: links sent before are no longer good."""
    secret = secrets.token_urlsafe(24)
    invitation.secret_hash = hashed(secret)
    invitation.expires_at = timezone.now() + GOOD_FOR
    invitation.save()
    subject, body = write(invitation, secret)
    letter = Letter(
        key=invitation.email[:160],
        to_email=invitation.email,
        to_name=invitation.name,
        subject=subject,
        body=body,
        language=invitation.language,
    )
    write_mailing(
        kind="desk.invitation",
        key=f"invitation:{invitation.pk}:{invitation.secret_hash[:16]}",
        label=subject,
        letters=[letter],
        by=by,
        scope=scope,
        release=True,
    )


@transaction.atomic
def send_again(*, invitation: Invitation, by: Account | None, write: Write, scope: models.Model | None = None) -> Invitation:
    """Good for another thirty days, also when it had expired. Locks the invitation."""
    locked = locked_open(invitation)
    send(locked, by=by, write=write, scope=scope)
    journal.record(
        by=by, action="send_invitation_again", thing=locked, after=journal.facts_of(locked, ("email",)), scope=scope, is_seen=False
    )
    return locked


@transaction.atomic
def revoke(*, invitation: Invitation, by: Account | None, scope: models.Model | None = None) -> Invitation:
    """Its link opens nothing any more. Locks the invitation."""
    locked = locked_open(invitation)
    before = journal.facts_of(locked, ("revoked_at",))
    locked.revoked_at = timezone.now()
    locked.save(update_fields=["revoked_at"])
    after = journal.facts_of(locked, ("revoked_at",))
    journal.record(by=by, action="revoke_invitation", thing=locked, before=before, after=after, scope=scope, is_seen=False)
    return locked


def locked_open(invitation: Invitation) -> Invitation:
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if locked.accepted_at:
        raise DeskError("invitation_accepted", email=locked.email)
    if locked.revoked_at:
        raise DeskError("invitation_revoked", email=locked.email)
    return locked


def invitation_of(secret: str) -> Invitation | None:
    """Whatever became of it. One statement."""
    return Invitation.objects.select_related("invited_by").filter(secret_hash=hashed(secret)).first()


def owns_address(account: Account, email: str) -> bool:
    """Has the account shown that mail to this address reaches it? One statement."""
    return EmailAddress.objects.filter(user=account, email__iexact=email, verified=True).exists()


@transaction.atomic
def accept(*, invitation: Invitation, by: Account, scope: models.Model | None = None) -> Grant:
    """Gives the role to the account the letter reached; asked again by the same one, it gives what stands. Locks the invitation."""
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if locked.revoked_at:
        raise DeskError("invitation_revoked", email=locked.email)
    if locked.accepted_at and locked.accepted_by_id != by.pk:
        raise DeskError("invitation_used", email=locked.email)
    if not locked.accepted_at and locked.expires_at <= timezone.now():
        raise DeskError("invitation_expired", email=locked.email, expires_at=locked.expires_at)
    if not owns_address(by, locked.email):
        raise DeskError("invitation_of_another", email=locked.email, account=by)
    if locked.accepted_at:
        return held_or_gone(locked, by)
    locked.accepted_at, locked.accepted_by = timezone.now(), by
    locked.save(update_fields=["accepted_at", "accepted_by"])
    grant, _ = Grant.objects.get_or_create(
        account=by, role=locked.role, kind=locked.kind, key=locked.key, defaults={"granted_by": locked.invited_by}
    )
    after: journal.Facts = {"role": locked.role, "label": locked.label, "account": str(by)}
    journal.record(by=by, action="accept_invitation", thing=locked, after=after, scope=scope, is_seen=False)
    if not by.name and locked.name:
        Account.objects.filter(pk=by.pk, name="").update(name=locked.name)
    return grant


def held_or_gone(invitation: Invitation, account: Account) -> Grant:
    """Accepting twice is harmless, but does not bring back a role that was taken away since."""
    grant = Grant.objects.filter(account=account, role=invitation.role, kind=invitation.kind, key=invitation.key).first()
    if grant is None:
        raise DeskError("invitation_used", email=invitation.email)
    return grant
