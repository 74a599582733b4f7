"""The sessions themselves: which of the draft's is meant, what differs, and all of it written in a few statements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.utils import timezone
from i18nfield.strings import LazyI18nString

from essaim.desk import journal
from essaim.forum.actions.slugs import free_slug
from essaim.forum.exchange.ground import Ground, merged
from essaim.forum.exchange.outcome import Outcome
from essaim.forum.interchange.document import Session as SessionFacts
from essaim.forum.interchange.document import State
from essaim.forum.models import Edition, Session
from essaim.registry.models import Source

COLUMNS = ("title", "subtitle", "summary", "description", "state", "format_id", "spoken", "interpreted", "audience", "publication")
BATCH = 200


@dataclass(slots=True)
class Meant:
    """One session of the file and the draft's session it means."""

    facts: SessionFacts
    session: Session
    before: journal.Facts
    is_new: bool
    changed: set[str] = field(default_factory=set)


class Sessions:
    """Matches by guid, then by the id of the file it came from, then by address name. One statement to read."""

    def __init__(self, edition: Edition, ground: Ground, source: Source | None, outcome: Outcome, *, is_full: bool) -> None:
        self.edition, self.ground, self.source, self.outcome, self.is_full = edition, ground, source, outcome, is_full
        self.all = list(edition.sessions.all())
        self.by_guid = {session.guid: session for session in self.all}
        self.by_outside_id = {session.outside_id: session for session in self.all if session.outside_id}
        self.by_code = {session.code: session for session in self.all}
        self.meant: list[Meant] = []

    def take(self, every: Iterable[SessionFacts]) -> list[Meant]:
        seen: set[int] = set()
        for facts in every:
            stored = self.find(facts)
            if stored is not None and id(stored) in seen:
                self.outcome.note("session_twice", facts.uid, severity="warning", name=first(facts.title) or facts.uid)
                continue
            meant = self.known(facts, stored) if stored else self.new(facts)
            seen.add(id(meant.session))
            self.meant.append(meant)
        return self.meant

    def find(self, facts: SessionFacts) -> Session | None:
        guid = self.by_guid.get(facts.guid) or self.by_guid.get(as_guid(facts.uid))
        return guid or self.by_outside_id.get(facts.uid) or (self.by_code.get(facts.slug) if facts.slug else None)

    def new(self, facts: SessionFacts) -> Meant:
        title = self.ground.texts(facts.title)
        code = free_slug({"": facts.slug} if facts.slug else title, "session", lambda slug: slug in self.by_code)
        session = Session(
            edition=self.edition,
            code=code,
            guid=facts.guid,
            outside_id="" if facts.uid == str(facts.guid) else facts.uid[:200],
            state=STATES[facts.state],
            source=self.source,
        )
        meant = Meant(facts, session, {}, is_new=True)
        self.fill(meant)
        self.by_code[code] = self.by_guid[facts.guid] = session
        if session.outside_id:
            self.by_outside_id[session.outside_id] = session
        return meant

    def known(self, facts: SessionFacts, session: Session) -> Meant:
        meant = Meant(facts, session, journal.facts_of(session, COLUMNS), is_new=False)
        if facts.state == State.CANCELLED:
            session.state = Session.State.CANCELLED
        elif session.state == Session.State.CANCELLED and facts.state == State.CONFIRMED:
            session.state = Session.State.ACCEPTED
        self.fill(meant)
        after = journal.facts_of(session, COLUMNS)
        meant.changed = {name.removesuffix("_id") for name in after if after[name] != meant.before[name]}
        return meant

    def fill(self, meant: Meant) -> None:
        """What the file leaves empty stays as it is."""
        facts, session = meant.facts, meant.session
        pairs = (("title", facts.title), ("subtitle", facts.subtitle), ("summary", facts.abstract), ("description", facts.description))
        for name, given in pairs:
            if texts := self.texts(facts, given):
                setattr(session, name, LazyI18nString(merged(getattr(session, name), texts)))
        if facts.format:
            session.format = self.ground.format_of.get(facts.format) or session.format
        session.spoken = self.listed(session.spoken, facts.spoken)
        session.interpreted = self.listed(session.interpreted, facts.interpreted)
        session.audience = facts.expected_audience or session.audience
        if facts.recording.opt_out and session.publication not in {Session.Publication.NONE, Session.Publication.TEXT}:
            session.publication = Session.Publication.NONE

    def texts(self, facts: SessionFacts, given: Mapping[str, str]) -> dict[str, str]:
        """A text whose language is not said is in the session's only language, else in the one the import was told."""
        own = facts.spoken[0] if len(facts.spoken) == 1 else self.ground.language
        return {code or own: text for code, text in given.items() if text}

    def listed(self, stored: list[str], given: tuple[str, ...]) -> list[str]:
        """A format that holds one of several leaves the others; a table holds them all."""
        if not given or (not self.is_full and set(given) <= set(stored)):
            return stored
        return list(given)

    def write(self) -> None:
        """New ones and changed ones; then the sessions they follow, which may be new themselves."""
        Session.objects.bulk_create([meant.session for meant in self.meant if meant.is_new], batch_size=BATCH)
        self.write_follows()
        changed = [meant.session for meant in self.meant if meant.changed and not meant.is_new]
        touched = [meant.session for meant in self.meant if meant.is_new and "follows" in meant.changed]
        for session in changed:
            session.changed_at = timezone.now()
        Session.objects.bulk_update(
            [*changed, *touched], [*(name.removesuffix("_id") for name in COLUMNS), "follows", "changed_at"], batch_size=50
        )

    def write_follows(self) -> None:
        for meant in self.meant:
            if not meant.facts.follows:
                continue
            target = self.by_outside_id.get(meant.facts.follows) or self.by_guid.get(as_guid(meant.facts.follows))
            if target is None or target is meant.session:
                self.outcome.note("follows_unknown", meant.facts.uid, severity="warning", value=meant.facts.follows)
            elif meant.session.follows_id != target.pk:
                meant.session.follows = target
                meant.changed.add("follows")

    def gone(self) -> list[Session]:
        """Of the sessions that once came from a file, those this file no longer holds."""
        held = {meant.session.pk for meant in self.meant}
        return [
            each
            for each in self.all
            if each.pk not in held and each.source_id and each.state != Session.State.CANCELLED and is_imported(each)
        ]


def is_imported(session: Session) -> bool:
    return bool(session.source and session.source.code.startswith("import-"))


STATES = {
    State.CONFIRMED: Session.State.ACCEPTED,
    State.TENTATIVE: Session.State.DRAFT,
    State.CANCELLED: Session.State.CANCELLED,
}
NOWHERE = UUID(int=0)


def as_guid(value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError:
        return NOWHERE


def first(texts: Mapping[str, str]) -> str:
    return next((text for text in texts.values() if text), "")
