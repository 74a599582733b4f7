"""A day and an hour in a place, as a team types them: what may mean two instants is asked about, never guessed."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essaim.call.announced import city_of, moment_in, reader_of
from essaim.call.deadline import Doubt, Understood, understand, utc_words
from essaim.kit.dates import long_day

HOUR_HINT = gettext_lazy(
    "Such as 23:59. If you copy an announcement, copy its offset, too (23:59 GMT-6): it is compared with the place’s own."
)


FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)
"""Beyond lies a slip of the hand, and beyond the years 1 and 9999 no clock."""


def day_field(label: Any, *, required: bool = False) -> forms.DateField:
    bounds = [MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)]
    box = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=required, validators=bounds, widget=box)


def hour_field(label: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=60, help_text=hint, widget=forms.TextInput(attrs={"class": "short"}))


def reading_field() -> forms.ChoiceField:
    """Shown only when there is a doubt; whatever is sent is compared with the readings found."""
    return Reading(label=gettext_lazy("Which moment is meant?"), required=False, widget=forms.RadioSelect, choices=())


class Reading(forms.ChoiceField):
    def validate(self, value: Any) -> None:
        return


def moment_fields(name: str, day: Any, hour: Any, hint: Any = "") -> dict[str, forms.Field]:
    return {f"{name}_on": day_field(day), f"{name}_hour": hour_field(hour, hint), f"{name}_reading": reading_field()}


def initial_moment(name: str, at: datetime | None, zone: ZoneInfo) -> dict[str, Any]:
    if at is None:
        return {}
    local = at.astimezone(zone)
    typed = f"{local.hour:02d}:{local.minute:02d}"
    if not understand(local.date(), typed, zone).is_clear:
        typed += f" {utc_words(local.utcoffset() or timedelta())}"
    return {f"{name}_on": local.date(), f"{name}_hour": typed}


def read_moment(form: forms.Form, name: str, zone: ZoneInfo, place: str = "", *, default: str = "") -> datetime | None:
    """The instant; None without a day, or with an error at its place in the form. A doubt offers its readings there."""
    given: Mapping[str, Any] = form.cleaned_data
    day, typed = given.get(f"{name}_on"), str(given.get(f"{name}_hour") or default).strip()
    if not isinstance(day, date):
        if typed and typed != default and f"{name}_on" not in form.errors:
            form.add_error(f"{name}_on", _("An hour without its day. Choose the day."))
        return None
    if not typed:
        form.add_error(f"{name}_hour", _("Say at what hour, such as 23:59."))
        return None
    found = understand(day, typed, zone)
    if found.doubt == Doubt.UNREADABLE:
        words = _("“%(typed)s” is no hour that has one meaning. Write it as 23:59, with an offset such as UTC+1 if you like.")
        form.add_error(f"{name}_hour", words % {"typed": typed})
        return None
    chosen = next((one for one in found.readings if one.key == given.get(f"{name}_reading")), None)
    if chosen or found.is_clear:
        return (chosen or found.readings[0]).at
    offer(form, name, found, zone, place or city_of(zone.key, reader_of()), day, typed)
    return None


def offer(form: forms.Form, name: str, found: Understood, zone: ZoneInfo, place: str, day: date, typed: str) -> None:
    field = form.fields[f"{name}_reading"]
    field.choices = [(one.key, moment_in(one.at, zone, place) + apart(one.by_offset, found)) for one in found.readings]  # type: ignore[attr-defined]
    form.add_error(f"{name}_reading", doubt_said(found, place, day, typed))


def apart(by_offset: bool, found: Understood) -> str:  # noqa: FBT001
    """Why a reading differs: which of the two it trusts."""
    if found.doubt != Doubt.OFFSET or found.offset is None:
        return ""
    return _(": if %(offset)s is right") % {"offset": utc_words(found.offset)} if by_offset else _(": if the place’s hour is right")


def doubt_said(found: Understood, place: str, day: date, typed: str) -> str:
    here = next((one.offset for one in found.readings if not one.by_offset), None)
    facts = {
        "typed": typed,
        "place": place,
        "day": long_day(day, reader_of()),
        "offset": utc_words(found.offset) if found.offset is not None else "",
        "here": utc_words(here) if here is not None else "",
    }
    return DOUBTS[found.doubt]() % facts


DOUBTS = {
    Doubt.OFFSET: lambda: _("You wrote %(offset)s, but on %(day)s the hour of %(place)s is %(here)s. Choose the moment that is meant."),
    Doubt.TWICE: lambda: _("On %(day)s the clocks of %(place)s go back, so “%(typed)s” comes twice. Choose one."),
    Doubt.NEVER: lambda: _(
        "On %(day)s the clocks of %(place)s go forward, so “%(typed)s” does not exist. Choose the hour before or after."
    ),
    Doubt.MIDNIGHT: lambda: _("“%(typed)s” may be the beginning or the end of %(day)s. Choose one; 23:59 leaves no doubt."),
}
