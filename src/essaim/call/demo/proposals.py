"""170 synthetic proposals: some became sessions of the fictional programme, the others are on their way."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from i18nfield.strings import LazyI18nString

from essaim.call.demo.people import Company, Somebody
from essaim.call.demo.words import Words, proposal_words
from essaim.call.models import Call, Contributor, Kind, Proposal, ProposingOrganisation, TextRevision
from essaim.forum.models import Edition, Path, Session
from essaim.registry.models import Goal, Organisation

N_PROPOSALS = 170
FORMATS = ("table-ronde", "atelier", "module", "autogeree")
STATES = (
    *[Proposal.State.RECEIVED] * 9,
    *[Proposal.State.DISCUSSED] * 7,
    *[Proposal.State.KEPT] * 6,
    *[Proposal.State.DECLINED] * 3,
    Proposal.State.WITHDRAWN,
)
AUDIENCES = ((15, "15"), (25, "30"), (30, "30"), (80, "more"))


@dataclass(slots=True)
class Made:
    """One proposal with what hangs on it, before it is written."""

    row: Proposal
    people: list[Contributor] = field(default_factory=list)
    organisations: list[ProposingOrganisation] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)


class ProposalMaker:
    def __init__(self, call: Call, company: Company, chance: random.Random) -> None:
        self.call, self.edition, self.company, self.chance = call, call.edition, company, chance
        self.kinds = {kind.nature: kind for kind in call.kinds.prefetch_related("formats")}
        self.paths = {path.letter: path for path in self.edition.paths.all()}

    def from_session(self, session: Session) -> Made:
        """What was offered before it became this session: its own words, people and organisations."""
        people = [self.company.by_person[row.person_id] for row in session.appearances.all() if row.person_id in self.company.by_person]
        nature = Kind.Nature.SELF_MANAGED if session.format and session.format.kind == "self_managed" else Kind.Nature.COLLECTIVE
        made = Made(
            self.row(
                nature=nature,
                state=Proposal.State.CONFIRMED,
                path=min(session.paths.all(), key=lambda path: path.letter),
                language="fr",
                title=session.title,
                summary=session.summary,
                format=session.format,
                session=session,
                spoken=session.spoken,
                audience=session.audience,
            )
        )
        self.fill(made, people, [row.organisation for row in session.involvements.all()])
        made.goals = list(session.goals.all())
        return made

    def from_words(self, words: Words, goals: Sequence[Goal]) -> Made:
        state = self.chance.choice(STATES)
        kind = self.kinds[words.nature]
        formats = list(kind.formats.all())
        people = list(
            {one.person.pk: one for one in (self.company.draw(words.language) for _ in range(self.chance.choice((1, 2, 2, 3))))}.values()
        )
        made = Made(
            self.row(
                nature=words.nature,
                state=state,
                path=self.paths[words.letter],
                language=words.language,
                title=LazyI18nString({words.language: words.title}),
                summary=LazyI18nString({words.language: words.summary}),
                format=self.chance.choice(formats) if formats else None,
                spoken=[words.language],
            )
        )
        if words.nature == Kind.Nature.INDIVIDUAL:
            people = people[:1]
        self.fill(made, people, list({one.organisation.pk: one.organisation for one in people}.values()))
        made.goals = self.chance.sample(list(goals), min(len(goals), self.chance.choice((0, 1, 1, 2))))
        return made

    def row(self, *, nature: str, path: Path, **facts: object) -> Proposal:
        audience, size = self.chance.choice(AUDIENCES)
        answers: dict[str, object] = {
            "plus-value": PLUS[self.chance.randrange(len(PLUS))],
            "etat": self.chance.choice(("idea", "under-way", "under-way", "done")),
            "echelle": self.chance.sample(
                ["local", "departmental", "regional", "national", "international"], self.chance.choice((1, 1, 2))
            ),
        }
        if nature != Kind.Nature.INDIVIDUAL:
            answers |= {"effectif": size, "public": self.chance.choice(("novice", "confirmed"))}
            answers |= {"combien": audience} if size == "more" else {}
            facts.setdefault("audience", audience)
        return Proposal(
            edition=self.edition,
            call=self.call,
            kind=self.kinds[nature],
            path=path,
            answers=answers,
            may_be_public=True,
            is_synthetic=True,
            revision=1,
            **facts,
        )

    def fill(self, made: Made, people: Sequence[Somebody], organisations: Sequence[Organisation]) -> None:
        roles = (Contributor.Role.AUTHOR, *[Contributor.Role.SPEAKER] * len(people))
        made.people = [contributor(made.row, one, role, place) for place, (one, role) in enumerate(zip(people, roles, strict=False))]
        by_organisation = {one.organisation.pk: one for one in self.company.by_person.values()}
        for place, organisation in enumerate(organisations):
            known = by_organisation.get(organisation.pk)
            if known:
                made.organisations.append(
                    ProposingOrganisation(
                        proposal=made.row,
                        role=ProposingOrganisation.Role.LEAD if place == 0 else ProposingOrganisation.Role.PARTNER,
                        name=str(known.organisation.name),
                        organisation=known.organisation,
                        kind=known.organisation.kind,
                        country=known.country,
                        place=place,
                    )
                )


def contributor(proposal: Proposal, one: Somebody, role: str, place: int) -> Contributor:
    return Contributor(
        proposal=proposal,
        role=role,
        name=one.person.name,
        email=one.email,
        person=one.person,
        organisation=one.organisation,
        organisation_name=str(one.organisation.name),
        country=one.country,
        gender=one.gender,
        languages=list(one.languages),
        is_newcomer=one.is_newcomer,
        place=place,
    )


PLUS = (
    "Une méthode qu'un autre territoire peut reprendre telle quelle, avec ses échecs et ses chiffres (texte inventé pour la démonstration).",
    "Des liens entre des structures qui ne se parlaient pas, et un calendrier commun (texte inventé pour la démonstration).",
    "Des emplois qui restent sur place et des décisions prises à plusieurs (texte inventé pour la démonstration).",
    "Une voix pour des groupes qui n'ont pas de statut, dans les lieux où l'on décide (texte inventé pour la démonstration).",
)


def make_proposals(call: Call, company: Company, chance: random.Random) -> list[Made]:
    """In the order they arrived."""
    maker = ProposalMaker(call, company, chance)
    words = proposal_words()
    goals = {path.letter: goals_of(path) for path in call.edition.paths.all()}
    made = [maker.from_words(one, goals[one.letter]) for one in words]
    made += [maker.from_session(session) for session in origins(call.edition, N_PROPOSALS - len(made))]
    chance.shuffle(made)
    return made


def goals_of(path: Path) -> list[Goal]:
    return list(Goal.objects.filter(kind=Goal.Kind.GOAL, sessions__paths=path).distinct().order_by("place")[:4])


def origins(edition: Edition, wanted: int) -> Iterator[Session]:
    """Accepted sessions spread over the paths, with what hangs on them preloaded."""
    rows = edition.sessions.filter(state=Session.State.ACCEPTED, format__slug__in=FORMATS, paths__isnull=False).distinct()
    found = list(
        rows.select_related("format").prefetch_related("paths", "goals", "appearances", "involvements__organisation").order_by("code")
    )
    step = len(found) / wanted
    return iter([found[int(number * step)] for number in range(wanted)])


def write_proposals(made: Sequence[Made], call: Call) -> list[Proposal]:
    """In bulk: a handful of statements. They arrived over the time the call has been open."""
    opened, n = call.opens_at, len(made)
    for number, one in enumerate(made, start=1):
        one.row.number = number
        one.row.sent_at = opened + timedelta(days=20 + 80 * number / n) if opened else None
    rows = Proposal.objects.bulk_create([one.row for one in made])
    Contributor.objects.bulk_create([person for one in made for person in one.people])
    ProposingOrganisation.objects.bulk_create([row for one in made for row in one.organisations])
    goals = Proposal.goals.through
    goals._default_manager.bulk_create([goals(proposal_id=one.row.pk, goal_id=goal.pk) for one in made for goal in one.goals])
    TextRevision.objects.bulk_create([TextRevision(proposal=row, number=1, texts=texts_of(row)) for row in rows])
    return rows


def texts_of(row: Proposal) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in ("title", "summary", "description"):
        value = getattr(row, name)
        data = value.data if isinstance(value, LazyI18nString) else {}
        found |= {f"{name}.{language}": words for language, words in (data or {}).items() if words} if isinstance(data, dict) else {}
    plus = row.answers.get("plus-value")
    return found | ({"answers.plus-value": plus} if plus else {})
