"""Forms about one session: what it is, when and where, and who takes part."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from essaim.forum.actions.cast import Lead, Speaker
from essaim.forum.actions.programme import Place
from essaim.forum.errors import ForumError
from essaim.forum.inputs.path import named_or_new
from essaim.forum.models import Appearance, Edition, Involvement, Path, Room, Session, Site, Slot
from essaim.kit.dates import full_day
from essaim.kit.inputs import ContentInput, KeyBoxes, LanguageBoxes
from essaim.registry.inputs.pick import COUNTRY, ORGANISATION, PERSON, PickField
from essaim.registry.models import Goal

NIGHT_ENDS = time(6)
EVENING_BEGINS = time(17)


class SessionInput(ContentInput):
    model = Session
    names: ClassVar[tuple[str, ...]] = (
        *Session.TEXTS,
        "note",
        "format",
        "paths",
        "spoken",
        "interpreted",
        "goals",
        "targets",
        "follows",
        "duration_min",
        "audience",
        "level",
        "publication",
    )
    extra_language = True
    hints = {
        "follows": _("The session this one goes on from."),
        "level": _("For whom: beginners, practitioners…"),
        "audience": _("How many people are expected. Leave it empty when unknown."),
        "publication": _("What may be published beyond the programme: ask those who speak."),
    }

    paths = KeyBoxes(label=_("Paths"), queryset=Path.objects.none(), required=False)
    spoken = forms.MultipleChoiceField(required=False)
    interpreted = forms.MultipleChoiceField(required=False)
    goals = KeyBoxes(label=_("Sustainable development goals"), queryset=Goal.objects.none(), required=False)
    targets = forms.CharField(label=_("Targets"), help_text=_("By number, with commas between: 8.3, 11.a"), required=False, max_length=300)

    def __init__(self, *args: Any, edition: Edition, row: Session | None, **kwargs: Any) -> None:
        self.edition = edition
        super().__init__(*args, languages=edition.languages or ["fr"], row=row, **kwargs)
        for name in ("format", "follows", "paths"):
            if name in self.fields:
                self.fields[name].queryset = self.own(name)  # type: ignore[attr-defined]
        codes = list(dict.fromkeys([*edition.languages, *(row.spoken if row else []), *(row.interpreted if row else [])]))
        for name, label in (("spoken", _("Spoken languages")), ("interpreted", _("Interpreted into"))):
            if name in self.fields:
                self.fields[name] = LanguageBoxes(codes=codes, label=label)
        self.start_goals()
        if row is None and edition.languages:
            self.initial.setdefault("spoken", edition.languages[:1])

    def own(self, name: str) -> Any:
        if name == "format":
            return self.edition.formats.all()
        if name == "paths":
            return self.edition.paths.all()
        rows = self.edition.sessions.order_by("pk")
        return rows.exclude(pk=self.row.pk) if self.row else rows

    def start_goals(self) -> None:
        if "goals" not in self.fields:
            return
        self.fields["goals"].queryset = Goal.objects.filter(kind=Goal.Kind.GOAL)  # type: ignore[attr-defined]
        held = self.initial.get("goals") or []
        self.initial["goals"] = [goal for goal in held if goal.kind == Goal.Kind.GOAL]
        self.initial["targets"] = ", ".join(goal.code for goal in held if goal.kind != Goal.Kind.GOAL)

    def clean_targets(self) -> list[Goal]:
        codes = [code.strip().lower() for code in self.cleaned_data["targets"].replace(";", ",").split(",") if code.strip()]
        found = {
            goal.code.lower(): goal
            for goal in Goal.objects.filter(code__in=[*codes, *(code.upper() for code in codes)]).exclude(kind=Goal.Kind.GOAL)
        }
        strange = [code for code in codes if code not in found]
        if strange:
            raise ValidationError(
                gettext("“%(code)s” is no target. Write numbers such as 8.3 or 11.a, with commas between.") % {"code": strange[0]}
            )
        return [found[code] for code in dict.fromkeys(codes)]

    def facts(self) -> dict[str, Any]:
        facts = super().facts()
        if "goals" in facts:
            facts["goals"] = [*facts["goals"], *facts.pop("targets", [])]
        return facts


class ShortSessionInput(SessionInput):
    """What a new session needs to be on line."""

    names: ClassVar[tuple[str, ...]] = ("title", "format", "paths", "spoken", "interpreted")
    needed = ("title",)
    extra_language = False
    hints = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("goals", "targets"):
            self.fields.pop(name, None)
        self.titles[0].field.is_needed = True  # type: ignore[attr-defined]

    @property
    def titles(self) -> tuple[forms.BoundField, ...]:
        """The main language's first."""
        return self.text_fields("title")

    @property
    def has_other_titles(self) -> bool:
        return any(bound.value() or bound.errors for bound in self.titles[1:])


