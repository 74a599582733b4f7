"""Sessions as members of a draft: those of the draft programme, and those of a released version as it said them."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q

from essaim.call.balancing import Member, Place
from essaim.call.models import Kind, Proposal
from essaim.call.queries.balance_speakers import ON_STAGE, PLACE, People, person_key, place_from
from essaim.call.queries.balance_units import Body, Voice, below, country_code, units_of_people, units_of_session
from essaim.desk.journal import plain
from essaim.forum.models import Appearance, Edition, Format, Involvement, Session, Slot, Version

LEADING = frozenset({Involvement.Role.LEAD, Involvement.Role.HOST})


@dataclass(slots=True)
class Around:
    """What hangs on an edition's sessions, by session."""

    bodies: dict[int, list[tuple[str, Body]]] = field(default_factory=lambda: defaultdict(list))
    """(name as JSON, organisation)."""
    voices: dict[int, list[tuple[int, str, Voice]]] = field(default_factory=lambda: defaultdict(list))
    """(person, name, what is known)."""
    goals: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    paths: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))


def around(edition: Edition, people: People) -> Around:
    """Four statements, whatever the number of sessions."""
    found = Around()
    for session, letter in edition.sessions.filter(paths__isnull=False).order_by().values_list("pk", "paths__letter"):
        found.paths[session].add(letter)
    for session, code in edition.sessions.filter(goals__isnull=False).order_by().values_list("pk", "goals__code"):
        found.goals[session].add(code.partition(".")[0])
    rows = Involvement.objects.filter(session__edition=edition).order_by("place", "pk")
    for session, role, name, kind, *territory in rows.values_list(
        "session_id", "role", "organisation__name", "organisation__kind", *below("organisation__territory")
    ):
        found.bodies[session].append((said(name), Body(country_code(territory), kind or "", role in LEADING)))
    stage = Appearance.objects.filter(ON_STAGE, session__edition=edition).exclude(answer=Appearance.Answer.DECLINED).order_by("place", "pk")
    values = stage.values_list(
        "session_id", "person_id", "person__name", "presence", "country__code", "organisation__kind", *below("organisation__territory")
    )
    for session, person, name, presence, country, kind, *territory in values:
        if presence != Appearance.Presence.ABSENT:
            told = people.of(person)
            voice = Voice(told.gender, told.is_newcomer, country or told.country, Body(country_code(territory), kind or ""))
            found.voices[session].append((person, name, voice))
    return found


def said(name: object) -> str:
    """A content text as one string, to find it again in what a version said."""
    return json.dumps(plain(name), sort_keys=True, ensure_ascii=False)


def session_key(pk: int) -> str:
    return f"s:{pk}"


COLUMNS = (
    "pk", "format__slug", "format__kind", "spoken", "interpreted", "audience", "follows_id", "proposal__kind__nature", "proposal__merger", "n_attached"
)  # fmt: skip


def session_members(edition: Edition, people: People) -> list[Member]:
    """Accepted sessions but breaks, as the draft has them. Seven statements, whatever their number."""
    held = around(edition, people)
    drafted = Slot.objects.filter(version__edition=edition, version__number=None).values_list("session_id", *PLACE)
    places = {session: place_from(*place) for session, *place in drafted}
    followed = set(edition.sessions.filter(follows__isnull=False).values_list("follows_id", flat=True))
    rows = edition.sessions.filter(state=Session.State.ACCEPTED).exclude(format__kind=Format.Kind.BREAK).order_by("pk")
    rows = rows.annotate(n_attached=Count("proposal__attached", Q(proposal__attached__state=Proposal.State.ATTACHED)))
    found = []
    for pk, slug, kind, spoken, interpreted, audience, follows, nature, merger, n_attached in rows.values_list(*COLUMNS):
        there = [(person, name, voice) for person, name, voice in held.voices[pk] if person not in people.absent]
        found.append(
            Member(
                key=session_key(pk),
                paths=frozenset(held.paths[pk]),
                kind=nature or (Kind.Nature.SELF_MANAGED if kind == Format.Kind.SELF_MANAGED else Kind.Nature.COLLECTIVE),
                format=slug or "",
                units=units_of_people(bodies=[body for _, body in held.bodies[pk]], voices=once(there))
                | units_of_session(languages=spoken, format_slug=slug or "", goals=held.goals[pk]),
                audience=audience,
                people=frozenset(person_key(person, name) for person, name, _ in there),
                n_booths=booths_for(spoken, interpreted),
                place=places.get(pk),
                is_fixed=bool(follows or pk in followed or merger or n_attached),
            )
        )
    return found


def once(there: Iterable[tuple[int, str, Voice]]) -> list[Voice]:
    """Somebody with two roles in one session is one person."""
    return list({person: voice for person, _, voice in there}.values())


def booths_for(spoken: Sequence[str], interpreted: Sequence[str]) -> int:
    """One for each language interpreted into, but the one spoken first."""
    return len(set(interpreted) - set(spoken[:1]))


def version_members(edition: Edition, version: Version, people: People) -> list[Member]:
    """As the version said them: sessions, people, organisations, languages, paths. What people declared, kinds, countries, goals and seats are
    today's; whoever can no longer be found is unknown. Eight statements, whatever their number."""
    held = around(edition, people)
    slugs = {said(name): slug for slug, name in edition.formats.values_list("slug", "name")}
    breaks = set(edition.formats.filter(kind=Format.Kind.BREAK).values_list("slug", flat=True))
    voices, bodies = by_name(held)
    found = []
    for session, facts, *place in version.slots.order_by("pk").values_list("session_id", "facts", *PLACE):
        slug = slugs.get(said(facts.get("format")), "")
        if facts.get("state") == Session.State.CANCELLED or slug in breaks:
            continue
        found.append(version_member(session, facts, slug, place_from(*place), held, voices, bodies))
    return found


def version_member(
    session: int,
    facts: dict[str, Any],
    slug: str,
    place: Place,
    held: Around,
    voices: Callable[[int, str], Voice],
    bodies: Callable[[int, str], Body],
) -> Member:
    roles = {Appearance.Role.CONTACT, Appearance.Role.INTERPRETER}
    names = dict.fromkeys(one["name"] for one in facts.get("people") or [] if one["role"] not in roles)
    behind = [(bodies(session, said(one["name"])), one["role"]) for one in facts.get("organisations") or []]
    return Member(
        key=session_key(session),
        paths=frozenset(facts.get("paths") or ()),
        format=slug,
        units=units_of_people(
            bodies=[Body(body.country, body.kind, role in LEADING) for body, role in behind],
            voices=[voices(session, name) for name in names],
        )
        | units_of_session(languages=facts.get("spoken") or (), format_slug=slug, goals=held.goals[session]),
        place=place,
        is_fixed=True,
    )


def by_name(held: Around) -> tuple[Callable[[int, str], Voice], Callable[[int, str], Body]]:
    """Whom a version named: first as that session has them today, else as any session of the edition has."""
    people = {(session, name): voice for session, rows in held.voices.items() for _, name, voice in rows}
    anyone = {name: voice for (_, name), voice in people.items()}
    bodies = {(session, name): body for session, rows in held.bodies.items() for name, body in rows}
    any_body = {name: body for (_, name), body in bodies.items()}
    return (
        lambda session, name: people.get((session, name)) or anyone.get(name) or Voice(),
        lambda session, name: bodies.get((session, name)) or any_body.get(name) or Body(),
    )


def has_sessions(edition: Edition) -> bool:
    return edition.sessions.filter(~Q(state=Session.State.CANCELLED)).exists()
