"""A session: entered, changed by people who may be several at once, accepted, cancelled; deleted only when it never was public."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict, Unpack

from django.db import models, transaction

from essaim.desk.models import Account, Entry
from essaim.desk.rows import remove_row, save_row, settled
from essaim.forum.actions.cast import Lead, Speaker, write_organisations, write_people
from essaim.forum.actions.programme import Place, draft_of, guard_place, place_of, place_session
from essaim.forum.actions.slugs import free_slug, taken_in
from essaim.forum.errors import ForumError
from essaim.forum.models import Appearance, Edition, Favourite, Format, Involvement, Path, Session, Slot, Version
from essaim.registry.models import Goal, Source
from essaim.registry.names import Texts


class SessionFacts(TypedDict, total=False):
    title: Texts
    subtitle: Texts
    summary: Texts
    description: Texts
    format: Format | None
    paths: Sequence[Path]
    goals: Sequence[Goal]
    spoken: Sequence[str]
    interpreted: Sequence[str]
    language_note: Texts
    follows: Session | None
    duration_min: int | None
    audience: int | None
    level: str
    publication: str
    note: Texts
    source: Source | None


@dataclass(frozen=True, slots=True)
class Token:
    """How far a form has seen a session: its last journal entry and when it last changed."""

    entry: int
    changed_at: str

    def __str__(self) -> str:
        return f"{self.entry}|{self.changed_at}"


def token_of(session: Session) -> Token:
    """One statement."""
    last = entries_of(session).order_by("-pk").values_list("pk", flat=True).first()
    return Token(last or 0, session.changed_at.isoformat())


@transaction.atomic
def save_session(
    *,
    edition: Edition,
    session: Session | None,
    by: Account | None,
    seen: str = "",
    state: str = "",
    place: Place | None = None,
    people: Sequence[Speaker] | None = None,
    organisations: Sequence[Lead] | None = None,
    **facts: Unpack[SessionFacts],
) -> Session:
    """A new session begins as a draft. `seen` is the token its form was made with: a session changed since then is not overwritten.

    With a `state` it is accepted (or cancelled) in the same transaction. None leaves place, people or organisations as they are; people and organisations given only by name are entered in the registry.
    Locks the session, and the draft when a place is given.
    """
    stored = locked(session, seen) if session else begun(edition, facts)
    guard_facts(edition, stored, facts)
    action = "create_session" if session is None else "change_session"
    saved = save_row(row=stored, facts=facts, by=by, action=action, scope=edition)
    changed = [write_people(saved, people, by)] if people is not None else []
    changed += [write_organisations(saved, organisations, by)] if organisations is not None else []
    if any(changed):
        saved.save(update_fields=["changed_at"])
    if place is not None and (session is not None or place != Place()) and place != place_of(saved):
        place_session(session=saved, place=place, by=by)
    return set_state(session=saved, state=state, by=by) if state and state != saved.state else saved


def begun(edition: Edition, facts: SessionFacts) -> Session:
    code = free_slug(facts.get("title"), "session", taken_in(Session.objects.filter(edition=edition), "code"))
    return Session(edition=edition, code=code)


def locked(session: Session, seen: str) -> Session:
    stored = Session.objects.select_for_update().select_related("edition").get(pk=session.pk)
    if seen and seen != str(token_of(stored)):
        entry = int(seen.partition("|")[0]) if seen.partition("|")[0].isdecimal() else 0
        since = entries_of(stored).filter(pk__gt=entry).select_related("account").order_by("pk")
        raise ForumError("changed_meanwhile", session=stored, entries=list(since))
    return stored


def entries_of(session: Session) -> models.QuerySet[Entry]:
    return Entry.objects.filter(kind=session._meta.label_lower, key=str(session.pk))


def guard_facts(edition: Edition, session: Session, facts: SessionFacts) -> None:
    for name in ("title", "format", "paths", "follows"):
        guard_own(edition, name, facts)
    new = {*facts.get("spoken", ()), *facts.get("interpreted", ())} - {*session.spoken, *session.interpreted}
    strange = sorted(new - {*edition.languages})
    if strange:
        raise ForumError("language_not_of_edition", language=strange[0], languages=list(edition.languages), edition=edition)
    follows = facts.get("follows")
    if follows and session.pk and follows.pk in followers(session):
        raise ForumError("follows_itself", session=follows)


def guard_own(edition: Edition, name: str, facts: SessionFacts) -> None:
    value = facts.get(name)
    things = [value] if isinstance(value, Format | Session) else list(value) if name == "paths" and isinstance(value, Sequence) else []
    strange = next((thing for thing in things if thing.edition_id != edition.pk), None)
    if strange:
        raise ForumError(f"{name.rstrip('s')}_of_another_edition", thing=strange)


def followers(session: Session) -> set[int]:
    """The session and all that follow it, however far: a statement a step."""
    found, step = {session.pk}, {session.pk}
    while step:
        step = set(Session.objects.filter(follows__in=step).values_list("pk", flat=True)) - found
        found |= step
    return found


@transaction.atomic
def set_state(*, session: Session, state: str, by: Account | None) -> Session:
    """What was public is cancelled rather than taken back; a session taken up again needs its room free. Locks the session."""
    stored = Session.objects.select_for_update().select_related("edition").get(pk=session.pk)
    if state not in Session.State.values:
        raise ForumError("unknown_state", state=state)
    if state == Session.State.DRAFT and stored.state != state and was_public(stored):
        raise ForumError("public_session_to_draft", session=stored)
    if state == Session.State.ACCEPTED and not settled(stored, "title", stored.title):
        raise ForumError("session_without_title", session=stored)
    if stored.state == Session.State.CANCELLED and state != stored.state:
        guard_place(stored, place_of(stored), draft_of(stored.edition))
    action = {"accepted": "accept_session", "cancelled": "cancel_session"}.get(state, "set_back_session")
    return save_row(row=stored, facts={"state": state}, by=by, action=action, scope=stored.edition)


@transaction.atomic
def set_states(*, sessions: Sequence[Session], state: str, by: Account | None) -> int:
    """All or none of them; how many were in another state."""
    return sum(set_state(session=session, state=state, by=by) is not None for session in sessions if session.state != state)


def was_public(session: Session) -> bool:
    return Slot.objects.filter(session=session, version__number__isnull=False).exists()


OWN = (Appearance, Involvement, Slot, Favourite)


@transaction.atomic
def remove_session(*, session: Session, by: Account | None) -> None:
    """Only one that never was public and that nothing names; others are cancelled."""
    if was_public(session):
        raise ForumError("public_session", session=session)
    Version.objects.select_for_update().get(pk=draft_of(session.edition).pk)
    remove_row(row=session, by=by, action="remove_session", scope=session.edition, own=OWN)
