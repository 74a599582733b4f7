"""The forum's letters by what they are about."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MAIL_KINDS: dict[str, str | Promise] = {
    "forum.release": _("a release told"),
    "forum.group": _("mail to a group"),
    "forum.speakers": _("questions to speakers"),
    "forum.link": _("links people asked for"),
    "forum.substitution": _("stand-ins"),
}
