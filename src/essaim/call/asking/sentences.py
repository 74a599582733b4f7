"""What is wrong with an answer, in the reader's language."""

from collections.abc import Callable

from django.utils.translation import gettext as _

ANSWERS: dict[str, Callable[[], str]] = {
    "answer_missing": lambda: _("Still to be answered before sending."),
    "answer_without_consent": lambda: _("Without this agreement the proposal cannot be sent. Tick the box, or keep it as a draft."),
    "answer_of_another_type": lambda: _("“%(value)s” does not answer this question. Answer it anew."),
    "answer_too_long": lambda: _("%(count)s characters, %(over)s more than the %(most)s allowed. Shorten it; it is kept meanwhile."),
    "answer_too_short": lambda: _("%(count)s characters; at least %(least)s are asked for."),
    "answer_too_many": lambda: _("%(count)s chosen; at most %(most)s are allowed."),
    "answer_too_few": lambda: _("%(count)s chosen; at least %(least)s are asked for."),
    "answer_not_listed": lambda: _("“%(value)s” is not among the choices. Choose one of the list."),
    "answer_no_others": lambda: _("“%(value)s” is written in, but this question takes only what is listed."),
    "answer_no_number": lambda: _("“%(value)s” is no whole number. Write digits only, such as 30."),
    "answer_too_high": lambda: _("%(value)s is more than %(most)s, the most allowed."),
    "answer_too_low": lambda: _("%(value)s is less than %(least)s, the least allowed."),
    "answer_no_date": lambda: _("“%(value)s” is no date. Write year, month and day, such as 2024-12-20."),
    "answer_no_address": lambda: _("“%(value)s” is no web address. It begins with https:// or http://, such as https://example.org."),
    "answer_no_email": lambda: _("“%(value)s” is no e-mail address, such as name@example.org."),
    "answer_no_phone": lambda: _("“%(value)s” is no telephone number. Write it with its country’s code, such as +33 5 49 00 00 00."),
    "answer_no_place": lambda: _("“%(value)s” is no point on the map. Write latitude, then longitude, such as 46.3239, -0.4588."),
    "answer_two_at_once": lambda: _("A choice is ticked and “%(value)s” is written in. Keep one of the two."),
    "answer_other_empty": lambda: _("Say which, or choose one of the list."),
}
