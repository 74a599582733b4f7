"""What a token of the API may do, by name; and which objects it may be limited to, as the domains above say at start-up."""

from collections.abc import Callable, Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from essaim.desk.models import Account

SCOPES: dict[str, str | Promise] = {
    "programme:read": _("read the draft of the programme and what a release would change"),
    "programme:write": _("put a version of the programme on line"),
    "proposals:read": _("read proposals you may see"),
    "proposals:write": _("write, change and send proposals; take over a spreadsheet of them"),
    "board:write": _("move proposals on the board, comment, mark, merge and undo"),
    "speakers:read": _("read what speakers answered and who cannot come"),
    "speakers:write": _("note what speakers answered and who cannot come"),
    "people:read": _("read addresses and what else is personal, where you may"),
    "mail:read": _("read the letters of the outbox"),
    "mail:write": _("let letters of the outbox go, and stop them"),
    "webhooks:read": _("read the log of the webhooks"),
    "webhooks:write": _("add and take away webhooks, say again what failed"),
}
"""None gives more than the account may do itself, now: they only narrow it."""

Choices = Callable[[Account], Iterable[tuple[str, str]]]
"""`kind:key` and name of each object the account may limit a token to."""
_limits: list[Choices] = []


def register_limits(choices: Choices) -> None:
    if choices not in _limits:
        _limits.append(choices)


def limits_for(account: Account) -> list[tuple[str, str]]:
    return [choice for choices in _limits for choice in choices(account)]
