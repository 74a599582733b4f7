"""Who wants no more group mail: the signed address in each such letter (RFC 8058), and whose wish is kept."""

from collections.abc import Iterable

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import translation

from essaim.desk.models import Message, Unsubscription

SALT = "essaim.unsubscribe"


def signer() -> Signer:
    return Signer(salt=SALT, sep=".")


def unsubscribe_address(message: Message) -> str:
    """Good for whoever holds the letter, without an account and without end. It names the letter, no address: servers keep it in logs."""
    with translation.override(message.language or translation.get_language()):
        return settings.SITE_ADDRESS + reverse("desk:unsubscribe", args=[signer().sign(str(message.pk))])


def message_behind(signed: str) -> Message | None:
    """None: nobody signed this, or the letter is no more. One statement."""
    try:
        pk = int(signer().unsign(signed))
    except (BadSignature, ValueError):
        return None
    return Message.objects.select_related("mailing").filter(pk=pk, may_unsubscribe=True).first()


def refusing(scope: str, emails: Iterable[str]) -> set[str]:
    """Those of these addresses, in small letters, that want no group mail about this object. One statement."""
    wanted = {email.lower() for email in emails}
    return set(Unsubscription.objects.filter(scope=scope, email__in=wanted).values_list("email", flat=True)) if wanted else set()


def refuses(message: Message) -> bool:
    """One statement at most."""
    return message.may_unsubscribe and bool(refusing(message.mailing.scope, [message.to_email]))


def masked(email: str) -> str:
    """Enough for its owner to know it again: o…@example.org."""
    name, _at, domain = email.rpartition("@")
    return f"{name[:1]}…@{domain}"
