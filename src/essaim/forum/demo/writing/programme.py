"""The draft filled and released, release by release, through the programme's own actions."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from essaim.desk.models import Account
from essaim.forum.actions.programme import Place, draft_of, place_session, release_programme
from essaim.forum.demo.facts import EditionFact, MoveFact, PlaceFact, ReleaseFact
from essaim.forum.demo.known import find, find_any
from essaim.forum.demo.rows import moment
from essaim.forum.demo.writing.ground import Ground
from essaim.forum.demo.writing.sessions import Sessions
from essaim.forum.models import Edition, Session, Slot, Version
from essaim.forum.queries.prospect import latest_release


def write_programme(fact: EditionFact, edition: Edition, ground: Ground, sessions: Sessions, by: Account | None) -> None:
    """On the first load: every release in its order. Later the programme is people's: only sessions without a place get theirs."""
    is_first = latest_release(edition) is None
    fill_draft(fact, edition, ground, sessions)
    if is_first:
        for release in fact.releases:
            write_release(release, edition, ground, sessions, by)
        move_sessions(fact.pending, edition, ground, sessions, by)


def fill_draft(fact: EditionFact, edition: Edition, ground: Ground, sessions: Sessions) -> None:
    """A place in the draft for each session that has none: two statements."""
    draft = draft_of(edition)
    placed = set(draft.slots.values_list("session_id", flat=True))
    new = [session for session in fact.sessions if sessions[session.code].pk not in placed]
    Slot.objects.bulk_create(
        slot_row(draft, sessions[session.code], place_of(session.place, edition, ground, where=session.where)) for session in new
    )


def slot_row(draft: Version, session: Session, place: Place) -> Slot:
    return Slot(
        version=draft,
        session=session,
        day=place.day,
        part=place.part,
        starts_at=place.starts_at,
        ends_at=place.ends_at,
        room=place.room,
        site=place.site,
        is_day_inferred=place.is_day_inferred,
    )


def place_of(fact: PlaceFact, edition: Edition, ground: Ground, *, where: str) -> Place:
    room = find_any(ground.rooms, fact.room, where=where, field="room")
    site = room.site if room else find_any(ground.sites, fact.site, where=where, field="site")
    return Place(
        day=fact.day,
        part=fact.part,
        starts_at=moment(fact.day, fact.start, edition.zone),
        ends_at=moment(fact.day, fact.end, edition.zone),
        room=room,
        site=site,
        is_day_inferred=fact.is_day_inferred,
    )


def write_release(release: ReleaseFact, edition: Edition, ground: Ground, sessions: Sessions, by: Account | None) -> None:
    set_state(release.added, Session.State.ACCEPTED, sessions, release.where)
    set_state(release.cancelled, Session.State.CANCELLED, sessions, release.where)
    move_sessions(release.moved, edition, ground, sessions, by)
    version = release_programme(edition=edition, by=by, note=release.note)
    if release.days_ago:
        Version.objects.filter(pk=version.pk).update(released_at=timezone.now() - timedelta(days=release.days_ago))


def set_state(codes: Iterable[str], state: Session.State, sessions: Sessions, where: str) -> None:
    rows = [find(sessions, code, where=where, field="sessions") for code in codes]
    for row in rows:
        row.state = state
    Session.objects.bulk_update(rows, ["state"])


def move_sessions(moves: Iterable[MoveFact], edition: Edition, ground: Ground, sessions: Sessions, by: Account | None) -> None:
    for move in moves:
        session = find(sessions, move.session, where=move.where, field="session")
        place_session(session=session, place=place_of(move.to, edition, ground, where=move.where), by=by)
