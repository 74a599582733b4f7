"""Mail is written into the outbox in the action's own transaction; only the worker sends it, after the commit."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from essaim.desk import journal
from essaim.desk.errors import DeskError
from essaim.desk.models import Account, Mailing, Message
from essaim.desk.scoped import scope_name, scope_thing
from essaim.desk.sending import ask_sending
from essaim.desk.unsubscribing import refuses, refusing


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A small text file, such as a calendar."""

    name: str
    media_type: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One mail to one address, already in its reader's language. `key` says whom and what it is about: once a mailing."""

    key: str
    to_email: str
    subject: str
    body: str
    language: str = ""
    to_name: str = ""
    account: Account | None = None
    attachments: tuple[Attachment, ...] = ()
    may_unsubscribe: bool = False
    """Mail to a group: it carries the way out, and whoever took it gets none."""


def heeded(letters: Sequence[Letter], scope: models.Model | None) -> tuple[list[Letter], list[Letter]]:
    """Those to write, and those whose readers want no group mail about this object. One statement when any may be refused."""
    named = scope_name(scope) if scope is not None else ""
    unwilling = refusing(named, [one.to_email for one in letters if one.may_unsubscribe])
    kept = [one for one in letters if not (one.may_unsubscribe and one.to_email.lower() in unwilling)]
    return kept, [one for one in letters if one not in kept] if unwilling else []


@transaction.atomic
def write_mailing(
    *,
    kind: str,
    key: str,
    label: str,
    letters: Sequence[Letter],
    by: Account | None,
    scope: models.Model | None = None,
    release: bool = False,
    reply_to: str = "",
    facts: journal.Facts | None = None,
) -> Mailing:
    """Put these letters into the outbox, once for a `key`: called again with the same key it gives what stands there.

    They wait to be read and let go, unless `release` lets them go at once (an invitation, an answer to what somebody just did).
    `facts` are what the mailing's page shows beside them; who refused group mail is added to them and gets no letter.
    """
    known = Mailing.objects.filter(key=key).first()
    if known:
        return known
    now = timezone.now()
    letters, refused = heeded(letters, scope)
    if refused:
        facts = {**(facts or {}), "refused": [one.to_name or one.to_email for one in refused]}
    mailing = Mailing.objects.create(
        kind=kind,
        key=key,
        label=label[:300],
        scope=scope_name(scope) if scope is not None else "",
        state=Mailing.State.RELEASED if release else Mailing.State.DRAFT,
        created_by=by,
        released_at=now if release else None,
        released_by=by if release else None,
        reply_to=reply_to,
        facts=facts or {},
    )
    state = Message.State.WAITING if release else Message.State.DRAFT
    Message.objects.bulk_create(
        Message(
            mailing=mailing,
            key=letter.key,
            to_email=letter.to_email,
            to_name=letter.to_name,
            account=letter.account,
            language=letter.language,
            subject=" ".join(letter.subject.split())[:300],
            body=letter.body,
            may_unsubscribe=letter.may_unsubscribe,
            attachments=[{"name": one.name, "media_type": one.media_type, "content": one.content} for one in letter.attachments],
            message_id=f"<{uuid.uuid4().hex}@{settings.SITE_ADDRESS.partition('://')[2].partition(':')[0] or 'localhost'}>",
            state=state,
            next_attempt_at=now if release else None,
        )
        for letter in letters
    )
    journal.record(by=by, action="write_mailing", thing=mailing, after={"letters": len(letters)}, scope=scope, is_seen=False)
    if release:
        ask_sending(mailing)
    return mailing


def locked(mailing: Mailing) -> Mailing:
    return Mailing.objects.select_for_update().get(pk=mailing.pk)


@transaction.atomic
def release_mailing(*, mailing: Mailing, by: Account | None) -> int:
    """Let go what was not withheld; how many. Pressed twice it goes once, also when one was stopped between. Locks the mailing."""
    stored = locked(mailing)
    if stored.state == Mailing.State.DROPPED:
        raise DeskError("mailing_dropped", mailing=str(stored))
    if stored.state == Mailing.State.RELEASED:
        return 0
    now = timezone.now()
    number = stored.messages.filter(state=Message.State.DRAFT).update(state=Message.State.WAITING, next_attempt_at=now)
    stored.state, stored.released_at, stored.released_by = Mailing.State.RELEASED, now, by
    stored.save(update_fields=["state", "released_at", "released_by"])
    note(stored, "release_mailing", by, {"letters": number})
    ask_sending(stored)
    return number


@transaction.atomic
def drop_mailing(*, mailing: Mailing, by: Account | None) -> None:
    """Throw a mailing away before it goes. It stays in the list, so that people know that it was written."""
    stored = locked(mailing)
    if stored.state != Mailing.State.DRAFT:
        raise DeskError("mailing_on_its_way", mailing=str(stored))
    stored.state = Mailing.State.DROPPED
    stored.save(update_fields=["state"])
    stored.messages.filter(state=Message.State.DRAFT).update(state=Message.State.WITHHELD)
    note(stored, "drop_mailing", by, {})


