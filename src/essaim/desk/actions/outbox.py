"""Mail is written into the outbox in the action's own transaction; only the worker sends it, after the commit."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from essaim.desk import journal
from essaim.desk.models import Account, Mailing, Message


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
) -> Mailing:
    """Put these letters into the outbox, once for a `key`: called again with the same key it gives what stands there.

    They wait to be read and let go, unless `release` lets them go at once (an invitation, an answer to what somebody just did).
    """
    known = Mailing.objects.filter(key=key).first()
    if known:
        return known
    now = timezone.now()
    mailing = Mailing.objects.create(
        kind=kind,
        key=key,
        label=label[:300],
        scope=f"{scope._meta.label_lower}:{scope.pk}" if scope is not None else "",
        state=Mailing.State.RELEASED if release else Mailing.State.DRAFT,
        created_by=by,
        released_at=now if release else None,
        released_by=by if release else None,
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
            attachments=[{"name": one.name, "media_type": one.media_type, "content": one.content} for one in letter.attachments],
            message_id=f"<{uuid.uuid4().hex}@{settings.SITE_ADDRESS.partition('://')[2].partition(':')[0] or 'localhost'}>",
            state=state,
            next_attempt_at=now if release else None,
        )
        for letter in letters
    )
    journal.record(by=by, action="write_mailing", thing=mailing, after={"letters": len(letters)}, scope=scope, is_seen=False)
    return mailing
