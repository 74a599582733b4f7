"""A call's own facts, and its later end."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essaim.call.announced import TOWNS, city_of, moment_said, place_of, reader_of, zone_choices, zone_said
from essaim.call.asking.faults import languages_of
from essaim.call.deadline import is_place
from essaim.call.errors import CallError
from essaim.call.inputs.moments import HOUR_HINT, initial_moment, moment_fields, read_moment
from essaim.call.models import Call
from essaim.call.phases import ends_at
from essaim.call.readymade import form_choices, kind_choices
from essaim.call.sentences import sentence
from essaim.forum.models import Edition
from essaim.kit.inputs import ContentInput, LanguageBoxes
from essaim.kit.languages import spoken

ALWAYS = ("fr", "en", "es")
OPENING = "00:00"


def place_in(edition: Edition, zone: str) -> str:
    """The host town's name where the zone is the edition's own, else the zone's town."""
    town = edition.territory
    if town is not None and town.level in TOWNS and zone == edition.time_zone:
        return spoken(town.name, reader_of()).text
    return city_of(zone, reader_of()) if is_place(zone) else zone_said(zone, reader_of())


def zone_groups(edition: Edition, zone: str) -> list[tuple[str, Sequence[tuple[str, str]]]]:
    """The edition's own zone first, then the call's where it is another, then every place by continent."""
    own, reader = edition.time_zone, reader_of()
    other = [(_("This call until now"), [(zone, place_in(edition, zone))])] if zone != own else []
    return [(_("This edition"), [(own, place_in(edition, own))]), *other, *zone_choices(reader)]


def texts_in(edition: Edition, row: Call | None) -> list[str]:
    """The languages its texts are asked in."""
    if row is not None:
        row.edition = edition
        return languages_of(row)
    return languages_of(Call(edition=edition))


class CallInput(ContentInput):
    """`edition` always; `row` once the call stands. `facts()` is what change_call takes."""

    model = Call
    names: ClassVar[tuple[str, ...]] = ("name", "intro", "after", "time_zone", "languages", "is_public", "is_blind", "slug")
    needed = ("name",)
    labels = {"is_public": gettext_lazy("Public: everybody can read it, and propose while it is open")}
    hints: ClassVar[dict[str, str | Promise]] = {
        "intro": gettext_lazy("What is looked for, and from whom. Blank lines begin a new paragraph."),
        "after": gettext_lazy("What authors read once they have sent: who reads it, until when they will hear."),
        "time_zone": gettext_lazy("The town whose clock counts."),
        "languages": gettext_lazy("None: any language."),
        "slug": gettext_lazy("Small letters, digits and hyphens; it stands in its address. Empty: made from the name."),
        "is_blind": gettext_lazy("Reviewers see what others mark only once they have marked themselves."),
    }

    time_zone = forms.ChoiceField(label=gettext_lazy("Whose hour"))
    slug = forms.SlugField(label=gettext_lazy("Address name"), max_length=60, required=False)

    def __init__(self, *args: Any, edition: Edition, row: Call | None = None, **kwargs: Any) -> None:
        self.edition = edition
        super().__init__(*args, languages=texts_in(edition, row), row=row, **kwargs)
        zone = row.time_zone if row else edition.time_zone
        self.fields["time_zone"].choices = zone_groups(edition, zone)  # type: ignore[attr-defined]
        self.initial.setdefault("time_zone", zone)
        self.fields["languages"] = LanguageBoxes(
            codes=list(dict.fromkeys([*edition.languages, *ALWAYS])), label=_("Languages one may write in")
        )
        for name in ("languages", "slug", "time_zone"):
            self.fields[name].help_text = str(self.hints[name])
        if not is_place(zone):
            words = _("“%(zone)s” is the clock of no town: its offset never follows summer time. Choose the town whose clock counts.")
            self.fields["time_zone"].help_text = words % {"zone": zone}
        self.fields |= moment_fields("opens", _("Opens on"), _("At (opening)"))
        self.fields |= moment_fields("closes", _("Closes on"), _("At (closing)"))
        for name in ("opens", "closes"):
            self.initial.update(initial_moment(name, getattr(row, f"{name}_at") if row else None, ZoneInfo(zone)))

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data.get("slug") or "")
        if slug and is_reserved(self.edition, slug):
            raise ValidationError(sentence(CallError("call_slug_reserved", slug=slug)), code="reserved")
        return slug

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        zone = given.get("time_zone")
        if zone:
            place = place_in(self.edition, zone)
            given["opens_at"] = self.untouched("opens") or read_moment(self, "opens", ZoneInfo(zone), place, default=OPENING)
            given["closes_at"] = self.untouched("closes") or read_moment(self, "closes", ZoneInfo(zone), place)
        return given

    def untouched(self, name: str) -> datetime | None:
        """The instant that stands, to the second, where nobody wrote another: the boxes say no seconds."""
        if {f"{name}_on", f"{name}_hour", "time_zone"} & set(self.changed_data):
            return None
        return getattr(self.row, f"{name}_at", None)

    def facts(self) -> dict[str, Any]:
        given = super().facts() | {name: self.cleaned_data[name] for name in ("opens_at", "closes_at")}
        return {name: value for name, value in given.items() if name != "slug" or value}

    hour_hint = HOUR_HINT


class NewCallInput(CallInput):
    """As few questions as possible, and what it begins with."""

    names: ClassVar[tuple[str, ...]] = ("name", "time_zone", "languages", "kinds", "form", "slug")

    kinds = forms.ChoiceField(label=gettext_lazy("Kinds of proposal"), widget=forms.RadioSelect)
    form = forms.ChoiceField(label=gettext_lazy("Questions"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = kind_choices(reader_of())  # type: ignore[attr-defined]
        self.fields["form"].choices = [("", _("None yet: I write them")), *form_choices(reader_of())]  # type: ignore[attr-defined]
        self.fields["form"].help_text = _("Every question can be changed afterwards.")
        self.initial.setdefault("kinds", "one")
        self.initial.setdefault("form", "")


class ExtensionInput(forms.Form):
    """A later end, in the call's own zone."""

    marks_needed = True
    hour_hint = HOUR_HINT

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.call, self.zone = call, ZoneInfo(call.time_zone)
        self.fields |= moment_fields("closes", _("Extended until"), _("At (closing)"))
        self.fields["closes_on"].required = True
        end = ends_at(call)
        self.initial.update({"closes_hour": initial_moment("closes", end, self.zone).get("closes_hour", "")})
        if end:
            self.fields["closes_on"].help_text = _("Now: %(end)s") % {"end": moment_said(end, call)}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        given["closes_at"] = read_moment(self, "closes", self.zone, place_of(self.call))
        return given


def is_reserved(edition: Edition, slug: str) -> bool:
    """Does another page stand at the address the call would have?"""
    try:
        match = resolve(reverse("call:call", args=[edition.slug, slug]))
    except Resolver404:
        return False
    return match.view_name != "call:call"