@transaction.atomic
def change_reply_to(*, mailing: Mailing, reply_to: str, by: Account | None) -> None:
    """Where answers go, of letters not yet let go. Locks the mailing."""
    stored = locked(mailing)
    if stored.state != Mailing.State.DRAFT:
        raise DeskError("mailing_on_its_way", mailing=str(stored))
    if stored.reply_to == reply_to:
        return
    before: journal.Facts = {"reply_to": stored.reply_to}
    stored.reply_to = reply_to
    stored.save(update_fields=["reply_to"])
    note(stored, "change_reply_to", by, {"reply_to": reply_to}, before=before)


@transaction.atomic
def edit_message(*, message: Message, subject: str, body: str, by: Account | None, whole_language: bool = False, seen: str = "") -> int:
    """Change one letter before it goes; with `whole_language` every other of that language that said the same. How many were changed.

    `seen` is the digest of what the form was made from: words that somebody else has changed since are not overwritten. Locks the letter.
    """
    stored = locked_message(message)
    if stored.state != Message.State.DRAFT:
        raise DeskError("message_on_its_way", to=stored.to_email)
    if seen and seen != stored.digest:
        raise DeskError("message_changed_meanwhile", message=stored)
    if not subject.strip() or not body.strip():
        raise DeskError("empty_message", field="subject" if not subject.strip() else "body")
    same = Message.objects.filter(mailing=stored.mailing, state=Message.State.DRAFT)
    same = same.filter(language=stored.language, subject=stored.subject, body=stored.body) if whole_language else same.filter(pk=stored.pk)
    number = same.update(subject=" ".join(subject.split())[:300], body=body.replace("\r\n", "\n"), edited_by=by)
    note(stored.mailing, "edit_message", by, {"letters": number})
    return number


@transaction.atomic
def withhold_message(*, message: Message, by: Account | None, withheld: bool = True) -> None:
    """Keep one letter back, or put it back among those to be read; not against its reader's wish. Locks it."""
    wanted, given = (Message.State.DRAFT, Message.State.WITHHELD) if withheld else (Message.State.WITHHELD, Message.State.DRAFT)
    stored = locked_message(message)
    if stored.state != wanted or stored.mailing.state == Mailing.State.DROPPED:
        raise DeskError("message_on_its_way", to=stored.to_email)
    if not withheld and refuses(stored):
        raise DeskError("reader_refuses", to=stored.to_email)
    stored.state = given
    stored.save(update_fields=["state"])
    note(stored.mailing, "withhold_message" if withheld else "put_back_message", by, {"to": stored.to_name})


def locked_message(message: Message) -> Message:
    return Message.objects.select_for_update(of=("self",)).select_related("mailing").get(pk=message.pk)


@transaction.atomic
def try_message_again(*, message: Message, by: Account | None) -> None:
    """One that failed, of which nobody knows whether it went, or that only the log got: a person decides to send it (once more)."""
    stored = locked_message(message)
    if stored.state not in (Message.State.FAILED, Message.State.UNSURE, Message.State.LOGGED):
        raise DeskError("message_not_failed", to=stored.to_email)
    if refuses(stored):
        raise DeskError("reader_refuses", to=stored.to_email)
    stored.state, stored.attempts, stored.next_attempt_at, stored.error = Message.State.WAITING, 0, timezone.now(), ""
    stored.save(update_fields=["state", "attempts", "next_attempt_at", "error"])
    note(stored.mailing, "try_message_again", by, {"to": stored.to_name})
    ask_sending(stored.mailing)


@transaction.atomic
def settle_message(*, message: Message, by: Account | None) -> None:
    """One of which nobody knew: a person found that it arrived."""
    stored = locked_message(message)
    if stored.state != Message.State.UNSURE:
        raise DeskError("message_not_failed", to=stored.to_email)
    stored.state, stored.error = Message.State.SENT, ""
    stored.save(update_fields=["state", "error"])
    note(stored.mailing, "settle_message", by, {"to": stored.to_name})


@transaction.atomic
def send_trial(*, message: Message, by: Account) -> Mailing:
    """The letter to oneself, as its reader would get it."""
    return write_mailing(
        kind="desk.trial",
        key=f"desk.trial:{uuid.uuid4().hex}",
        label=message.subject,
        letters=[
            Letter(
                key="trial",
                to_email=by.email,
                to_name=by.name,
                account=by,
                language=message.language,
                subject=message.subject,
                body=message.body,
                attachments=tuple(Attachment(**one) for one in message.attachments),
            )
        ],
        by=by,
        release=True,
        reply_to=message.mailing.reply_to,
    )


def note(mailing: Mailing, action: str, by: Account | None, after: journal.Facts, *, before: journal.Facts | None = None) -> None:
    """In the journal of the object whose team may read the mailing."""
    scope = scope_thing(mailing.scope)
    journal.record(by=by, action=action, thing=mailing, before=before, after=after, scope=scope, is_seen=False)
