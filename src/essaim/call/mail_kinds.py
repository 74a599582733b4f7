"""The call's letters by what they are about."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MAIL_KINDS: dict[str, str | Promise] = {
    "call.sent": _("proposals received"),
    "call.author": _("authors added"),
    "call.question": _("questions to authors"),
    "call.answer": _("answers of authors"),
    "call.ask_merger": _("mergers proposed"),
    "call.merged": _("mergers"),
    "call.separated": _("mergers undone"),
    "call.attached": _("proposals attached to a panel"),
    "call.detached": _("proposals taken off a panel"),
    "call.moved": _("proposals moved to another path"),
    "call.withdrawn": _("proposals withdrawn"),
    "call.confirmed": _("proposals confirmed"),
    "call.declined": _("proposals declined"),
}
