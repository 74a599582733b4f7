"""What the board refuses, in the reader's language."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

BOARD: dict[str, Callable[[], str]] = {
    "may_not_decide": lambda: _("You cannot decide on %(proposal)s: it is on another path, or you have a conflict of interest."),
    "may_not_discuss": lambda: _(
        "You take no part in what is said of %(proposal)s: it is on another path, or you have a conflict of interest."
    ),
    "may_not_answer": lambda: _("Only its authors answer questions about %(proposal)s."),
    "may_not_declare": lambda: _("Only the team notes a conflict of interest for somebody else."),
    "may_not_lift": lambda: _("A conflict of interest is lifted by the team, never by whoever declared it."),
    "moved_meanwhile": lambda: _("Somebody moved %(proposal)s meanwhile: it is “%(state)s” now. Look at it again, then decide."),
    "unknown_state": lambda: _("“%(state)s” is no step of the board."),
    "confirm_by_its_page": lambda: _("%(proposal)s becomes a session when it is confirmed. Use “Confirm” on its page."),
    "confirmed_has_session": lambda: _("%(proposal)s has a session already. Take the confirmation back first."),
    "no_such_step": lambda: _("%(proposal)s is “%(state)s” and cannot become “%(wanted)s” from there."),
    "path_of_another_edition": lambda: _("“%(path)s” is a path of another edition. Choose one of this edition."),
    "individual_is_attached": lambda: _("%(proposal)s is an individual one: attach it to a panel instead of making a session of it."),
    "confirm_kept_first": lambda: _("%(proposal)s is “%(state)s”. Keep it first, then confirm it."),
    "session_was_public": lambda: _(
        "“%(session)s” has been on line: people may have noted it. Cancel the session in the programme instead."
    ),
    "place_confirmed_first": lambda: _("%(proposal)s has no session yet. Confirm it first."),
    "empty_comment": lambda: _("Write something first."),
    "long_comment": lambda: _("This has %(length)s signs; %(longest)s are the most. Shorten it, or hand it in as a file."),
    "criterion_of_another_call": lambda: _("This criterion belongs to another call. Open the proposal again."),
    "mark_out_of_range": lambda: _("“%(value)s” is no mark for “%(criterion)s”: give 0 to %(most)s."),
    "marks_higher": lambda: _("Somebody gave %(highest)s already. The highest mark cannot be lower."),
}

BOARD_DEEDS: dict[str, str | Promise] = {
    "answer_question": gettext_lazy("answered a question"),
    "ask_author": gettext_lazy("asked its authors"),
    "comment_proposal": gettext_lazy("said something"),
    "confirm_proposal": gettext_lazy("confirmed: a session was made"),
    "declare_conflict": gettext_lazy("a conflict of interest declared"),
    "decline_proposal": gettext_lazy("declined"),
    "discussed_proposal": gettext_lazy("being discussed"),
    "kept_proposal": gettext_lazy("kept"),
    "lift_conflict": gettext_lazy("a conflict of interest lifted"),
    "mark_proposal": gettext_lazy("marked"),
    "move_proposal_to_path": gettext_lazy("moved to another path"),
    "received_proposal": gettext_lazy("set back to received"),
    "remove_criterion": gettext_lazy("removed"),
    "save_criterion": gettext_lazy("saved"),
    "undo_confirmation": gettext_lazy("confirmation taken back"),
    "write_mailing": gettext_lazy("letters written"),
}
