"""What the back office shows: the team's editions, what waits, the list of sessions, and the draft beside the last release."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Prefetch, Q, QuerySet
from django.utils import timezone

from essaim.desk.models import Account, Grant
from essaim.forum.models import Appearance, Edition, Path, Session, Slot, Version
from essaim.forum.queries.prospect import digest_of, latest_release, prospective_slots
from essaim.forum.queries.version import Changes, changes_between
from essaim.forum.rules import EDITION, TEAM, editable_edition_keys
from essaim.registry.names import folded


def team_editions(account: Account) -> QuerySet[Edition]:
    """Those the account may edit, newest first, with counts of sessions and the last release: two statements."""
    keys = editable_edition_keys(account)
    editions = Edition.objects.all() if keys is None else Edition.objects.filter(pk__in=[int(key) for key in keys if key.isdecimal()])
    return (
        editions.select_related("series")
        .annotate(
            accepted=Count("sessions", Q(sessions__state=Session.State.ACCEPTED), distinct=True),
            drafts=Count("sessions", Q(sessions__state=Session.State.DRAFT), distinct=True),
            released=Max("versions__number"),
        )
        .order_by("-starts_on", "slug")
    )


def team_of(edition: Edition) -> list[Account]:
    """By name. One statement."""
    grants = Grant.objects.filter(role=TEAM, kind=EDITION, key=str(edition.pk)).select_related("account")
    return sorted((grant.account for grant in grants), key=lambda account: folded(str(account)))


@dataclass(frozen=True, slots=True)
class Draft:
    """The draft beside what is on line, and the mark of exactly this state of it."""

    changes: Changes
    digest: str
    sessions: int
    last: Version | None

    @property
    def waits(self) -> bool:
        return self.changes.total > 0 or self.last is None


def draft_changes(edition: Edition) -> Draft:
    """What a release would change. At most eleven statements, whatever the number of sessions."""
    last = latest_release(edition)
    version = Version(edition=edition, number=(last.number or 0) + 1 if last else 1, released_at=timezone.now())
    slots = prospective_slots(version, last)
    old = list(last.slots.select_related("session__edition", "room", "site")) if last else []
    before = last or Version(edition=edition, number=0, released_at=None)
    ordered = sorted(slots, key=lambda slot: (slot.day or date.max, slot.starts_at.timestamp() if slot.starts_at else 0, slot.session_id))
    return Draft(changes_between(before, old, version, ordered), digest_of(slots, last), len(slots), last)


@dataclass(frozen=True, slots=True)
class Line:
    """One session in the team's list, with its place in the draft."""

    session: Session
    slot: Slot | None
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the list is narrowed to; empty means all."""

    words: str = ""
    state: str = ""
    path: Path | None = None
    format: object = None
    day: str = ""
    lacking: str = ""


def team_sessions(edition: Edition, wanted: Wanted) -> list[Line]:
    """By day, hour and place in the registry; unknown last. Four statements."""
    sessions = (
        edition.sessions.select_related("format")
        .annotate(people_count=Count("appearances", distinct=True))
        .prefetch_related(
            Prefetch("paths", Path.objects.order_by("letter")),
            Prefetch("appearances", Appearance.objects.select_related("person")),
            Prefetch("slots", Slot.objects.filter(version__number=None).select_related("room", "site"), to_attr="drafted"),
        )
        .order_by("pk")
    )
    lines = [Line(session, session.drafted[0] if session.drafted else None, session.people_count) for session in sessions]
    return sorted((line for line in lines if fits(line, wanted)), key=by_place)


def by_place(line: Line) -> tuple[date, float, int]:
    slot = line.slot
    day = slot.day if slot and slot.day else date.max
    return day, slot.starts_at.timestamp() if slot and slot.starts_at else float("inf"), line.session.pk


def fits(line: Line, wanted: Wanted) -> bool:
    session, slot = line.session, line.slot
    day = slot.day.isoformat() if slot and slot.day else ""
    return (
        (not wanted.state or session.state == wanted.state)
        and (wanted.path is None or wanted.path in session.paths.all())
        and (wanted.format is None or session.format == wanted.format)
        and (not wanted.day or day == wanted.day)
        and (not wanted.lacking or lacks(line, wanted.lacking))
        and (not wanted.words or says(session, wanted.words))
    )


def lacks(line: Line, what: str) -> bool:
    slot = line.slot
    match what:
        case "day":
            return not (slot and slot.day)
        case "hour":
            return not (slot and slot.starts_at)
        case "place":
            return not (slot and (slot.room_id or slot.site_id))
        case "people":
            return line.people == 0
        case _:
            return not str(line.session.title)


def says(session: Session, words: str) -> bool:
    texts = session.title.data.values() if isinstance(session.title.data, dict) else [str(session.title)]
    haystack = folded(" ".join([session.code, *texts, *(row.person.name for row in session.appearances.all())]))
    return all(word in haystack for word in folded(words).split())
