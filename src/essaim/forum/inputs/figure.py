"""The form for a published figure about an edition."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from essaim.forum.measures import MEASURES
from essaim.forum.models import Edition
from essaim.kit.inputs import ContentInput
from essaim.registry.models import Claim, Source


class SourceChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """Sources by title; a new one is entered below it."""

    def __init__(self) -> None:
        super().__init__(queryset=Source.objects.order_by("title"), required=False, empty_label="–", label=_("Source"))


class FigureInput(ContentInput):
    model = Claim
    names = (
        "measure",
        "qualifier",
        "value",
        "upper",
        "words",
        "unit",
        "definition",
        "scope",
        "said_by",
        "stated_on",
        "source",
        "source_title",
        "source_url",
        "state",
        "is_kept",
        "note",
    )
    hints = {
        "upper": _("Only for a range, as 800 to 1200."),
        "words": _("For what is not a number, or as it was printed."),
        "scope": _("Whom or what it counts: all three days, residents only…"),
        "stated_on": _("As precise as known: 2019, 2019-11 or 2019-11-08."),
        "is_kept": _("Shown first. Another one kept for the same measure gives way; none is deleted."),
        "note": _("Why we keep or doubt it."),
    }

    measure = forms.ChoiceField(label=_("What is counted"))
    source = SourceChoice()
    source_title = forms.CharField(label=_("Or a new source: its title"), required=False, max_length=300)
    source_url = forms.URLField(label=_("Its address"), required=False, max_length=500, assume_scheme="https")

    def __init__(self, *args: Any, edition: Edition, row: Claim | None, **kwargs: Any) -> None:
        super().__init__(*args, languages=edition.languages or ["fr"], row=row, **kwargs)
        known = dict(MEASURES)
        if row is not None:
            known.setdefault(row.measure, row.measure)
        self.fields["measure"].choices = list(known.items())  # type: ignore[attr-defined]
        for name in ("value", "upper"):
            self.initial[name] = self.initial[name].normalize() if self.initial.get(name) is not None else None
