"""Whom the differences between two versions touch: who takes part in a changed session, who leads its path, who kept it. Nobody else."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from essaim.desk.models import Account
from essaim.forum.models import Appearance, Edition, Favourite, Path, Session
from essaim.forum.queries.leads import lead_accounts
from essaim.forum.queries.version import Change, Changes
from essaim.forum.telling.people import Address, address_of_account, addresses_of
from essaim.registry.models import Person

SPEAKS, LEADS, KEEPS = "speaks", "leads", "keeps"


@dataclass(slots=True)
class Touched:
    """One mailbox, once, whatever its ties: the changed sessions that concern it and why."""

    address: Address
    sessions: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Session's key → reasons."""
    for_whom: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Somebody in a changed session whose address nobody knows: told by hand, never dropped."""

    person: Person
    sessions: tuple[int, ...]


def changes_by_session(changes: Changes) -> dict[int, list[Change]]:
    found: dict[int, list[Change]] = defaultdict(list)
    for several in changes.by_kind.values():
        for change in several:
            found[change.slot.session_id].append(change)
    return dict(found)


def touched_by(edition: Edition, changes: Changes) -> tuple[list[Touched], list[Unreachable]]:
    """By address. Eight statements, whatever the number of sessions and people."""
    sessions = list(changes_by_session(changes))
    found: dict[str, Touched] = {}
    unreachable = add_people(edition, sessions, found)
    add_leads(edition, sessions, found)
    for favourite in Favourite.objects.filter(session__in=sessions, account__is_active=True).select_related("account"):
        add(found, address_of_account(edition, favourite.account), favourite.session_id, KEEPS)
    return sorted(found.values(), key=lambda one: one.address.email), unreachable


def add(found: dict[str, Touched], address: Address, session: int, reason: str) -> None:
    one = found.setdefault(address.email.lower(), Touched(address))
    one.sessions[session].add(reason)
    if address.for_whom:
        one.for_whom.add(address.for_whom)


def add_people(edition: Edition, sessions: Iterable[int], found: dict[str, Touched]) -> list[Unreachable]:
    by_person: dict[int, list[int]] = defaultdict(list)
    people: dict[int, Person] = {}
    for row in Appearance.objects.filter(session__in=sessions).select_related("person").order_by("session", "place", "pk"):
        people[row.person_id] = row.person
        if row.session_id not in by_person[row.person_id]:
            by_person[row.person_id].append(row.session_id)
    addresses = addresses_of(edition, list(people))
    for pk, keys in by_person.items():
        for session in keys if pk in addresses else ():
            add(found, addresses[pk], session, SPEAKS)
    return [Unreachable(people[pk], tuple(keys)) for pk, keys in by_person.items() if pk not in addresses]


def add_leads(edition: Edition, sessions: Iterable[int], found: dict[str, Touched]) -> None:
    """Accounts that lead a path, by a grant or as a colleague of an organisation that leads it."""
    on_path: dict[int, list[int]] = defaultdict(list)
    for session, path in Session.paths.through._default_manager.filter(session__in=sessions).values_list("session", "path"):
        on_path[path].append(session)
    paths = {path.pk: path for path in Path.objects.filter(pk__in=on_path)}
    for path, accounts in leads_by_path(paths).items():
        for account in accounts:
            for session in on_path[path]:
                add(found, address_of_account(edition, account), session, LEADS)


def leads_by_path(paths: dict[int, Path]) -> dict[int, list[Account]]:
    return {pk: lead_accounts([path]) for pk, path in paths.items()}
