"""What wrote a mailing, in words: the domains above name their kinds at start-up."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: dict[str, str | Promise] = {"desk.invitation": _("invitations"), "desk.trial": _("trials to oneself")}


def register_mail_kinds(kinds: Mapping[str, str | Promise]) -> None:
    KINDS.update(kinds)


def kind_said(kind: str) -> str:
    """A kind nobody named is shown by its code."""
    return str(KINDS.get(kind, kind))
