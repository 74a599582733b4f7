"""What went wrong with a letter, in the reader's language: from the kind and the server's words that sending kept."""

from collections.abc import Callable

from django.utils.translation import gettext as _


def trouble_said(error: str) -> str:
    """Empty when there was none. What the server said is quoted; a kind without a sentence counts as a server out of reach."""
    if not error:
        return ""
    kind, _colon, words = error.partition(": ")
    make = TROUBLES.get(kind, out_of_reach)
    return make() + (" " + _("Its words: “%(words)s”.") % {"words": words} if words.strip() else "")


def out_of_reach() -> str:
    return _("The mail server could not be reached.")


TROUBLES: dict[str, Callable[[], str]] = {
    "worker_lost": lambda: _("The site stopped in the moment of sending: nobody knows whether it went."),
    "SMTPRecipientsRefused": lambda: _("The mail server does not take this address."),
    "SMTPSenderRefused": lambda: _("The mail server does not take this site’s own address as sender."),
    "SMTPDataError": lambda: _("The mail server does not take this letter."),
    "SMTPResponseException": lambda: _("The mail server does not take this letter."),
    "SMTPAuthenticationError": lambda: _("The mail server does not know this site’s login."),
    "SMTPServerDisconnected": lambda: _("The mail server broke off."),
    "SMTPNotSupportedError": lambda: _("The mail server lacks something this site needs."),
}
