"""What mergers and panels refuse, and what was done, in the reader's language."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

OVERLAP: dict[str, Callable[[], str]] = {
    "no_such_number": lambda: _("No proposal of your paths has this number: %(numbers)s. Look on the board for it."),
    "merge_needs_two": lambda: _("A merger needs two proposals at least. Choose one more."),
    "merge_with_itself": lambda: _("%(proposal)s is named twice. Choose two different proposals."),
    "merge_editions": lambda: _("Proposals no. %(proposals)s belong to different editions and stay apart."),
    "merge_undecidable": lambda: _("You cannot decide on %(proposal)s: %(why)s. Propose the merger to its team instead."),
    "merge_individual": lambda: _("%(proposal)s is an individual one: it is not merged but attached to a panel."),
    "merge_self_managed": lambda: _("%(proposal)s is self-managed and is never merged: its authors get a room and keep their session."),
    "merge_draft": lambda: _("%(proposal)s is still a draft. Its authors have to send it first."),
    "merge_declined": lambda: _("%(proposal)s was declined. Set it back to received first, then merge it."),
    "merge_withdrawn": lambda: _("%(proposal)s was withdrawn by its authors. Ask them first, then take it up again."),
    "merge_joined": lambda: _("%(proposal)s is part of a merged proposal already. Merge that one, or undo its merger first."),
    "merge_confirmed": lambda: _("%(proposal)s is a session already. Take the confirmation back first, then merge it."),
    "merge_attached": lambda: _("%(proposal)s is attached to a panel. Take it out of the panel first."),
    "merge_dissolved": lambda: _("%(proposal)s was a merger that has been undone. Merge its parts again instead."),
    "merge_texts_changed": lambda: _(
        "Somebody changed one of the proposals no. %(proposals)s meanwhile. The texts below are as they are now; look at them again, then merge."
    ),
    "merge_not_offered": lambda: _("“%(value)s” stands in none of these proposals. Choose from the list."),
    "merge_own_words_missing": lambda: _("Write the text, or choose one of the versions above."),
    "undone_already": lambda: _("This merger, %(proposal)s, has been undone already. Its parts stand on the board."),
    "undo_confirmed": lambda: _("%(proposal)s is a session already. Take the confirmation back first, then undo the merger."),
    "undo_joined": lambda: _("%(proposal)s is itself part of a merged proposal. Undo that merger first."),
    "attach_not_individual": lambda: _(
        "%(proposal)s is no individual proposal: it is a session of its own and may be merged, not attached."
    ),
    "attach_state": lambda: _("%(proposal)s is “%(state)s”. Only what is received, discussed or kept can be attached to a panel."),
    "not_attached": lambda: _("%(proposal)s is attached to no panel."),
    "panel_confirmed": lambda: _(
        "The panel %(proposal)s is a session already. Take its confirmation back first, or change who speaks in the session itself."
    ),
    "panel_not_collective": lambda: _("%(proposal)s is no collective proposal. Choose a panel among the collective ones."),
    "panel_state": lambda: _("The panel %(proposal)s is “%(state)s”. Choose one that is on the board."),
    "asked_already": lambda: _("The team of that path has been asked about %(proposal)s already."),
    "nothing_to_ask": lambda: _("%(proposal)s is near nothing on other paths any more."),
}

OVERLAP_DEEDS: dict[str, str | Promise] = {
    "ask_merger": gettext_lazy("proposed a merger to another path"),
    "attach_proposal": gettext_lazy("attached to a panel"),
    "create_merged": gettext_lazy("merged proposal made"),
    "detach_proposal": gettext_lazy("taken out of its panel"),
    "join_proposal": gettext_lazy("became part of a merged proposal"),
    "mark_distinct": gettext_lazy("found not to be the same as another"),
    "merge_proposals": gettext_lazy("merged"),
    "move_panel": gettext_lazy("its panel changed with a merger"),
    "separate_proposal": gettext_lazy("stands on its own again"),
    "undo_merger": gettext_lazy("merger undone"),
    "unmark_distinct": gettext_lazy("compared with another again"),
}
