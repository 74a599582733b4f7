"""What writing and sending refuse, in the reader's language."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WRITING: dict[str, Callable[[], str]] = {
    "call_not_open": lambda: _("Nobody can propose to “%(call)s” now. %(when)s"),
    "call_closed_draft_kept": lambda: _("Not sent to “%(call)s”. %(when)s Your draft is kept; ask the team whether it can still be taken."),
    "kind_of_another_call": lambda: _("“%(kind)s” is a kind of another call. Begin from the call’s page."),
    "language_not_of_call": lambda: _("This call takes proposals in: %(languages)s. Choose one of them to write in."),
    "may_not_write": lambda: _("%(proposal)s is “%(state)s”: its texts can no longer be changed here. Write to the path team."),
    "unknown_text": lambda: _("“%(name)s” is no text of this form. Open the page again; what you typed stays on this device."),
    "text_too_long": lambda: _("This text has %(length)s signs; %(longest)s are the most. Shorten it, or hand the rest in as a file."),
    "title_too_long": lambda: _("The title has %(length)s signs; %(longest)s are the most: “%(title)s”. Shorten it, then send."),
    "format_of_another_edition": lambda: _("“%(format)s” is a format of another edition. Choose one of this edition."),
    "sent_already": lambda: _("%(proposal)s has been sent already. You can still change it here."),
    "not_complete": lambda: _("Something is missing before it can be sent. It is marked below."),
    "emptied_once_sent": lambda: _(
        "Not saved: this proposal has been sent, and what sending it required must stay: %(fields)s. Fill it in again, then save."
    ),
    "too_many_of_organisation": lambda: _(
        "%(organisation)s has sent %(most)s proposals of the kind “%(kind)s” already, which is the most. Withdraw one, or choose another kind."
    ),
    "may_not_withdraw": lambda: _("Only its authors withdraw %(proposal)s."),
    "cannot_withdraw": lambda: _("%(proposal)s is “%(state)s” and cannot be withdrawn by itself. Write to the path team."),
    "revision_of_another": lambda: _("This version belongs to another proposal."),
    "person_without_name": lambda: _("Give each person a name, or empty the row."),
    "organisation_without_name": lambda: _("Give each organisation a name, or empty the row."),
    "too_many_people": lambda: _("There are %(most)s people in this proposal already. Take somebody out before you invite another."),
    "first_author_stays": lambda: _("Whoever began the proposal stays its author."),
    "author_already": lambda: _("%(email)s writes with you already."),
    "link_not_good": lambda: _("This link is not good any more. Ask whoever sent it to invite you again."),
    "link_of_another": lambda: _(
        "This invitation was sent to %(email)s, and you are logged in as %(account)s. Log in with the other address."
    ),
}
WRITING_DEEDS: dict[str, str | Promise] = {
    "begin_proposal": gettext_lazy("begun"),
    "change_contributors": gettext_lazy("people changed"),
    "change_organisations_of_proposal": gettext_lazy("organisations changed"),
    "invite_author": gettext_lazy("a co-author invited"),
    "join_as_author": gettext_lazy("joined as an author"),
    "send_proposal": gettext_lazy("sent"),
    "take_up_proposal": gettext_lazy("taken up again"),
    "withdraw_proposal": gettext_lazy("withdrawn"),
    "write_proposal": gettext_lazy("written in"),
}
