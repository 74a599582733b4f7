"""What went wrong with speakers, absences and those who step in, said in the reader's language."""

from collections.abc import Callable

from django.utils.translation import gettext as _

SENTENCES: dict[str, Callable[[], str]] = {
    "answer_unknown": lambda: _("“%(answer)s” is no answer. Confirm or decline."),
    "session_cancelled": lambda: _("“%(session)s” does not take place any more: there is nothing to answer."),
    "contact_without_email": lambda: _("%(contact)s has no e-mail address either. Choose as contact somebody who has one."),
    "contact_of_another_edition": lambda: _("%(contact)s is not a speaker of this edition. Choose somebody of it."),
    "span_ends_before_start": lambda: _("Until %(ends_at)s is before from %(starts_at)s. Change one of the two."),
    "span_outside_edition": lambda: _("%(day)s is outside the edition’s days. Choose one of them."),
    "too_many_spans": lambda: _("More than %(most)s hours are too many. Join some of them."),
    "nobody_to_ask": lambda: _("Nobody of these can be written to: give them an e-mail address or a contact first."),
    "nobody_named": lambda: _("Name at least one person who cannot come."),
    "absence_lifted": lambda: _("%(person)s can come after all: this absence is lifted. Note a new one if that has changed again."),
    "not_absent": lambda: _("%(person)s is not noted as absent. Note the absence first."),
    "presence_unknown": lambda: _("“%(presence)s” is no way to be there."),
    "video_missing": lambda: _("No video testimony of %(person)s is attached. Attach one first; speaking from afar is not offered."),
    "video_in_use": lambda: _("The programme says of %(person)s “by video testimony” in %(session)s. Take that back first."),
    "video_of_another_edition": lambda: _("This video belongs to another edition. Choose one of this edition."),
    "stands_in_elsewhere": lambda: _(
        "%(person)s is in “%(other)s” at that time (%(starts_at)s). Choose somebody else, or move one of the two sessions."
    ),
    "stand_in_absent": lambda: _("%(person)s cannot come either. Choose somebody else."),
    "stand_in_is_the_absent": lambda: _("%(person)s is who cannot come. Choose somebody else."),
    "stand_in_on_the_bill": lambda: _("%(person)s is on the bill of “%(session)s” already. Choose somebody else."),
    "replaced_already": lambda: _("%(substitute)s steps in for %(person)s already. Take that back first."),
    "appearance_of_another_edition": lambda: _("This is a session of another edition."),
    "stand_in_stands": lambda: _("%(person)s stands in in the programme. Take the replacement back first."),
}

FIELDS: dict[str, str] = {
    "contact_without_email": "contact",
    "contact_of_another_edition": "contact",
    "nobody_named": "names",
    "video_in_use": "video",
    "video_of_another_edition": "video",
}
