"""Somebody wants no more group mail about an edition, by the address in the letter; and changes their mind."""

from django.db import transaction

from essaim.desk.actions.outbox import locked, note
from essaim.desk.models import Message, Unsubscription


@transaction.atomic
def unsubscribe(*, message: Message) -> bool:
    """From now on, what has not left yet included. False: they had said so before. Locks the mailing. The journal says it to the team."""
    mailing = locked(message.mailing)
    email = message.to_email.lower()
    _row, is_new = Unsubscription.objects.get_or_create(email=email, scope=mailing.scope)
    waiting = Message.objects.filter(mailing__scope=mailing.scope, to_email__iexact=email, may_unsubscribe=True)
    waiting.filter(state__in=(Message.State.DRAFT, Message.State.WAITING)).update(state=Message.State.WITHHELD, next_attempt_at=None)
    if is_new:
        note(mailing, "unsubscribe", None, {"to": message.to_name or email, "through": "link"})
    return is_new


@transaction.atomic
def subscribe_again(*, message: Message) -> bool:
    """They get the next group mail; what was withheld meanwhile stays so."""
    removed, _kinds = Unsubscription.objects.filter(email=message.to_email.lower(), scope=message.mailing.scope).delete()
    if removed:
        note(message.mailing, "subscribe_again", None, {"to": message.to_name or message.to_email, "through": "link"})
    return bool(removed)
