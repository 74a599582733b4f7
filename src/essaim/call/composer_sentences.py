"""What goes wrong while a call is composed, in the reader's language; deeds of the same actions for the journal."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

COMPOSING: dict[str, Callable[[], str]] = {
    "call_closes_before_opening": lambda: _("It would close before it opens. Change one of the two dates."),
    "call_slug_taken": lambda: _("Another call of this edition has the address name “%(slug)s”. Choose another."),
    "call_slug_reserved": lambda: _("“%(slug)s” is the address of another page. Choose another, such as appel-2026."),
    "slug_reserved": lambda: _("“%(slug)s” is a word of Essaim’s own addresses. Choose another."),
    "call_without_kind": lambda: _("“%(call)s” has no kind of proposal yet, so nobody could propose. Add one before it becomes public."),
    "call_without_end": lambda: _("“%(call)s” has no closing date that could be moved. Set one among its dates."),
    "call_not_open": lambda: _("“%(call)s” is not open, so there is nothing to close."),
    "call_not_closed_early": lambda: _("“%(call)s” was not closed before its date. To open it longer, extend it."),
    "extension_not_later": lambda: _("%(wanted)s is not after the present end, %(former)s. To close earlier, close the call."),
    "end_in_the_past": lambda: _("%(wanted)s is already past. Choose a later moment."),
    "kind_has_proposals": lambda: _("“%(kind)s” has %(count)s proposals that were made under its nature. Add another kind instead."),
    "last_kind": lambda: _("“%(kind)s” is the only kind of a public call. Add another first, or make the call not public."),
    "question_slug_taken": lambda: _("Another question of this form is called “%(slug)s” in files. Choose another name."),
    "question_slug_lines": lambda: _("“%(slug)s” has two low lines in a row, which files use for another purpose. Write one."),
    "question_answered_name": lambda: _("%(count)s proposals answer this question under the name “%(slug)s”. The name stays."),
    "question_answered_personal": lambda: _(
        "%(count)s proposals answer this question, and their authors were told that it is never shown. It stays personal."
    ),
    "question_slug_left": lambda: _(
        "Answers to a question that was removed stand under “%(slug)s”. Choose another name, or make this one personal."
    ),
    "kind_slug_taken": lambda: _("Another kind of this call has the address name “%(slug)s”. Choose another."),
    "question_answered_type": lambda: _(
        "%(count)s proposals answer this question as “%(type)s”. The type stays; add another question instead."
    ),
    "choice_made": lambda: _("Proposals already have these choices: %(values)s. Keep them; their labels may change."),
    "question_watched": lambda: _("“%(question)s” decides whether others are asked: %(others)s. Change their conditions first."),
    "question_answered": lambda: _("%(count)s proposals answer “%(question)s”. Say that it may go all the same."),
    "sheet_taken_over": lambda: _("This file is %(state)s already. Hand it in again to bring the proposals up to date."),
    "order_of_other_questions": lambda: _("Somebody has added or removed a question meanwhile. Load the page again, then move it."),
}
COMPOSING_DEEDS: dict[str, str | Promise] = {
    "create_call": gettext_lazy("entered"),
    "change_call": gettext_lazy("changed"),
    "extend_call": gettext_lazy("extended"),
    "close_call": gettext_lazy("closed before its date"),
    "reopen_call": gettext_lazy("opened again"),
    "remove_call": gettext_lazy("removed"),
    "save_kind": gettext_lazy("saved"),
    "remove_kind": gettext_lazy("removed"),
    "order_kinds": gettext_lazy("kinds put in order"),
    "save_question": gettext_lazy("saved"),
    "copy_question": gettext_lazy("copied"),
    "remove_question": gettext_lazy("removed"),
    "order_questions": gettext_lazy("questions put in order"),
    "import_proposal": gettext_lazy("taken over from a file"),
    "begin_proposal_import": gettext_lazy("file handed in"),
    "take_over_proposals": gettext_lazy("proposals taken over from a file"),
}