class PlaceInput(forms.Form):
    """When and where; each may stay unknown."""

    marks_needed = True

    day = forms.ChoiceField(label=_("Day"), required=False)
    starts = forms.TimeField(label=_("Starts"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(label=_("Ends"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    room = forms.ChoiceField(label=_("Room"), required=False)
    part = forms.ChoiceField(label=_("Part of the day"), required=False, choices=Slot.Part)
    site = forms.ModelChoiceField(label=_("Site"), queryset=Site.objects.none(), required=False, empty_label=_("unknown"))
    is_day_inferred = forms.BooleanField(label=_("The day was inferred, no source states it"), required=False)

    def __init__(self, *args: Any, edition: Edition, place: Place | None = None, is_short: bool = False, **kwargs: Any) -> None:
        self.edition = edition
        super().__init__(*args, **{**kwargs, "initial": initial_of(place or Place(), edition.zone), "label_suffix": ""})
        self.rooms = {str(room.pk): room for room in Room.objects.filter(site__edition=edition).select_related("site")}
        self.fields["day"].choices = self.days(place)  # type: ignore[attr-defined]
        self.fields["room"].choices = self.listed_rooms()  # type: ignore[attr-defined]
        self.fields["site"].queryset = edition.sites.all()  # type: ignore[attr-defined]
        if is_short:
            for name in ("part", "site", "is_day_inferred"):
                del self.fields[name]
        else:
            self.fields["part"].help_text = _("When the hour is unknown.")
            self.fields["site"].help_text = _("When the room is unknown.")

    def days(self, place: Place | None) -> list[tuple[str, str]]:
        length = (self.edition.ends_on - self.edition.starts_on).days
        days = {self.edition.starts_on + timedelta(days=number) for number in range(min(length, 60) + 1)}
        if place and place.day:
            days.add(place.day)
        reader = (get_language() or "en").split("-")[0]
        return [("", gettext("unknown")), *[(day.isoformat(), full_day(day, reader)) for day in sorted(days)]]

    def listed_rooms(self) -> list[Any]:
        by_site: dict[str, list[tuple[str, str]]] = {}
        for key, room in self.rooms.items():
            by_site.setdefault(str(room.site), []).append((key, str(room)))
        grouped = list(by_site.items())
        return [("", gettext("unknown")), *(grouped if len(grouped) > 1 else [room for _, rooms in grouped for room in rooms])]

    def place(self) -> Place:
        """Raises ForumError where the hour does not exist on that day. Past midnight it is still the evening's day."""
        given = self.cleaned_data
        day = date.fromisoformat(given["day"]) if given.get("day") else None
        starts, ends = given.get("starts"), given.get("ends")
        if starts and day is None:
            raise ForumError("hour_without_day", starts_at=starts.strftime("%H:%M"))
        if ends and not starts:
            raise ForumError("end_without_start", ends_at=ends.strftime("%H:%M"))
        is_night = bool(starts and ends and ends <= starts and ends <= NIGHT_ENDS and starts >= EVENING_BEGINS)
        return Place(
            day=day,
            part=given.get("part") or "",
            starts_at=moment(day, starts, self.edition.zone),
            ends_at=moment(day + timedelta(days=1) if is_night and day else day, ends, self.edition.zone),
            room=self.rooms.get(given.get("room") or ""),
            site=given.get("site"),
            is_day_inferred=bool(given.get("is_day_inferred")),
        )


def initial_of(place: Place, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "day": place.day.isoformat() if place.day else "",
        "part": place.part,
        "starts": place.starts_at.astimezone(zone).time() if place.starts_at else None,
        "ends": place.ends_at.astimezone(zone).time() if place.ends_at else None,
        "room": str(place.room.pk) if place.room else "",
        "site": place.site,
        "is_day_inferred": place.is_day_inferred,
    }


def moment(day: date | None, hour: time | None, zone: ZoneInfo) -> datetime | None:
    return None if day is None or hour is None else hour_on(day, hour, zone)


def hour_on(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """Raises ForumError where the clock is put forward over that hour."""
    local = datetime.combine(day, hour, tzinfo=zone)
    if local.astimezone(ZoneInfo("UTC")).astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise ForumError("hour_does_not_exist", hour=hour.strftime("%H:%M"))
    return local


class PersonRow(ContentInput):
    """One person in the session. An emptied name takes the row away."""

    model = Appearance
    names = ("person", "role", "organisation", "country", "capacity", "printed_as")
    labels = {"capacity": _("Speaking as")}

    person = PickField(PERSON, may_add=True, label=_("Person"), required=False)
    organisation = PickField(ORGANISATION, may_add=True, label=_("For the organisation"), required=False)
    country = PickField(COUNTRY, label=_("Country"), required=False)

    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, languages=languages, **kwargs)
        self.main = languages[0]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not self.errors and not given.get("person") and any(given.get(name) for name in ("organisation", "capacity", "printed_as")):
            self.add_error(
                "person",
                ValidationError(_("Name the person, or empty the row. Organisations alone stand in their own list."), code="required"),
            )
        return given

    @property
    def capacity_inputs(self) -> tuple[forms.BoundField, ...]:
        """The main language's first."""
        return self.text_fields("capacity")

    @property
    def has_more(self) -> bool:
        """Is there an error in what is folded away?"""
        return any(bound.errors for bound in (*self.capacity_inputs[1:], self["printed_as"]))

    def speaker(self) -> Speaker | None:
        facts = self.facts()
        if not facts.get("person"):
            return None
        return Speaker(
            person=named_or_new(facts["person"], self.main),
            role=facts["role"],
            capacity=facts["capacity"],
            organisation=named_or_new(facts["organisation"], self.main),
            country=facts["country"],
            printed_as=facts["printed_as"],
        )


class OrganisationRow(ContentInput):
    model = Involvement
    names = ("organisation", "role")

    organisation = PickField(ORGANISATION, may_add=True, label=_("Organisation"), required=False)

    def lead(self) -> Lead | None:
        facts = self.facts()
        if not facts.get("organisation"):
            return None
        return Lead(organisation=named_or_new(facts["organisation"], self.codes[0]), role=facts["role"])
