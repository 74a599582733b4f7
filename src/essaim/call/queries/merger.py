"""What several proposals bring to a merger, and of a merged one, what came from whom."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from essaim.call.asking import given, questions_of, text_slugs
from essaim.call.models import Contributor, Merger, MergerPart, Proposal, ProposingOrganisation, Question
from essaim.call.queries.showing import data_of
from essaim.call.rules import is_author, may_decide
from essaim.forum.rules import Standing
from essaim.kit.merging import pieces
from essaim.registry.names import folded

State = Proposal.State
COLUMNS = ("title", "summary", "description")
ANSWERS = "answers"
BETWEEN_VERSIONS = "\n\n"


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a field. `proposal` is a part, or an earlier merger of the same parts that was undone."""

    proposal: Proposal
    words: str
    is_earlier: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """A text in all its versions: a column in one language ("summary.fr"), or a written answer ("answers.added-value")."""

    name: str
    versions: tuple[Version, ...]
    question: Question | None = None

    @property
    def language(self) -> str:
        return "" if self.question else self.name.partition(".")[2]

    @property
    def column(self) -> str:
        return self.name.partition(".")[0]

    @property
    def is_open(self) -> bool:
        """More than one text to choose from."""
        return len({one.words for one in self.versions}) > 1

    @property
    def usual(self) -> str:
        """A title is the first one's; of other texts every version stands, one after the other, so that nothing is dropped unseen."""
        own = [one.words for one in self.versions if not one.is_earlier]
        return own[0] if self.column == "title" else BETWEEN_VERSIONS.join(dict.fromkeys(own))


@dataclass(frozen=True, slots=True)
class Chosen:
    """An answer that is chosen, ticked or counted, in all its versions."""

    question: Question
    versions: tuple[tuple[Proposal, Any], ...]

    @property
    def is_open(self) -> bool:
        return len({json.dumps(answer, sort_keys=True) for _part, answer in self.versions}) > 1 and not self.is_joined

    @property
    def is_joined(self) -> bool:
        """Nobody has to choose: lists are added up, an agreement holds when all agreed."""
        return self.question.type in (Question.Type.SEVERAL, Question.Type.CONSENT)

    @property
    def usual(self) -> Any:
        answers = [answer for _part, answer in self.versions]
        if self.question.type == Question.Type.CONSENT:
            return all(answers)
        if self.question.type == Question.Type.SEVERAL:
            joined: list[Any] = []
            for answer in answers:
                joined += [one for one in (answer if isinstance(answer, list) else [answer]) if one not in joined]
            return joined
        return answers[0]


@dataclass(frozen=True, slots=True)
class Material:
    """Everything a merger of these parts is made of. Personal answers are left with their part, files as well."""

    parts: tuple[Proposal, ...]
    texts: tuple[Written, ...]
    answers: tuple[Chosen, ...]
    personal: tuple[Question, ...]
    """Questions whose answers stay behind."""
    seen: str
    """Changes when any part's text or answer does."""


def material_of(parts: Sequence[Proposal]) -> Material:
    """In the order given, which is the order of first choice. Three statements for each call the parts belong to, three more at most."""
    questions = questions_in(parts)
    written_ones = set(text_slugs(list(questions.values())))
    open_questions = [one for one in questions.values() if not one.is_personal and one.type != Question.Type.FILE]
    earlier = earlier_merger(parts)
    texts = [
        *(written(f"{column}.{code}", parts, earlier) for code in codes_of(parts) for column in COLUMNS),
        *(written(f"{ANSWERS}.{one.slug}", parts, earlier, one) for one in open_questions if one.slug in written_ones),
    ]
    answers = [chosen(one, parts) for one in open_questions if one.slug not in written_ones]
    personal = [one for one in questions.values() if one.is_personal and any(given(part.answers.get(one.slug)) for part in parts)]
    return Material(
        tuple(parts),
        tuple(one for one in texts if one.versions),
        tuple(one for one in answers if one.versions),
        tuple(personal),
        fingerprint(parts),
    )


def questions_in(parts: Sequence[Proposal]) -> dict[str, Question]:
    """Of all the calls the parts belong to, by name. What one of them keeps private stays so, whatever another calls by that name."""
    found: dict[str, Question] = {}
    for call in {part.call_id: part.call for part in parts}.values():
        found |= {one.slug: one for one in questions_of(call) if one.slug not in found or not found[one.slug].is_personal}
    return found


