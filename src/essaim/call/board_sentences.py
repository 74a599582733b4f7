"""What the board refuses, in the reader's language."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

BOARD: dict[str, Callable[[], str]] = {
    "may_not_decide": lambda: _("You cannot decide on %(proposal)s: %(why)s."),
    "may_not_discuss": lambda: _("You take no part in what is said of %(proposal)s: %(why)s."),
    "may_not_answer": lambda: _("Only its authors answer questions about %(proposal)s."),
    "may_not_declare": lambda: _("Only the team notes a conflict of interest for somebody else."),
    "may_not_lift": lambda: _("A conflict of interest is lifted by the team, never by whoever declared it."),
    "moved_meanwhile": lambda: _(
        "%(who)s moved %(proposal)s meanwhile: it is “%(state)s” on path %(path)s now. Look at it again, then decide."
    ),
    "unknown_state": lambda: _("“%(state)s” is no step of the board."),
    "confirm_by_its_page": lambda: _("%(proposal)s becomes a session when it is confirmed. Use “Confirm” on its page."),
    "decline_by_its_page": lambda: _("Declining asks for a reason its authors will read. Use “Decline…” on the page of %(proposal)s."),
    "decline_without_reason": lambda: _(
        "Say why %(proposal)s is declined: the letter to its authors gives the reason. Or untick the letter, on its own page."
    ),
    "people_of_another_part": lambda: _("Somebody another part brought cannot be taken out here: ask the path team."),
    "has_attached": lambda: _("No. %(numbers)s is attached to it. Take that out first: those behind it are told."),
    "moves_with_another": lambda: _(
        "%(proposal)s is “%(state)s”: it goes where no. %(number)s goes. Move that one, or separate them first."
    ),
    "no_other_path": lambda: _("%(proposal)s is “%(state)s” and changes paths no more."),
    "confirm_title_long": lambda: _("The title has %(length)s signs; %(longest)s are the most: “%(title)s”. Have it shortened first."),
    "confirm_titled": lambda: _("%(proposal)s has no title yet, and a session needs one. Ask its authors, or write one on its page."),
    "undo_confirmed": lambda: _("%(proposal)s is “%(state)s”: there is no confirmation to take back."),
    "room_taken_elsewhere": lambda: _(
        "%(room)s is taken from %(hours)s by a session of path %(path)s. Choose another hour or room, or agree with that path."
    ),
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
    "decline_proposal": pgettext_lazy("proposal", "declined"),
    "discussed_proposal": gettext_lazy("being discussed"),
    "kept_proposal": pgettext_lazy("proposal", "kept"),
    "link_organisation": gettext_lazy("organisation found in the registry"),
    "link_person": gettext_lazy("person found in the registry"),
    "lift_conflict": gettext_lazy("a conflict of interest lifted"),
    "mark_proposal": gettext_lazy("marked"),
    "merged_proposal": gettext_lazy("taken up again"),
    "move_proposal_to_path": gettext_lazy("moved to another path"),
    "received_proposal": gettext_lazy("set back to received"),
    "note_speaker": gettext_lazy("noted from a proposal"),
    "remove_criterion": gettext_lazy("removed"),
    "save_criterion": gettext_lazy("saved"),
    "undo_confirmation": gettext_lazy("confirmation taken back"),
    "write_mailing": gettext_lazy("letters written"),
}
