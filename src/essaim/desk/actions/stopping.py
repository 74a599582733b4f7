"""Letters let go and not yet sent, stopped: all of a mailing or one; and one let go after all. Conditional updates decide against the worker."""

from django.db import transaction
from django.utils import timezone

from essaim.desk.actions.outbox import locked, locked_message, note
from essaim.desk.errors import DeskError
from essaim.desk.models import Account, Mailing, Message
from essaim.desk.sending import ask_sending


@transaction.atomic
def stop_mailing(*, mailing: Mailing, by: Account | None) -> int:
    """What was let go and has not left goes back to the outbox; how many. What is being sent at this moment cannot be called back.

    Locks the mailing.
    """
    stored = locked(mailing)
    number = stored.messages.filter(state=Message.State.WAITING).update(state=Message.State.DRAFT, next_attempt_at=None)
    if stored.state != Mailing.State.RELEASED or not number:
        being_sent = stored.messages.filter(state=Message.State.SENDING).count()
        raise DeskError("nothing_to_stop", mailing=str(stored), being_sent=being_sent)
    stored.state, stored.released_at, stored.released_by = Mailing.State.DRAFT, None, None
    stored.save(update_fields=["state", "released_at", "released_by"])
    note(stored, "stop_mailing", by, {"letters": number})
    return number


@transaction.atomic
def call_back_mailing(*, key: str, by: Account | None) -> int:
    """What it was written for no longer holds: what has not left is kept back, also what was let go; how many. Locks the mailing."""
    stored = Mailing.objects.select_for_update().filter(key=key).first()
    if stored is None:
        return 0
    here = stored.messages.filter(state__in=(Message.State.DRAFT, Message.State.WAITING))
    number = here.update(state=Message.State.WITHHELD, next_attempt_at=None)
    if stored.state == Mailing.State.DRAFT:
        stored.state = Mailing.State.DROPPED
        stored.save(update_fields=["state"])
    if number:
        note(stored, "drop_mailing", by, {"letters": number})
    return number


@transaction.atomic
def stop_message(*, message: Message, by: Account | None) -> None:
    """One letter that was let go and has not left goes back to the outbox: read, changed, kept back or let go by itself."""
    stored = Message.objects.select_related("mailing").get(pk=message.pk)
    mine = Message.objects.filter(pk=message.pk, state=Message.State.WAITING)
    if not mine.update(state=Message.State.DRAFT, next_attempt_at=None):
        raise DeskError(NOT_STOPPED.get(Message.objects.get(pk=message.pk).state, "message_not_waiting"), to=stored.to_email)
    note(stored.mailing, "stop_message", by, {"to": stored.to_name})


NOT_STOPPED: dict[str, str] = {
    Message.State.SENDING: "message_being_sent",
    Message.State.SENT: "message_gone",
    Message.State.LOGGED: "message_gone",
    Message.State.UNSURE: "message_perhaps_gone",
}


@transaction.atomic
def release_message(*, message: Message, by: Account | None) -> None:
    """One that was stopped goes after all. Locks it."""
    stored = locked_message(message)
    if stored.state != Message.State.DRAFT or stored.mailing.state != Mailing.State.RELEASED:
        raise DeskError("message_not_stopped", to=stored.to_email)
    stored.state, stored.next_attempt_at = Message.State.WAITING, timezone.now()
    stored.save(update_fields=["state", "next_attempt_at"])
    note(stored.mailing, "release_message", by, {"to": stored.to_name})
    ask_sending(stored.mailing)
