import uuid

from essaim.forum.demo.facts import AppearanceFact, EditionFact, SessionFact
from essaim.forum.demo.history import first_state, last_state
from essaim.forum.demo.known import Known, find, find_any
from essaim.forum.demo.rows import put, text
from essaim.forum.demo.writing.ground import Ground
from essaim.forum.models import Appearance, Edition, Involvement, Note, Session
from essaim.forum.queries.prospect import latest_release

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://essaim.example/demo")
"""Demo sessions keep their identity from one load to another, in every export."""

Sessions = dict[str, Session]


def write_sessions(fact: EditionFact, edition: Edition, ground: Ground, known: Known) -> Sessions:
    """By code. On the first load sessions that a release adds later are drafts until then; afterwards all stand as the last release left them."""
    is_first = latest_release(edition) is None
    rows = [
        session_row(session, first_state(fact, session) if is_first else last_state(fact, session), edition, ground, known)
        for session in fact.sessions
    ]
    sessions = {row.code: row for row in put(rows, edition.sessions.all(), lambda row: row.code)}
    write_follows(fact, sessions)
    write_links(fact, sessions, ground, known)
    write_appearances(fact, sessions, known)
    write_involvements(fact, sessions, known)
    write_notes(fact, sessions, known)
    return sessions


def session_row(session: SessionFact, state: str, edition: Edition, ground: Ground, known: Known) -> Session:
    return Session(
        edition=edition,
        code=session.code,
        guid=uuid.uuid5(NAMESPACE, f"{edition.slug}/{session.code}"),
        title=text(session.title),
        subtitle=text(session.subtitle),
        summary=text(session.summary),
        description=text(session.description),
        state=state,
        format=find_any(ground.formats, session.format, where=session.where, field="format"),
        spoken=list(session.spoken),
        interpreted=list(session.interpreted),
        language_note=text(session.language_note),
        duration_min=session.duration_min,
        audience=session.audience,
        level=session.level,
        publication=session.publication,
        note=text(session.note),
        source=find_any(known.sources, session.source, where=session.where, field="source"),
    )


def write_follows(fact: EditionFact, sessions: Sessions) -> None:
    followers = []
    for session in fact.sessions:
        if session.follows:
            row = sessions[session.code]
            row.follows = find(sessions, session.follows, where=session.where, field="follows")
            followers.append(row)
    Session.objects.bulk_update(followers, ["follows"])


def write_links(fact: EditionFact, sessions: Sessions, ground: Ground, known: Known) -> None:
    """Paths and goals, as the facts say: four statements."""
    paths, goals = Session.paths.through, Session.goals.through
    paths._default_manager.filter(session__in=sessions.values()).delete()
    goals._default_manager.filter(session__in=sessions.values()).delete()
    paths._default_manager.bulk_create(
        paths(session_id=sessions[session.code].pk, path_id=find(ground.paths, letter, where=session.where, field="paths").pk)
        for session in fact.sessions
        for letter in session.paths
    )
    goals._default_manager.bulk_create(
        goals(session_id=sessions[session.code].pk, goal_id=find(known.goals, code, where=session.where, field="goals").pk)
        for session in fact.sessions
        for code in session.goals
    )


def write_appearances(fact: EditionFact, sessions: Sessions, known: Known) -> None:
    rows = [
        appearance_row(person, sessions[session.code], place, known)
        for session in fact.sessions
        for place, person in enumerate(session.people, start=1)
    ]
    there = Appearance.objects.filter(session__in=sessions.values())
    put(rows, there, lambda row: (row.session_id, row.person_id, row.role))


def appearance_row(fact: AppearanceFact, session: Session, place: int, known: Known) -> Appearance:
    return Appearance(
        session=session,
        person=find(known.people, fact.person, where=fact.where, field="person"),
        role=fact.role,
        capacity=text(fact.capacity),
        organisation=find_any(known.organisations, fact.organisation, where=fact.where, field="organisation"),
        country=find_any(known.territories, fact.country, where=fact.where, field="country"),
        printed_as=fact.printed_as,
        place=place,
        source=find_any(known.sources, fact.source, where=fact.where, field="source"),
    )


def write_involvements(fact: EditionFact, sessions: Sessions, known: Known) -> None:
    rows = [
        Involvement(
            session=sessions[session.code],
            organisation=find(known.organisations, part.organisation, where=part.where, field="organisation"),
            role=part.role,
            place=place,
        )
        for session in fact.sessions
        for place, part in enumerate(session.organisations, start=1)
    ]
    there = Involvement.objects.filter(session__in=sessions.values())
    put(rows, there, lambda row: (row.session_id, row.organisation_id, row.role))


def write_notes(fact: EditionFact, sessions: Sessions, known: Known) -> None:
    rows = [
        Note(
            session=sessions[session.code],
            rapporteur=find_any(known.people, note.rapporteur, where=note.where, field="rapporteur"),
            body=text(note.body),
            is_published=note.is_published,
        )
        for session in fact.sessions
        for note in session.notes
    ]
    put(rows, Note.objects.filter(session__in=sessions.values()), lambda row: (row.session_id, row.rapporteur_id))