def codes_of(parts: Iterable[Proposal]) -> list[str]:
    """Languages of the texts, those the parts were written in first."""
    known = list(parts)
    others = [code for part in known for column in COLUMNS for code in data_of(getattr(part, column))]
    return list(dict.fromkeys([*(part.language for part in known), *others]))


def written(name: str, parts: Sequence[Proposal], earlier: Proposal | None, question: Question | None = None) -> Written:
    versions = [Version(part, words) for part in parts if (words := text_at(part, name))]
    if earlier is not None and (words := text_at(earlier, name)) and versions:
        versions.append(Version(earlier, words, is_earlier=True))
    return Written(name, tuple(versions), question)


def chosen(question: Question, parts: Sequence[Proposal]) -> Chosen:
    answered = [part for part in parts if given(part.answers.get(question.slug))]
    if answered and question.type == Question.Type.CONSENT:  # whoever says nothing has not agreed
        return Chosen(question, tuple((part, part.answers.get(question.slug) is True) for part in parts))
    return Chosen(question, tuple((part, part.answers[question.slug]) for part in answered))


def text_at(proposal: Proposal, name: str) -> str:
    column, _dot, rest = name.partition(".")
    found = proposal.answers.get(rest) if column == ANSWERS else data_of(getattr(proposal, column)).get(rest)
    return found.strip() if isinstance(found, str) else ""


def texts_in(proposal: Proposal, questions: Iterable[Question]) -> dict[str, str]:
    """Every text by field."""
    columns = [f"{column}.{code}" for column in COLUMNS for code in data_of(getattr(proposal, column))]
    names = [*columns, *(f"{ANSWERS}.{slug}" for slug in text_slugs(list(questions)))]
    return {name: words for name in names if (words := text_at(proposal, name))}


def fingerprint(parts: Iterable[Proposal]) -> str:
    facts = [[part.pk, part.state, part.revision, {name: data_of(getattr(part, name)) for name in COLUMNS}, part.answers] for part in parts]
    return hashlib.sha256(json.dumps(sorted(facts, key=lambda one: int(one[0])), sort_keys=True, default=str).encode()).hexdigest()[:24]


def earlier_merger(parts: Sequence[Proposal]) -> Proposal | None:
    """The last result of just these parts that was undone, so that what was written then is not lost. Two statements."""
    keys = {part.pk for part in parts}
    rows = Merger.objects.filter(parts__proposal=parts[0], undone_at__isnull=False).select_related("result").prefetch_related("parts")
    return next((one.result for one in rows.order_by("-undone_at") if {part.proposal_id for part in one.parts.all()} == keys), None)


# --- the trace -----------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the merged text, and the parts that brought it; none: it was written at the merger or since."""

    words: str
    space: str
    parts: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class Traced:
    name: str
    language: str
    question: Question | None
    sentences: tuple[Sentence, ...]

    @property
    def column(self) -> str:
        return self.name.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Brought:
    """One part: its people and organisations in the result, its goals, and what of its texts is not in the result today."""

    part: MergerPart
    people: tuple[str, ...]
    organisations: tuple[str, ...]
    goals: tuple[str, ...]
    left: tuple[tuple[str, str], ...]
    """(field, words)"""


@dataclass(frozen=True, slots=True)
class Trace:
    merger: Merger
    texts: tuple[Traced, ...]
    parts: tuple[Brought, ...]


def trace_of(result: Proposal) -> Trace | None:
    """What came from whom, down to the parts of parts, but for personal answers; None for what is no result of a merger. Six statements, two
    more a level below."""
    merger = Merger.objects.filter(result=result).select_related("by", "undone_by").first()
    if merger is None:
        return None
    parts = parts_of(merger)
    questions = {one.slug: one for one in questions_of(result.call) if not one.is_personal}
    now = texts_in(result, questions.values())
    sources = {name: sentence_sources(parts, name) for name in now}
    people = dict(result.contributors.values_list("pk", "name"))
    organisations = dict(ProposingOrganisation.objects.filter(proposal=result).values_list("pk", "name"))
    return Trace(
        merger,
        tuple(traced(name, words, sources[name], questions) for name, words in now.items()),
        tuple(brought(part, now, people, organisations) for part in parts),
    )


def parts_of(merger: Merger) -> list[MergerPart]:
    """With those behind a part that is itself a merged one. One statement a level."""
    found = list(merger.parts.select_related("proposal__path").order_by("place", "pk"))
    inner = Merger.objects.filter(result__in=[one.proposal_id for one in found], undone_at=None)
    return found + [part for one in inner for part in parts_of(one)]


