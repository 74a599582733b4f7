"""Drafts whose balance can be looked at, and what they are made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from django.db.models import Q
from i18nfield.strings import LazyI18nString

from essaim.call.balancing import Aim as Rule
from essaim.call.balancing import Draft, Member
from essaim.call.models import Aim, Call, Proposal
from essaim.call.queries.balance_proposals import IN, WAITING, proposal_key, proposal_members
from essaim.call.queries.balance_sessions import session_key, session_members, version_members
from essaim.call.queries.balance_speakers import people_of, timetable_of
from essaim.forum.models import Edition, Session, Version

PROPOSALS: Literal["proposals"] = "proposals"
PROGRAMME: Literal["programme"] = "programme"
Code: TypeAlias = str
"""PROPOSALS, PROGRAMME, or the number of a released version."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A draft that can be looked at."""

    code: Code
    version: Version | None = None

    @property
    def has_swaps(self) -> bool:
        """What was released does not change any more."""
        return self.version is None


def draft_choices(edition: Edition) -> tuple[Choice, ...]:
    """What people chose of the proposals, the draft programme, and every release, newest first. One statement."""
    released = Version.objects.filter(edition=edition, number__isnull=False).select_related("edition").order_by("-number")
    return (Choice(PROPOSALS), Choice(PROGRAMME), *(Choice(str(version.number), version) for version in released))


def members_of(edition: Edition, choice: Choice) -> list[Member]:
    """Eight, nine or ten statements, whatever their number."""
    people = people_of(edition)
    if choice.version is not None:
        return version_members(edition, choice.version, people)
    if choice.code == PROGRAMME:
        return session_members(edition, people)
    return proposal_members(edition, IN, people)


def aims_of(edition: Edition) -> list[Aim]:
    """Of all its calls, in their order. One statement."""
    return list(Aim.objects.filter(call__edition=edition).select_related("call").order_by("call", "place", "pk"))


def rules_of(aims: Iterable[Aim]) -> list[Rule]:
    """As the library takes them; an aim without values or shares says nothing and is left out."""
    return [
        Rule(
            key=str(aim.pk),
            dimension=aim.dimension,
            values=frozenset(aim.values),
            least_percent=aim.least_percent,
            most_percent=aim.most_percent,
            per_path=aim.per_path,
        )
        for aim in aims
        if aim.values and (aim.least_percent is not None or aim.most_percent is not None)
    ]


def draft_for_swaps(edition: Edition, choice: Choice, aims: Iterable[Aim], letters: list[str]) -> Draft:
    """The draft, the proposals that wait, and who is where when. Nineteen statements at most, whatever their number."""
    people = people_of(edition)
    by_sessions = choice.code == PROGRAMME
    proposals = proposal_members(edition, Q(state__in=WAITING) if by_sessions else IN | Q(state__in=WAITING), people)
    waiting_keys = {proposal_key(pk) for pk in edition.proposals.filter(state__in=WAITING).values_list("pk", flat=True)}
    waiting = [member for member in proposals if member.key in waiting_keys]
    chosen = session_members(edition, people) if by_sessions else [member for member in proposals if member.key not in waiting_keys]
    names = {} if by_sessions else proposal_of_session(edition)
    return Draft(chosen, waiting, rules_of(aims), letters, timetable_of(edition, names), by_seats=by_sessions)


def proposal_of_session(edition: Edition) -> dict[int, str]:
    rows = edition.proposals.filter(session__isnull=False).values_list("session_id", "pk")
    return {session: proposal_key(pk) for session, pk in rows if session}


@dataclass(frozen=True, slots=True)
class Named:
    """A member as people know it."""

    key: str
    title: LazyI18nString
    number: int | None = None
    """Of a proposal."""
    code: str = ""
    """Of a session."""
    state: str = ""

    @property
    def state_words(self) -> str:
        return str(Proposal.State(self.state).label) if self.state else ""


def names_of(edition: Edition, keys: Iterable[str]) -> dict[str, Named]:
    """Titles of the members that swaps name. Two statements."""
    held = set(keys)
    proposals = edition.proposals.filter(pk__in=[key[2:] for key in held if key.startswith("p:")])
    sessions = Session.objects.filter(edition=edition, pk__in=[key[2:] for key in held if key.startswith("s:")])
    found = {
        proposal_key(pk): Named(proposal_key(pk), title, number=number, state=state)
        for pk, title, number, state in proposals.values_list("pk", "title", "number", "state")
    }
    return found | {
        session_key(pk): Named(session_key(pk), title, code=code) for pk, title, code in sessions.values_list("pk", "title", "code")
    }


def calls_of(edition: Edition) -> list[Call]:
    """The latest last. One statement."""
    return list(edition.calls.order_by("opens_at", "pk"))
