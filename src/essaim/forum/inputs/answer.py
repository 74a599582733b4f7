"""The forms behind a speaker's one link. Each part is saved by itself; nothing but a session's answer is required."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from essaim.forum.actions.answer import MOST_SPANS, Hours
from essaim.forum.errors import ForumError
from essaim.forum.inputs.media import looked_into
from essaim.forum.inputs.session import hour_on
from essaim.forum.models import Appearance, Availability, Edition, Gender, Session, Speaker
from essaim.forum.sentences import sentence
from essaim.kit.dates import full_day, short_day
from essaim.kit.inputs import BETWEEN, NEW, ContentInput, LanguageBoxes, LanguageChoice, texts_of
from essaim.kit.private import contacts_in
from essaim.registry.inputs.countries import CountryChoice
from essaim.registry.models import Person

HALVES: tuple[tuple[str, time, time], ...] = (("am", time(8), time(13)), ("pm", time(13), time(18)), ("ev", time(18), time(23)))
CAN, CANNOT = "yes", "no"
BLANK_LINES = 1
LINE = re.compile(r"h-(?:day|from|until)([0-9]{1,3})")


class SeatInput(forms.Form):
    """Comes to one session, or does not."""

    marks_needed = True
    """Little is: the page says so once."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Your answer"),
        choices=[(Appearance.Answer.CONFIRMED, gettext_lazy("I come")), (Appearance.Answer.DECLINED, gettext_lazy("I cannot come"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the two.")},
    )
    note = forms.CharField(
        label=gettext_lazy("A word to the team"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: Any = None, *, row: Appearance) -> None:
        start = row.answer if row.answer in (Appearance.Answer.CONFIRMED, Appearance.Answer.DECLINED) else None
        initial = {"answer": start, "note": row.answer_note}
        super().__init__(data, prefix=f"s{row.pk}", initial=initial, label_suffix="")


@dataclass(frozen=True, slots=True)
class DayRow:
    """The halves of one day, as three inputs."""

    day: date
    inputs: tuple[forms.BoundField, ...]


class HoursInput(forms.Form):
    """By day and half-day; exact hours below."""

    marks_needed = True

    def __init__(self, data: Any = None, *, speaker: Speaker, rows: Sequence[Availability]) -> None:
        super().__init__(data, prefix="h", label_suffix="")
        self.edition: Edition = speaker.edition
        span = min((self.edition.ends_on - self.edition.starts_on).days, 30)
        self.days = [self.edition.starts_on + timedelta(days=number) for number in range(span + 1)]
        rest = self.add_halves(rows)
        self.n_lines = min(max(len(rest) + BLANK_LINES, lines_sent(data)), MOST_SPANS)
        for number in range(self.n_lines):
            self.add_line(number, rest[number] if number < len(rest) else None)

    def add_halves(self, rows: Sequence[Availability]) -> list[Availability]:
        """What the halves do not say is left for the lines below."""
        said = {(row.starts_at, row.ends_at): row for row in rows}
        choices = [("", _("not said")), (CAN, _("I can")), (CANNOT, _("I cannot"))]
        names = {"am": _("morning, 8:00–13:00"), "pm": _("afternoon, 13:00–18:00"), "ev": _("evening, 18:00–23:00")}
        for day in self.days:
            for half, start, end in HALVES:
                row = said.pop((self.at(day, start), self.at(day, end)), None)
                label = f"{full_day(day, reader())}, {names[half]}"
                value = "" if row is None else CAN if row.is_free else CANNOT
                made = self.fields[f"{day}_{half}"] = forms.ChoiceField(label=label, choices=choices, required=False, initial=value)
                made.half = names[half]  # type: ignore[attr-defined]
        return list(said.values())

    def add_line(self, number: int, row: Availability | None) -> None:
        zone = self.edition.zone
        days = [("", "–"), *((day.isoformat(), short_day(day, reader())) for day in self.days)]
        start, end = (row.starts_at.astimezone(zone), row.ends_at.astimezone(zone)) if row else (None, None)
        clock = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        said = CANNOT if row and not row.is_free else CAN
        can = [(CAN, _("I can")), (CANNOT, _("I cannot"))]
        self.fields[f"day{number}"] = forms.ChoiceField(
            label=_("Day"), choices=days, required=False, initial=start.date().isoformat() if start else ""
        )
        self.fields[f"from{number}"] = forms.TimeField(
            label=pgettext("hour", "From"), required=False, widget=clock, initial=start.time() if start else None
        )
        self.fields[f"until{number}"] = forms.TimeField(
            label=pgettext("hour", "Until"), required=False, widget=clock, initial=end.time() if end else None
        )
        self.fields[f"can{number}"] = forms.ChoiceField(label=_("I can or cannot"), choices=can, required=False, initial=said)

    def at(self, day: date, moment: time) -> datetime:
        return datetime.combine(day, moment, self.edition.zone)

    def day_rows(self) -> Iterator[DayRow]:
        for day in self.days:
            yield DayRow(day, tuple(self[f"{day}_{half}"] for half, _start, _end in HALVES))

    def lines(self) -> Iterator[tuple[forms.BoundField, ...]]:
        for number in range(self.n_lines):
            yield tuple(self[f"{name}{number}"] for name in ("day", "from", "until", "can"))

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        hours = [
            Hours(self.at(day, start), self.at(day, end), given[f"{day}_{half}"] == CAN)
            for day in self.days
            for half, start, end in HALVES
            if given.get(f"{day}_{half}")
        ]
        for number in range(self.n_lines):
            made = self.line(number, given)
            if made:
                hours.append(made)
        given["hours"] = hours
        return given

    def line(self, number: int, given: dict[str, Any]) -> Hours | None:
        day, start, end = (given.get(f"{name}{number}") for name in ("day", "from", "until"))
        if not (day or start or end) or any(f"{name}{number}" in self.errors for name in ("day", "from", "until")):
            return None
        missing = {"day": _("Choose the day."), "from": _("From what hour?"), "until": _("Until what hour?")}
        if not (day and start and end):
            name = next(name for name, value in (("day", day), ("from", start), ("until", end)) if not value)
            self.add_error(f"{name}{number}", ValidationError(missing[name], code="required"))
            return None
        if end <= start:
            words = _("Until %(end)s is before from %(start)s. Change one of the two.") % {"end": f"{end:%H:%M}", "start": f"{start:%H:%M}"}
            self.add_error(f"until{number}", ValidationError(words, code="order"))
            return None
        on = date.fromisoformat(day)
        try:
            told = [hour_on(on, hour, self.edition.zone) for hour in (start, end)]
        except ForumError as error:
            self.add_error(f"day{number}", sentence(error))
            return None
        return Hours(told[0], told[1], given.get(f"can{number}") != CANNOT)

    def hours(self) -> list[Hours]:
        return list(self.cleaned_data["hours"])


def lines_sent(data: Any) -> int:
    """How many lines the page had that was sent: meanwhile fewer may be stored."""
    numbers = (LINE.fullmatch(name) for name in data or ())
    return max((int(number[1]) + 1 for number in numbers if number), default=0)


NEWCOMER = [("", gettext_lazy("not said")), ("yes", gettext_lazy("yes")), ("no", gettext_lazy("no"))]


class DeclaredInput(forms.Form):
    """For the team alone."""

    marks_needed = True
    """Little is: the page says so once."""

    spoken = forms.MultipleChoiceField(required=False)
    other_language = LanguageChoice(label=gettext_lazy("Another language"), required=False)
    country = CountryChoice(label=gettext_lazy("The country you come from"), required=False)
    gender = forms.ChoiceField(
        label=gettext_lazy("Gender"),
        choices=[(Gender.UNKNOWN, gettext_lazy("I do not declare it")), *((code, label) for code, label in Gender.choices if code)],
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Only counted, so that the team sees whether the programme is balanced. Never shown with your name in public."
        ),
    )
    is_newcomer = forms.ChoiceField(
        label=gettext_lazy("Is it your first time at this forum?"), choices=NEWCOMER, required=False, widget=forms.RadioSelect
    )
    phone = forms.CharField(
        label=gettext_lazy("Telephone"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("For the days of the forum."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    needs = forms.CharField(
        label=gettext_lazy("What you need"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Access, food, help on the spot, a letter for a visa. Only the team reads it."),
    )

    def __init__(self, data: Any = None, *, speaker: Speaker) -> None:
        said = {True: "yes", False: "no", None: ""}[speaker.is_newcomer]
        initial = {
            "spoken": speaker.spoken,
            "country": str(speaker.country_id or ""),
            "gender": speaker.gender,
            "is_newcomer": said,
            "phone": speaker.phone,
            "needs": speaker.needs,
        }
        super().__init__(data, prefix="d", initial=initial, label_suffix="")
        codes = list(dict.fromkeys([*speaker.edition.languages, *speaker.spoken]))
        self.fields["spoken"] = LanguageBoxes(codes=codes, label=_("Languages you speak on stage"))

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        other = given["other_language"]
        return {
            "spoken": list(dict.fromkeys([*given["spoken"], *([other] if other else [])])),
            "country": given["country"],
            "gender": given["gender"],
            "is_newcomer": {"yes": True, "no": False}.get(given["is_newcomer"]),
            "phone": given["phone"],
            "needs": given["needs"],
        }


RIGHTS = [
    ("", gettext_lazy("I have not decided")),
    *((code, label) for code, label in Session.Publication.choices if code),
]


class PublicationInput(ContentInput):
    """What everybody may read of them."""

    model = Person
    names: ClassVar[tuple[str, ...]] = ("biography", "file", "photo_alt", "photo_credit", "remove_photo", "publication")
    extra_language = True
    hints = {"biography": gettext_lazy("A few sentences, in one language or more.")}

    file = forms.FileField(
        label=gettext_lazy("Photograph"), required=False, help_text=gettext_lazy("JPEG, PNG or WebP. Where it was taken is not kept.")
    )
    photo_alt = forms.CharField(
        label=gettext_lazy("What the photograph shows"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("For those who cannot see it: “Awa Diop speaking at a market”."),
    )
    photo_credit = forms.CharField(label=gettext_lazy("Who took it"), required=False, max_length=200)
    remove_photo = forms.BooleanField(label=gettext_lazy("Take the photograph away"), required=False)
    publication = forms.ChoiceField(
        label=gettext_lazy("What may be published of what you say there"), choices=RIGHTS, required=False, widget=forms.RadioSelect
    )

    def __init__(self, data: Any = None, files: Any = None, *, speaker: Speaker) -> None:
        self.speaker = speaker
        person = speaker.person
        alt = texts_of(person.photo_alt)
        initial = {
            "publication": speaker.publication,
            "photo_alt": alt.get(reader()) or next(iter(alt.values()), ""),
            "remove_photo": False,
        }
        super().__init__(data, files, languages=speaker.edition.languages or ["fr"], row=person, prefix="p", initial=initial)
        if person.photo is None:
            del self.fields["remove_photo"]

    def clean_file(self) -> Any:
        return looked_into(self.cleaned_data.get("file"), is_photo=True)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        for code, words in given.get("biography", {}).items():
            name = f"biography{BETWEEN}{code if code in self.codes else NEW}"
            found = contacts_in(words)
            if found:
                said = _("“%(found)s” would be read by everybody. Take it out: the team has your address and number apart.")
                self.add_error(name, ValidationError(said % {"found": found[0]}, code="private"))
        holds = given.get("file") or (self.speaker.person.photo and not given.get("remove_photo"))
        if holds and not given.get("photo_alt"):
            self.add_error(
                "photo_alt", ValidationError(_("Say what the photograph shows. Without that it is not published."), code="required")
            )
        if holds and not given.get("photo_credit"):
            self.add_error("photo_credit", ValidationError(_("Say who took it. Without a credit it is not published."), code="required"))
        return given

    @property
    def own_biography(self) -> forms.BoundField:
        """In the reader's language, when that is one of the edition's; else in its first."""
        return self[f"biography{BETWEEN}{self.first_code}"]

    @property
    def first_code(self) -> str:
        return reader() if reader() in self.codes else self.codes[0]

    @property
    def other_biographies(self) -> list[forms.BoundField]:
        return [self[f"biography{BETWEEN}{code}"] for code in self.codes if code != self.first_code]

    @property
    def new_biography(self) -> forms.BoundField:
        return self[f"biography{BETWEEN}{NEW}"]

    @property
    def has_other_biographies(self) -> bool:
        return any(one.value() or one.errors for one in (*self.other_biographies, self.new_biography))

    def alt_texts(self) -> dict[str, str]:
        """In the reader's language; other languages stay as they are."""
        given = self.cleaned_data["photo_alt"]
        return {**texts_of(self.speaker.person.photo_alt), reader(): given} if given else {}


class LinkInput(forms.Form):
    """Where to send a new link."""

    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


def reader() -> str:
    return (get_language() or "en").split("-")[0]


__all__ = ["CAN", "CANNOT", "DeclaredInput", "HoursInput", "LinkInput", "PublicationInput", "SeatInput"]
