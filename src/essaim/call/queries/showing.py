"""One proposal as a page shows it: texts in every language, answers in words, people and organisations."""

from dataclasses import dataclass

from i18nfield.strings import LazyI18nString

from essaim.call.asking import said
from essaim.call.models import Contributor, Proposal, ProposingOrganisation, Question
from essaim.desk.models import Upload


@dataclass(frozen=True, slots=True)
class Said:
    """One text in one language."""

    language: str
    title: str
    summary: str
    description: str


@dataclass(frozen=True, slots=True)
class Answered:
    question: Question
    words: str
    upload: Upload | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    texts: tuple[Said, ...]
    """The language it was written in first."""
    answers: tuple[Answered, ...]
    people: tuple[Contributor, ...]
    organisations: tuple[ProposingOrganisation, ...]
    goals: tuple[str, ...]


def shown_proposal(proposal: Proposal, *, with_personal: bool, only_public: bool = False) -> Shown:
    """Five statements. Personal answers only `with_personal`; a stranger's page asks for what is public alone."""
    questions = proposal.call.questions.all()
    if only_public:
        questions = questions.filter(is_public=True)
    if not with_personal:
        questions = questions.filter(is_personal=False)
    files = {row.question: row.upload for row in proposal.files.select_related("upload")}
    answers = [answered(question, proposal, files.get(question.slug)) for question in questions]
    return Shown(
        texts=texts_of(proposal),
        answers=tuple(one for one in answers if one.words or one.upload),
        people=tuple(proposal.contributors.select_related("organisation", "country", "account")),
        organisations=tuple(proposal.organisations.select_related("organisation", "country")),
        goals=tuple(proposal.goals.order_by("place").values_list("code", flat=True)),
    )


def texts_of(proposal: Proposal) -> tuple[Said, ...]:
    by_field = {name: data_of(getattr(proposal, name)) for name in ("title", "summary", "description")}
    codes = dict.fromkeys([proposal.language, *(code for data in by_field.values() for code in data)])
    return tuple(
        Said(code, *(by_field[name].get(code, "") for name in ("title", "summary", "description")))
        for code in codes
        if any(by_field[name].get(code) for name in by_field)
    )


def data_of(value: object) -> dict[str, str]:
    data = value.data if isinstance(value, LazyI18nString) else value
    return {code: words for code, words in data.items() if words} if isinstance(data, dict) else {}


def answered(question: Question, proposal: Proposal, upload: Upload | None) -> Answered:
    return Answered(question, "" if upload else said(question, proposal.answers.get(question.slug)), upload)
