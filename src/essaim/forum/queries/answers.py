"""What people said when asked whether they come: one person's page behind their link, and counts for those who build the programme."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q

from essaim.forum.models import Appearance, Availability, Edition, Session, Slot, Speaker, Substitution
from essaim.forum.queries.released import on_public_bill
from essaim.kit.spans import is_available


@dataclass(slots=True)
class Answers:
    """How many people of a session said what; contacts are not counted."""

    unasked: int = 0
    asked: int = 0
    confirmed: int = 0
    declined: int = 0

    @property
    def total(self) -> int:
        return self.unasked + self.asked + self.confirmed + self.declined

    @property
    def open(self) -> int:
        return self.unasked + self.asked


NAMES = {
    Appearance.Answer.UNASKED: "unasked",
    Appearance.Answer.ASKED: "asked",
    Appearance.Answer.CONFIRMED: "confirmed",
    Appearance.Answer.DECLINED: "declined",
}


def open_answers(edition: Edition, paths: Collection[int] | None = None) -> dict[int, Answers]:
    """By session: who has answered. With `paths` only sessions of these. One statement."""
    rows = Appearance.objects.filter(session__edition=edition).exclude(session__state=Session.State.CANCELLED)
    rows = rows.exclude(role=Appearance.Role.CONTACT)
    if paths is not None:
        rows = rows.filter(session__in=Session.objects.filter(paths__in=paths))
    found: dict[int, Answers] = defaultdict(Answers)
    for session, answer in rows.values_list("session_id", "answer"):
        name = NAMES[Appearance.Answer(answer)]
        setattr(found[session], name, getattr(found[session], name) + 1)
    return dict(found)


@dataclass(frozen=True, slots=True)
class Seat:
    """One session somebody is on the bill of, as they see it when asked."""

    appearance: Appearance
    slot: Slot | None
    others: tuple[Appearance, ...]
    """Who else is on the bill."""
    instead_of: tuple[str, ...] = ()
    """Names of those who cannot come, whose place they are asked to take."""
    is_away: bool = False
    """They said that they come, and that they are away at that hour."""

    @property
    def session(self) -> Session:
        return self.appearance.session


@dataclass(frozen=True, slots=True)
class AnswerPage:
    speaker: Speaker
    seats: tuple[Seat, ...]
    availabilities: tuple[Availability, ...]
    cares_for: tuple[Speaker, ...]
    """People without an address whose contact the link's owner is."""

    @property
    def contradicted(self) -> list[Seat]:
        return [seat for seat in self.seats if seat.is_away]


def answer_page(speaker: Speaker, owner: Speaker) -> AnswerPage:
    """By day and hour, unknown last. Five statements, one more when they are asked to step in."""
    on_bill = Appearance.objects.filter(person=speaker.person_id, session__edition=speaker.edition_id)
    on_bill = on_bill.annotate(steps_in=Exists(Substitution.objects.filter(substitute=OuterRef("pk"))))
    mine = list(on_bill.exclude(session__state=Session.State.CANCELLED).select_related("session__edition", "session__format"))
    keys = [row.session_id for row in mine]
    slots = Slot.objects.filter(version__edition=speaker.edition_id, version__number=None, session__in=keys).select_related("room", "site")
    by_session = {slot.session_id: slot for slot in slots.defer("facts")}
    others: dict[int, list[Appearance]] = defaultdict(list)
    company = Appearance.objects.filter(session__in=keys).exclude(person=speaker.person_id).exclude(role=Appearance.Role.CONTACT)
    for row in (
        company.filter(on_public_bill())
        .exclude(answer=Appearance.Answer.DECLINED)
        .select_related("person", "organisation")
        .order_by("place", "pk")
    ):
        others[row.session_id].append(row)
    absent = absent_by_substitute([row.pk for row in mine if row.steps_in])
    spans = tuple(speaker.availabilities.all())
    seats = [
        Seat(row, slot, tuple(others[row.session_id]), tuple(absent.get(row.pk, ())), is_away(row, slot, spans))
        for row in mine
        for slot in [by_session.get(row.session_id)]
    ]
    return AnswerPage(
        speaker,
        tuple(sorted(seats, key=when)),
        spans,
        tuple(cared_for(owner)),
    )


def absent_by_substitute(keys: Collection[int]) -> dict[int, list[str]]:
    """Names of those who cannot come, by the appearance of whoever is asked to step in. One statement at most."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Substitution.objects.filter(substitute__in=keys, absence__lifted_at=None).order_by("pk")
    for substitute, name in rows.values_list("substitute", "appearance__person__name") if keys else ():
        found[substitute or 0].append(name)
    return found


def is_away(row: Appearance, slot: Slot | None, spans: Collection[Availability]) -> bool:
    """Said that they come, and that they cannot be there then. Hours left open are not said."""
    if row.answer != Appearance.Answer.CONFIRMED or slot is None or slot.starts_at is None:
        return False
    end = slot.ends_at or slot.starts_at + timedelta(minutes=row.session.duration_min or 1)
    return not is_available([span for span in spans if not span.is_free], slot.starts_at, end)


def when(seat: Seat) -> tuple[bool, str, bool, float, int]:
    slot = seat.slot
    day, start = (slot.day, slot.starts_at) if slot else (None, None)
    return day is None, day.isoformat() if day else "", start is None, start.timestamp() if start else 0.0, seat.appearance.pk


def cared_for(owner: Speaker) -> list[Speaker]:
    """By name; only those without an address, their own or their account's. One statement."""
    reached = Q(person__account__is_active=True) & ~Q(person__account__email="")
    rows = Speaker.objects.filter(contact=owner, edition=owner.edition_id, email="").exclude(reached)
    rows = rows.select_related("person__photo", "edition", "country")
    return list(rows.order_by("person__sort_name", "person__name", "pk"))


def speakers_known_by(edition: Edition, email: str) -> list[Speaker]:
    """Those of the edition with this address: their own, or their account's. One statement."""
    mine = Q(email__iexact=email) | Q(email="", person__account__email__iexact=email, person__account__is_active=True)
    return list(Speaker.objects.filter(mine, edition=edition).select_related("person__account", "edition").order_by("pk"))
