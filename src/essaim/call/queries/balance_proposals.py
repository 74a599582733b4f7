"""Proposals as members of a draft: those kept, and those that wait."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Count, Exists, OuterRef, Q

from essaim.call.balancing import Member
from essaim.call.models import Contributor, Kind, Merger, Proposal, ProposingOrganisation
from essaim.call.queries.balance_speakers import PLACE, People, person_key, place_from
from essaim.call.queries.balance_units import Body, Voice, below, country_code, units_of_people, units_of_session
from essaim.forum.models import Edition, Slot
from essaim.registry.models import Goal

State = Proposal.State
CHOSEN = (State.KEPT, State.MERGED, State.CONFIRMED)
WAITING = (State.RECEIVED, State.DISCUSSED)
IN = Q(state__in=CHOSEN) | Q(state=State.ATTACHED, panel__state__in=CHOSEN)


def proposal_key(pk: int) -> str:
    return f"p:{pk}"


def proposal_members(edition: Edition, wanted: Q, people: People) -> list[Member]:
    """By number. Five statements, whatever their number; an attached contribution counts by its people and organisations alone."""
    rows = edition.proposals.filter(wanted).exclude(state=State.DRAFT).order_by("number")
    bodies, voices, keys = bodies_of(edition, wanted), *voices_of(edition, wanted, people)
    goals: dict[int, set[str]] = defaultdict(set)
    for proposal, code in rows.filter(goals__isnull=False).order_by().values_list("pk", "goals__code"):
        goals[proposal].add(code.partition(".")[0])
    places = {
        session: place_from(*place)
        for session, *place in Slot.objects.filter(version__edition=edition, version__number=None).values_list("session_id", *PLACE)
    }
    merged = Exists(Merger.objects.filter(result=OuterRef("pk"), undone_at=None))
    found = []
    values = rows.annotate(n_attached=Count("attached", Q(attached__state=State.ATTACHED)), is_merged=merged).values_list(
        "pk", "state", "path__letter", "kind__nature", "format__slug", "format__is_interpreted", "spoken", "audience", "session_id", "n_attached", "is_merged"
    )  # fmt: skip
    for pk, state, letter, nature, slug, interpreted, spoken, audience, session, n_attached, is_merged in values:
        is_attached = state == State.ATTACHED
        own = units_of_people(bodies=bodies[pk], voices=voices[pk])
        if not is_attached:
            own |= units_of_session(languages=spoken, format_slug=slug or "", goals=goals[pk])
        found.append(
            Member(
                key=proposal_key(pk),
                paths=frozenset({letter} if letter else ()),
                kind=nature,
                format=slug or "",
                units=own,
                audience=None if is_attached else audience,
                people=frozenset(keys[pk]),
                n_booths=n_booths(edition, nature, spoken) if interpreted else 0,
                place=places.get(session) if session else None,
                is_fixed=is_attached or bool(n_attached) or is_merged,
            )
        )
    return found


def n_booths(edition: Edition, nature: str, spoken: Sequence[str]) -> int:
    """What a proposal of an interpreted format would need: one booth for each of the edition's languages but the one spoken first."""
    if nature == Kind.Nature.SELF_MANAGED:
        return 0
    first = spoken[0] if spoken else (edition.languages[0] if edition.languages else "")
    return len(set(edition.languages) - {first})


def bodies_of(edition: Edition, wanted: Q) -> dict[int, list[Body]]:
    found: dict[int, list[Body]] = defaultdict(list)
    rows = ProposingOrganisation.objects.filter(proposal__in=edition.proposals.filter(wanted).values("pk"))
    values = rows.order_by("place", "pk").values_list(
        "proposal_id", "role", "kind", "organisation__kind", "country__code", *below("organisation__territory")
    )
    for proposal, role, kind, registered, country, *territory in values:
        body = Body(country or country_code(territory), kind or registered or "", role == ProposingOrganisation.Role.LEAD)
        found[proposal].append(body)
    return found


def voices_of(edition: Edition, wanted: Q, people: People) -> tuple[dict[int, list[Voice]], dict[int, set[str]]]:
    """Everybody but mere contacts, each once; and the keys of those who would be there. Somebody who cannot come is left out of both."""
    found: dict[int, dict[str, Voice]] = defaultdict(dict)
    rows = Contributor.objects.filter(proposal__in=edition.proposals.filter(wanted).values("pk")).exclude(role=Contributor.Role.CONTACT)
    values = rows.order_by("place", "pk").values_list(
        "proposal_id",
        "person_id",
        "name",
        "gender",
        "is_newcomer",
        "country__code",
        "organisation__kind",
        *below("organisation__territory"),
    )
    for proposal, person, name, gender, newcomer, country, kind, *territory in values:
        if person in people.absent:
            continue
        told = people.of(person)
        found[proposal].setdefault(
            person_key(person, name),
            Voice(
                gender or told.gender,
                told.is_newcomer if newcomer is None else newcomer,
                country or told.country,
                Body(country_code(territory), kind or ""),
            ),
        )
    return (
        defaultdict(list, {proposal: list(held.values()) for proposal, held in found.items()}),
        defaultdict(set, {proposal: set(held) for proposal, held in found.items()}),
    )


def goal_codes() -> list[tuple[str, object]]:
    """(code, name) of the goals, not their targets: one statement."""
    return list(Goal.objects.filter(kind=Goal.Kind.GOAL).order_by("framework", "place").values_list("code", "name"))
