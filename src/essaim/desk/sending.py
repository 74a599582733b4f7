"""How a mail leaves: claimed by one worker, `sending` written and committed before the mail server is asked, the answer written after.

A worker that dies between the two leaves it in `sending`; when its time is over it becomes `unsure`, and only a person sends it again.
"""

import contextlib
import logging
import smtplib
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from essaim.desk.actions.job import enqueue
from essaim.desk.models import Mailing, Message
from essaim.desk.unsubscribing import refuses, unsubscribe_address

SEND = "desk.send_mail"
PATIENCE = timedelta(minutes=5)
"""A mail longer than this in `sending` was left there by a dead worker: no conversation with a mail server takes so long (see EMAIL_TIMEOUT)."""
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720))
"""Before each further attempt after a temporary failure; then it has failed."""
logger = logging.getLogger("essaim.mail")


def ask_sending(mailing: Mailing, *, run_after: datetime | None = None) -> None:
    """Write the job that sends what is due of this mailing, in the caller's transaction: a job of its own each time it is asked, since one
    that is already running may have looked before this was written."""
    enqueue(kind=SEND, arguments={"mailing": mailing.pk}, run_after=run_after, max_attempts=5)


def send_due(mailing_key: int) -> Iterator[Message]:
    """Send what is due, one after the other: each message as it stands afterwards."""
    give_up_lost(mailing_key)
    with contextlib.closing(Line()) as line:
        while message := claim(mailing_key):
            deliver(message, line)
            yield message


def give_up_lost(mailing_key: int) -> int:
    """Mails a dead worker left in `sending`: whether they went is unknown."""
    lost = Message.objects.filter(mailing=mailing_key, state=Message.State.SENDING, next_attempt_at__lt=timezone.now())
    return lost.update(state=Message.State.UNSURE, next_attempt_at=None, error="worker_lost")


@transaction.atomic
def claim(mailing_key: int) -> Message | None:
    """The next due mail, `sending` from now on: committed before the server is asked. Two workers never claim the same."""
    now = timezone.now()
    due = Message.objects.filter(mailing=mailing_key, state=Message.State.WAITING, next_attempt_at__lte=now)
    for pk in due.order_by("next_attempt_at", "pk").values_list("pk", flat=True)[:20]:
        mine = Message.objects.filter(pk=pk, state=Message.State.WAITING)
        if mine.update(state=Message.State.SENDING, next_attempt_at=now + PATIENCE, error=""):
            return Message.objects.select_related("mailing").get(pk=pk)
    return None


def is_delivering() -> bool:
    """Has this site a mail server? Otherwise letters are written to its log, as on a demo site, and reach nobody."""
    return not settings.EMAIL_BACKEND.endswith((".console.EmailBackend", ".filebased.EmailBackend", ".dummy.EmailBackend"))


class Line:
    """One conversation with the mail server, opened when first needed and again after it broke."""

    def __init__(self) -> None:
        self.backend: BaseEmailBackend | None = None

    def opened(self) -> BaseEmailBackend:
        """Raises what opening raises: then nothing was sent."""
        if self.backend is None:
            self.backend = get_connection()
            self.backend.open()
        return self.backend

    def close(self) -> None:
        if self.backend is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                self.backend.close()
        self.backend = None


def deliver(message: Message, line: Line) -> None:
    """Ask the server and write down its answer. Only whoever claimed it writes, and only while it is still theirs."""
    try:
        backend = line.opened()
    except (OSError, smtplib.SMTPException) as error:
        line.close()
        try_later(message, error)
        return
    try:
        backend.send_messages([letter_of(message)])
    except smtplib.SMTPResponseException as error:
        line.close()
        refused(message, error, error.smtp_code)
    except smtplib.SMTPRecipientsRefused as error:
        line.close()
        refused(message, error, next(iter(error.recipients.values()))[0])
    except (OSError, smtplib.SMTPException) as error:  # the line broke while the mail was on it
        line.close()
        written(message, Message.State.UNSURE, error=said(error), next_attempt_at=None)
    else:
        state = Message.State.SENT if is_delivering() else Message.State.LOGGED
        written(message, state, sent_at=timezone.now(), next_attempt_at=None, error="")


def refused(message: Message, error: Exception, code: int) -> None:
    """4xx is for now, 5xx for good."""
    if 400 <= code < 500:
        try_later(message, error)
    else:
        written(message, Message.State.FAILED, error=said(error), next_attempt_at=None)


def try_later(message: Message, error: Exception) -> None:
    """Unless somebody stopped it meanwhile, or its reader wants no more. Locks the mailing."""
    if message.attempts >= len(WAITS):
        written(message, Message.State.FAILED, error=said(error), next_attempt_at=None)
        return
    moment = timezone.now() + WAITS[message.attempts]
    with transaction.atomic():
        mailing = Mailing.objects.select_for_update().get(pk=message.mailing_id)
        if mailing.state == Mailing.State.DROPPED or refuses(message):
            written(message, Message.State.WITHHELD, error=said(error), next_attempt_at=None)
        elif mailing.state == Mailing.State.DRAFT:
            written(message, Message.State.DRAFT, error=said(error), next_attempt_at=None)
        else:
            written(message, Message.State.WAITING, error=said(error), next_attempt_at=moment)
            ask_sending(mailing, run_after=moment)


def written(message: Message, state: str, **columns: object) -> bool:
    mine = Message.objects.filter(pk=message.pk, state=Message.State.SENDING)
    done = bool(mine.update(state=state, attempts=message.attempts + 1, **columns))
    logger.info("Mail %d: %s.", message.pk, state if done else "no longer ours")
    return done


def said(error: Exception) -> str:
    """The kind, and what the server said: see essaim.desk.mail_sentences for people."""
    return f"{type(error).__name__}: {words_of(error)}"[:500]


def words_of(error: Exception) -> str:
    code, reply = getattr(error, "smtp_code", None), getattr(error, "smtp_error", "")
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, reply = next(iter(error.recipients.values()), (None, ""))
    if code is None:
        return str(error)
    return f"{code} {reply.decode(errors='replace') if isinstance(reply, bytes) else reply}"


def letter_of(message: Message) -> EmailMessage:
    headers = {"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"}
    if message.language:
        headers["Content-Language"] = message.language
    if message.may_unsubscribe:
        headers |= {"List-Unsubscribe": f"<{unsubscribe_address(message)}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    letter = EmailMessage(
        subject=message.subject,
        body=text_of(message),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[message.to_email],
        reply_to=[message.mailing.reply_to] if message.mailing.reply_to else None,
        headers=headers,
    )
    for one in message.attachments:
        letter.attach(one["name"], one["content"], one["media_type"])
    return letter


def text_of(message: Message) -> str:
    """The text as it leaves: group mail ends with the way out of it, for mail programs that show no button."""
    return message.body + foot_of(message)


def foot_of(message: Message) -> str:
    if not message.may_unsubscribe:
        return ""
    with translation.override(message.language or translation.get_language()):
        way_out = _("No more mail to groups: %(address)s") % {"address": unsubscribe_address(message)}
    return f"\n\n-- \n{way_out}\n"


def next_due(mailing_key: int) -> Message | None:
    """What is still on its way, for whoever has to come back."""
    open_ones = Message.objects.filter(mailing=mailing_key, state__in=(Message.State.WAITING, Message.State.SENDING))
    return open_ones.order_by("next_attempt_at").first()
