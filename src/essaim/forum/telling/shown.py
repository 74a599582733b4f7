"""A letter as its page shows it: exactly what leaves, or left."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.desk.mail_sentences import trouble_said
from essaim.desk.models import Message
from essaim.desk.sending import foot_of
from essaim.kit.languages import language_name


@dataclass(frozen=True, slots=True)
class Attached:
    name: str
    words: str
    content: str


@dataclass(frozen=True, slots=True)
class Shown:
    sender: str
    recipient: str
    reply_to: str
    language: str
    foot: str
    """Ends the text when it leaves: the way out of group mail."""
    attached: tuple[Attached, ...]
    trouble: str


def shown(letter: Message, reader: str) -> Shown:
    """Needs the letter's mailing."""
    return Shown(
        sender=settings.DEFAULT_FROM_EMAIL,
        recipient=f"{letter.to_name} <{letter.to_email}>" if letter.to_name else letter.to_email,
        reply_to=letter.mailing.reply_to,
        language=language_name(letter.language, reader) if letter.language else "",
        foot=foot_of(letter).strip(),
        attached=tuple(attached(one) for one in letter.attachments),
        trouble=trouble_said(letter.error),
    )


def attached(one: dict[str, str]) -> Attached:
    content, media_type = one.get("content", ""), one.get("media_type", "")
    words = media_type
    if media_type.startswith("text/calendar"):
        number = content.count("BEGIN:VEVENT")
        said = (
            ngettext("calendar: takes %(n)s session out", "calendar: takes %(n)s sessions out", number)
            if "CANCEL" in media_type
            else ngettext("calendar: brings %(n)s session up to date", "calendar: brings %(n)s sessions up to date", number)
        )
        words = said % {"n": number}
    return Attached(one.get("name", "") or _("file"), words, content)
