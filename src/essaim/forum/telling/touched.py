"""Whom the differences between two versions touch: who takes part in a changed session (or did), who leads its path (or did), who kept it.

Nobody else. Whoever declined takes no part. One person is one reader, whatever their ties and however many addresses we know of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Case, When

from essaim.forum.models import Appearance, Edition, Favourite, Path, Session
from essaim.forum.queries.leads import leads_by_path
from essaim.forum.queries.prospect import UNSEEN_FACT
from essaim.forum.queries.released import on_public_bill
from essaim.forum.queries.version import Change, Changes
from essaim.forum.telling.people import Address, address_of_account, addresses_of
from essaim.registry.models import Person

SPEAKS, LEFT, LEADS, KEEPS = "speaks", "left", "leads", "keeps"


@dataclass(slots=True)
class Touched:
    """One mailbox, once, whatever its ties: the changed sessions that concern it and why."""

    address: Address
    sessions: dict[int, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    """Session's key → reasons, each with the person they answer for ("" for themselves)."""

    def has(self, *reasons: str) -> bool:
        return any(reason in reasons for several in self.sessions.values() for reason, _whom in several)

    @property
    def merely_keeps(self) -> bool:
        """Has no part in any of these sessions: may refuse to be told."""
        return not self.has(SPEAKS, LEFT, LEADS)


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Somebody in a changed session whose address nobody knows: told by hand, never dropped."""

    person: Person
    sessions: tuple[int, ...]


class Readers:
    """By account where there is one, else by address: somebody who speaks under one address and leads under another gets one letter."""

    def __init__(self) -> None:
        self.all: list[Touched] = []
        self.by_email: dict[str, Touched] = {}
        self.by_account: dict[int, Touched] = {}

    def add(self, address: Address, session: int, reason: str) -> None:
        known = self.by_email.get(address.email)
        if known is None and address.account is not None:
            known = self.by_account.get(address.account.pk)
        if known is None:
            known = Touched(address)
            self.all.append(known)
        self.by_email[address.email] = known
        if address.account is not None and not address.for_whom:
            self.by_account.setdefault(address.account.pk, known)
        known.sessions[session].add((reason, address.for_whom))


def changes_by_session(changes: Changes) -> dict[int, list[Change]]:
    found: dict[int, list[Change]] = defaultdict(list)
    for several in changes.by_kind.values():
        for change in several:
            found[change.slot.session_id].append(change)
    return dict(found)


def touched_by(edition: Edition, changes: Changes) -> tuple[list[Touched], list[Unreachable]]:
    """By address. Nine statements at most, whatever the number of sessions and people; none when nothing differs."""
    by_session = changes_by_session(changes)
    if not by_session:
        return [], []
    readers = Readers()
    unreachable = add_people(edition, by_session, readers)
    add_leads(edition, by_session, readers)
    kept = Favourite.objects.filter(session__in=by_session, account__is_active=True).select_related("account")
    for favourite in kept.order_by("account__email", "session"):
        readers.add(address_of_account(edition, favourite.account), favourite.session_id, KEEPS)
    return sorted(readers.all, key=lambda one: one.address.email), unreachable


def add_people(edition: Edition, by_session: Mapping[int, list[Change]], readers: Readers) -> list[Unreachable]:
    present, declined = on_stage(by_session)
    gone = {session: former(changes) - present[session] - declined[session] for session, changes in by_session.items()}
    ties: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for reason, several in ((SPEAKS, present), (LEFT, gone)):
        for session, people in several.items():
            for person in people:
                ties[person].append((session, reason))
    found = {person.pk: person for person in Person.objects.filter(pk__in=ties).order_by("pk")}
    addresses = addresses_of(edition, list(found))
    for pk in found:
        for session, reason in ties[pk] if pk in addresses else ():
            readers.add(addresses[pk], session, reason)
    return [Unreachable(found[pk], tuple(session for session, _reason in ties[pk])) for pk in found if pk not in addresses]


def on_stage(sessions: Iterable[int]) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    """Session → who is in it, and who declined every part they were asked for, or was asked to step in and has not accepted. One statement."""
    present: dict[int, set[int]] = defaultdict(set)
    declined: dict[int, set[int]] = defaultdict(set)
    bills = Appearance.objects.filter(session__in=sessions)
    is_shown = Case(When(on_public_bill(), then=True), default=False)
    for session, person, answer, shown in bills.values_list("session", "person", "answer", is_shown):
        (present if shown and answer != Appearance.Answer.DECLINED else declined)[session].add(person)
    return present, declined


def former(changes: Iterable[Change]) -> set[int]:
    """Who was in the session in the version before. Versions released before this was kept name nobody."""
    found: set[int] = set()
    for change in changes:
        who = change.before.facts.get(UNSEEN_FACT) if change.before else None
        found |= {int(key) for key in who if isinstance(key, int)} if isinstance(who, list) else set()
    return found


def add_leads(edition: Edition, by_session: Mapping[int, list[Change]], readers: Readers) -> None:
    """Accounts that lead a path the session is on, or was on in the version before."""
    paths = {path.letter: path.pk for path in Path.objects.filter(edition=edition)}
    on_path: dict[int, set[int]] = defaultdict(set)
    for session, path in Session.paths.through._default_manager.filter(session__in=by_session).values_list("session", "path"):
        on_path[path].add(session)
    for session, changes in by_session.items():
        for letter in letters_before(changes) & paths.keys():
            on_path[paths[letter]].add(session)
    for path, accounts in leads_by_path(on_path.keys()).items():
        for account in accounts:
            for session in on_path[path]:
                readers.add(address_of_account(edition, account), session, LEADS)


def letters_before(changes: Iterable[Change]) -> set[str]:
    found: set[str] = set()
    for change in changes:
        letters = change.before.facts.get("paths") if change.before else None
        found |= {str(letter) for letter in letters} if isinstance(letters, list) else set()
    return found
