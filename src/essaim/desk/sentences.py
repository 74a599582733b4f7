"""What went wrong on the desk, said in the reader's language."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essaim.desk.errors import DeskError
from essaim.desk.rows import Use
from essaim.kit.rows import in_a_row


class Quoted(dict[str, object]):
    """Facts for a sentence; one that is missing shows as …, it never breaks the page."""

    def __init__(self, facts: Mapping[str, object]) -> None:
        super().__init__(facts)

    def __missing__(self, key: str) -> str:
        return "…"


def sentence(error: DeskError) -> str:
    """What was met and what to do next. A code without a sentence of its own is a fault of ours and says so."""
    if error.code == "in_use":
        return in_use(str(error.facts.get("thing", "")), error.facts.get("uses"))
    make = SENTENCES.get(error.code, lambda: _("This cannot be saved (%(code)s)."))
    return make() % Quoted({**error.facts, "code": error.code, "seen": seen(error)})


def seen(error: DeskError) -> str:
    kind = str(error.facts.get("seen", "?"))
    return _("of an unknown kind") if kind == "?" else kind


def in_use(thing: str, uses: object) -> str:
    """Names what uses it, so that a person can go there first."""
    found = [use for use in uses if isinstance(use, Use)] if isinstance(uses, list) else []
    parts = [used_by(use) for use in found]
    return _("“%(thing)s” is in use and cannot be removed. Used by: %(uses)s. Change these first.") % {
        "thing": thing,
        "uses": in_a_row(parts),
    }


def used_by(use: Use) -> str:
    examples = ", ".join(f"“{example}”" for example in use.examples)
    more = use.count - len(use.examples)
    if more > 0:
        examples += ngettext(" and %(count)s more", " and %(count)s more", more) % {"count": more}
    return f"{use.label} ({examples})"


SENTENCES: dict[str, Callable[[], str]] = {
    "account_email_invalid": lambda: _("“%(email)s” is no e-mail address. Write one such as name@example.org."),
    "invited_holds_it": lambda: _("%(account)s (%(email)s) has this role already."),
    "invitation_accepted": lambda: _("The invitation to %(email)s was accepted meanwhile. To undo it, take the role away."),
    "invitation_revoked": lambda: _("This invitation was taken back. Ask whoever invited you."),
    "invitation_used": lambda: _("This invitation was used before and opens nothing any more. Ask whoever invited you for a new one."),
    "invitation_expired": lambda: _("This invitation has expired. Ask whoever invited you to send it again."),
    "invitation_of_another": lambda: _(
        "This invitation was sent to %(email)s, and you are logged in as %(account)s. "
        "Log in with that address, or add it to your account and confirm it."
    ),
    "mailing_dropped": lambda: _("“%(mailing)s” was thrown away. Write it anew."),
    "mailing_on_its_way": lambda: _("“%(mailing)s” is on its way already. Stop it first."),
    "nothing_to_stop": lambda: _("Nothing of “%(mailing)s” waits to be sent any more (being sent at this moment: %(being_sent)s)."),
    "message_on_its_way": lambda: _("The letter to %(to)s is let go or gone. Stop it first, if it still waits."),
    "message_changed_meanwhile": lambda: _(
        "Somebody else has changed this letter meanwhile. Nothing was saved; what you wrote is still below, what stands now is beside it."
    ),
    "message_being_sent": lambda: _("The letter to %(to)s is being sent at this moment and cannot be called back. Look again in a minute."),
    "message_gone": lambda: _("The letter to %(to)s has gone already."),
    "message_perhaps_gone": lambda: _("The letter to %(to)s has perhaps gone already. Ask that person."),
    "message_not_waiting": lambda: _("The letter to %(to)s does not wait to be sent: there is nothing to stop."),
    "message_not_stopped": lambda: _("The letter to %(to)s goes with the others, or has been let go already."),
    "reader_refuses": lambda: _("%(to)s wants no more group mail. What concerns that person alone, write in a letter of its own."),
    "message_not_failed": lambda: _("The letter to %(to)s has not failed: it needs nothing."),
    "empty_message": lambda: _("A letter needs a subject and a text."),
    "no_recipients": lambda: _("Nobody with an address is among those chosen. Choose others, or enter their addresses first."),
    "unknown_field": lambda: _(
        "Line %(line)s: “%(written)s” is no field. Is %(nearest)s meant? There are %(known)s. A brace meant as such is written twice: {{ or }}."
    ),
    "lone_brace": lambda: _(
        "Line %(line)s: “%(written)s” stands alone. Fields are %(known)s. A brace meant as such is written twice: {{ or }}."
    ),
    "all_refuse": lambda: _("All those chosen who have an address asked for no more group mail."),
    "hook_address_broken": lambda: _("“%(url)s” is no web address. Write it whole, as in https://example.org/hook."),
    "hook_address_not_secure": lambda: _("“%(url)s” is not encrypted. A webhook needs an address that begins with https://."),
    "hook_address_private": lambda: _("“%(url)s” leads into a private network (%(address)s). Give an address that everybody can reach."),
    "hook_address_with_password": lambda: _("The address of %(host)s holds a name or password. Leave it out: calls are signed."),
    "hook_twice": lambda: _("“%(url)s” is called already. Change that webhook instead."),
    "hooks_too_many": lambda: _("There are %(most)s webhooks already. Remove one that is no longer needed."),
    "hook_off": lambda: _("The webhook for “%(url)s” is off. Switch it on first."),
    "unknown_event": lambda: _("“%(event)s” is no event. Choose from the list."),
    "token_scope": lambda: _("“%(scope)s” is nothing a token may do. Choose from the list."),
    "token_needs_second_factor": lambda: _("Set up a second factor first: a token acts for you without one."),
    "token_nameless": lambda: _("Say what the token is for."),
    "token_without_scope": lambda: _("Tick at least one thing the key may do."),
    "token_expiry": lambda: _("A key is good for %(days)s days at most. Choose a shorter time."),
    "token_limit": lambda: _("“%(limit)s” is no edition a key of yours may be limited to. Choose from the list."),
    "token_name_taken": lambda: _("You have a key called “%(name)s” already. Give this one another name, or revoke that one."),
    "tokens_too_many": lambda: _("You have %(most)s keys already. Revoke one that is no longer used."),
    "token_missing": lambda: _("This needs a key: send “Authorization: Bearer” and the key. You make one under “Keys to the API”."),
    "token_unknown": lambda: _("This key is not known here. Look whether it was copied whole, or make a new one."),
    "token_revoked": lambda: _("The key “%(name)s” was revoked. Make a new one."),
    "token_expired": lambda: _("The key “%(name)s” is no longer good: its time is over. Make a new one."),
    "token_account_closed": lambda: _("The account behind the key “%(name)s” is closed."),
    "token_lacks": lambda: _("The key “%(name)s” may not do this: it would need “%(scope)s”. Make one that may."),
    "token_elsewhere": lambda: _("The key “%(name)s” is limited to another edition."),
    "invalid_field": lambda: _("“%(value)s” cannot be saved: %(problem)s"),
    "too_large": lambda: _("“%(name)s” has %(size_mb)s MB; %(limit_mb)s MB are allowed. Make it smaller, or give an address instead."),
    "empty_file": lambda: _("“%(name)s” is empty. Choose another file."),
    "not_an_image": lambda: _("“%(name)s” is no photograph we can read (it is %(seen)s). Hand in a JPEG, PNG or WebP."),
    "broken_image": lambda: _("“%(name)s” begins as an image but cannot be read to its end. Save it anew and hand it in again."),
    "too_many_pixels": lambda: _("“%(name)s” has %(width)s × %(height)s pixels; at most %(most)s million are read. Make it smaller."),
    "broken_archive": lambda: _("“%(name)s” is a damaged document. Save it anew and hand it in again."),
    "archive_too_large": lambda: _("“%(name)s” would unpack to more than we open. Hand in a smaller document."),
    "has_macros": lambda: _("“%(name)s” holds macros, which could harm readers. Save it without macros, or as PDF."),
    "unknown_document": lambda: _(
        "“%(name)s” is no document we give out (it is %(seen)s). Hand in a PDF, an office document, a table or a text."
    ),
}
