"""Everybody on a bill of the edition, with what they answered: for the team, and for path leads those of their own paths."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from django.db.models import Prefetch
from django.utils import timezone

from essaim.desk.models import Message
from essaim.forum.crisis import Sitting
from essaim.forum.models import Absence, Appearance, Availability, Edition, Speaker
from essaim.forum.queries.absences import sittings_of
from essaim.forum.rules import Standing
from essaim.registry.models import Person
from essaim.registry.names import folded

KIND = "forum.speakers"
"""Of the mailings that ask."""
ANSWERED = (Appearance.Answer.CONFIRMED, Appearance.Answer.DECLINED)


@dataclass(frozen=True, slots=True)
class Bill:
    appearance: Appearance
    sitting: Sitting


@dataclass
class Line:
    """One person with every session of theirs that the reader may see."""

    person: Person
    part: Speaker | None
    bills: list[Bill] = field(default_factory=list)
    availabilities: tuple[Availability, ...] = ()
    letter: str = ""
    """State of the last letter that asked them."""
    absence: Absence | None = None
    """For the team alone."""

    @property
    def email(self) -> str:
        return email_of(self.part, self.person)

    @property
    def contact(self) -> Speaker | None:
        return self.part.contact if self.part and not self.email else None

    @property
    def is_reachable(self) -> bool:
        return bool(self.email or (self.contact and email_of(self.contact, self.contact.person)))

    @property
    def answered(self) -> int:
        return sum(bill.appearance.answer in ANSWERED for bill in self.bills)

    @property
    def declined(self) -> list[Bill]:
        return [bill for bill in self.bills if bill.appearance.answer == Appearance.Answer.DECLINED]

    @property
    def is_open(self) -> bool:
        """Some session is not answered."""
        return self.answered < len(self.bills)

    @property
    def is_unasked(self) -> bool:
        """They were not asked about some session, perhaps a new one."""
        return any(bill.appearance.answer == Appearance.Answer.UNASKED for bill in self.bills)

    @property
    def is_silent(self) -> bool:
        """They were asked about some session and have not answered."""
        return any(bill.appearance.answer == Appearance.Answer.ASKED for bill in self.bills)

    def asked_about(self, *, is_reminder: bool) -> "Line":
        """With the sessions a letter is about alone: those not asked about yet, or when reminded those that wait; all when there is none."""
        wanted = Appearance.Answer.ASKED if is_reminder else Appearance.Answer.UNASKED
        some = [bill for bill in self.bills if bill.appearance.answer == wanted]
        return replace(self, bills=some) if some else self


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is filtered by; empty is everything."""

    words: str = ""
    state: str = ""
    """unasked, open, confirmed, declined, unreachable."""
    path: str = ""
    days: int | None = None
    """Asked at least so many days ago and not answered."""


def email_of(part: Speaker | None, person: Person) -> str:
    """Their own, else their account's, unless that is closed. Needs the person's account."""
    if part and part.email:
        return part.email
    return person.account.email if person.account and person.account.is_active else ""


def seen_sittings(standing: Standing) -> dict[int, Sitting]:
    """The team sees every session, a path's lead those of the paths they lead. Three statements."""
    every = sittings_of(standing.edition)
    return every if standing.is_team else {pk: one for pk, one in every.items() if one.paths & standing.led}


def speaker_lines(standing: Standing, *, persons: set[int] | None = None) -> list[Line]:
    """By name. Seven statements, one more for the team (absences)."""
    edition = standing.edition
    sittings = seen_sittings(standing)
    rows = Appearance.objects.filter(session__edition=edition).select_related("person__account", "organisation", "country")
    if persons is not None:
        rows = rows.filter(person__in=persons)
    parts = parts_by_person(edition)
    letters = letters_to(edition)
    absences = {row.person_id: row for row in Absence.objects.filter(edition=edition, lifted_at=None)} if standing.is_team else {}
    lines: dict[int, Line] = {}
    for row in rows.order_by("place", "pk"):
        sitting = sittings.get(row.session_id)
        if sitting is None:
            continue
        line = lines.get(row.person_id)
        if line is None:
            line = lines[row.person_id] = Line(row.person, parts.get(row.person_id))
            line.availabilities = tuple(line.part.availabilities.all()) if line.part else ()
            line.letter = letters.get(line.part.pk, "") if line.part else ""
            line.absence = absences.get(row.person_id)
        line.bills.append(Bill(row, sitting))
    for line in lines.values():
        line.bills.sort(key=by_hour)
    return sorted(lines.values(), key=lambda line: (folded(line.person.sort_name or line.person.name), line.person.pk))


def by_hour(bill: Bill) -> tuple[bool, float, int]:
    start = bill.sitting.starts_at
    return start is None, start.timestamp() if start else 0.0, bill.sitting.pk


def parts_by_person(edition: Edition) -> dict[int, Speaker]:
    """With contact and availabilities: two statements."""
    rows = Speaker.objects.filter(edition=edition).select_related("contact__person__account", "country", "person__account", "edition")
    return {
        row.person_id: row for row in rows.prefetch_related(Prefetch("availabilities", Availability.objects.order_by("starts_at", "pk")))
    }


def letters_to(edition: Edition) -> dict[int, str]:
    """State of the last letter that asked each speaker: one statement."""
    scope = f"{edition._meta.label_lower}:{edition.pk}"
    rows = Message.objects.filter(mailing__kind=KIND, mailing__scope=scope).order_by("pk").values_list("key", "state")
    found: dict[int, str] = {}
    for key, state in rows:
        for piece in key.split(":")[1:]:
            if piece.isdecimal():
                found[int(piece)] = state
    return found


def filtered(lines: list[Line], wanted: Wanted) -> list[Line]:
    return [line for line in lines if fits(line, wanted)]


def fits(line: Line, wanted: Wanted) -> bool:
    if wanted.words and not says(line, wanted.words):
        return False
    if wanted.path and not any(wanted.path in bill.sitting.letters for bill in line.bills):
        return False
    if wanted.days is not None and not is_waiting(line, wanted.days):
        return False
    match wanted.state:
        case "unasked":
            return line.is_unasked
        case "open":
            return line.is_open
        case "confirmed":
            return not line.is_open and not line.declined
        case "declined":
            return bool(line.declined)
        case "unreachable":
            return not line.is_reachable
        case "without_email":
            return not line.email
        case _:
            return True


def is_waiting(line: Line, days: int) -> bool:
    asked = line.part.asked_at if line.part else None
    return line.is_silent and asked is not None and asked <= timezone.now() - timedelta(days=days)


def says(line: Line, words: str) -> bool:
    told = [line.person.name, line.email, *(str(bill.appearance.organisation or "") for bill in line.bills)]
    haystack = folded(" ".join(told))
    return all(word in haystack for word in folded(words).split())


def counts_of(lines: list[Line]) -> dict[str, int]:
    """How many people: in all, and in each state; `unanswered` are those who are `open` (asked), `unasked`, or both, of different sessions."""
    return {
        "total": len(lines),
        "confirmed": sum(not line.is_open and not line.declined for line in lines),
        "declined": sum(bool(line.declined) for line in lines),
        "unanswered": sum(line.is_open for line in lines),
        "open": sum(line.is_silent for line in lines),
        "unasked": sum(line.is_unasked for line in lines),
        "unreachable": sum(not line.is_reachable for line in lines),
    }