def sentence_sources(parts: Sequence[MergerPart], name: str) -> dict[str, tuple[Proposal, ...]]:
    """Sentence → the parts that had it when they were merged, the deepest alone where a part is a merged one itself."""
    merged = {part.merger.result_id for part in parts}
    found: dict[str, dict[int, Proposal]] = {}
    for part in parts:
        for piece in pieces(str(part.brought.get("texts", {}).get(name, ""))):
            if piece.words:
                found.setdefault(piece.words, {})[part.proposal_id] = part.proposal
    return {words: deepest(sources, merged) for words, sources in found.items()}


def deepest(sources: dict[int, Proposal], merged: set[int]) -> tuple[Proposal, ...]:
    leaves = {key: one for key, one in sources.items() if key not in merged}
    return tuple(sorted((leaves or sources).values(), key=lambda one: one.number))


def traced(name: str, words: str, sources: dict[str, tuple[Proposal, ...]], questions: dict[str, Question]) -> Traced:
    column, _dot, rest = name.partition(".")
    question = questions.get(rest) if column == ANSWERS else None
    sentences = tuple(Sentence(one.words, one.space, sources.get(one.words, ())) for one in pieces(words))
    return Traced(name, "" if question else rest, question, sentences)


def brought(part: MergerPart, now: dict[str, str], people: dict[int, str], organisations: dict[int, str]) -> Brought:
    facts = part.brought
    texts = {str(name): str(words) for name, words in facts.get("texts", {}).items()}
    left = [(name, gone) for name, words in texts.items() if (gone := missing_in(words, now.get(name, "")))]
    return Brought(
        part,
        tuple(people[key] for key in facts.get("people", []) if key in people),
        tuple(organisations[key] for key in facts.get("organisations", []) if key in organisations),
        tuple(facts.get("goals", [])),
        tuple(left),
    )


def missing_in(words: str, now: str) -> str:
    """The sentences of `words` that do not stand in `now`."""
    standing = {one.words for one in pieces(now)}
    return "".join(one.whole for one in pieces(words) if one.words and one.words not in standing).strip()


# --- what it went into ---------------------------------------------------------------------------------------------------------------------


def wholes_of(proposal: Proposal) -> Iterator[Proposal]:
    """What it was merged into, and what that was, up to the outermost. One statement each, and one more."""
    rows = MergerPart.objects.filter(merger__undone_at=None).select_related("merger__result__edition")
    while (part := rows.filter(proposal=proposal).first()) is not None:
        proposal = part.merger.result
        yield proposal


# --- whose addresses -----------------------------------------------------------------------------------------------------------------------


def strangers_in(proposal: Proposal, standing: Standing) -> frozenset[int]:
    """Keys of contributors of a merged one whose address and declarations this person may not read: those another part brought.

    Whoever decides on it reads all. Empty for what is no merger: no statement for what somebody began, one else; two a level of parts more.
    """
    if proposal.created_by_id:
        return frozenset()
    merger = Merger.objects.filter(result=proposal).first()
    if merger is None or may_decide(standing, proposal):
        return frozenset()
    own = [one for part in leaves_of(merger) if is_author(standing, part) for one in part.contributors.all()]
    came = {key for part in merger.parts.all() for key in part.brought.get("people", [])}
    mine = standing.account.pk if standing.account else 0
    rows = [one for one in proposal.contributors.all() if one.pk in came and one.account_id != mine]
    return frozenset(one.pk for one in rows if not any(is_same(one, known) for known in own))


def leaves_of(merger: Merger) -> list[Proposal]:
    """The parts, and of a part that is or was a merger its own parts instead."""
    rows = [part.proposal for part in merger.parts.select_related("proposal").prefetch_related("proposal__contributors")]
    inner = {one.result_id: one for one in Merger.objects.filter(result__in=rows)}
    return [leaf for row in rows for leaf in (leaves_of(inner[row.pk]) if row.pk in inner else [row])]


def is_same(one: Contributor, other: Contributor) -> bool:
    """An account or a person of the registry decides; else the name, written whole or begun alike ("Claire", "Claire B."), with the address
    where both have one: people may share an association's address."""
    for key in ("account_id", "person_id"):
        mine, theirs = getattr(one, key), getattr(other, key)
        if mine and theirs:
            return bool(mine == theirs)
    names = sorted((folded(one.name), folded(other.name)), key=len)
    if one.email and other.email:
        return one.email.lower() == other.email.lower() and names[1].startswith(names[0])
    return names[0] == names[1] and folded(one.organisation_name) == folded(other.organisation_name)
