"""Which questions are put to whom. All of it works on a list of questions that is read once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from i18nfield.strings import LazyI18nString

from essaim.call.asking.answers import Answers, values_of
from essaim.call.models import Call, Kind, Question


@dataclass(frozen=True, slots=True)
class Section:
    """Questions under one heading; the first may have none."""

    heading: LazyI18nString | str
    questions: tuple[Question, ...]


def questions_of(call: Call) -> list[Question]:
    """In their order, with the kinds they are for. Two statements; none when `questions__kinds` are preloaded on the call."""
    kept = getattr(call, "_prefetched_objects_cache", {})
    return list(call.questions.all() if "questions" in kept else call.questions.prefetch_related("kinds"))


def applying(questions: Iterable[Question], kind: Kind | None, language: str) -> list[Question]:
    """Those for this kind and language, whatever was answered. Without a kind or language: those of any."""
    return [
        question
        for question in questions
        if (kind is None or not (keys := [one.pk for one in question.kinds.all()]) or kind.pk in keys) and is_for(question, language)
    ]


def is_for(question: Question, language: str) -> bool:
    """Is it put to proposals in this language ("fr-CA" as "fr")? To those in none yet, too."""
    base = language.split("-", maxsplit=1)[0]
    return not language or not question.languages or language in question.languages or base in question.languages


def asked(questions: Iterable[Question], kind: Kind | None, language: str, answers: Answers) -> list[Question]:
    """Those to be answered now: a condition holds only while the question it names is itself asked."""
    here = applying(questions, kind, language)
    by_slug = {question.slug: question for question in here}
    known: dict[str, bool] = {}

    def holds(question: Question) -> bool:
        if question.slug not in known:
            known[question.slug] = False  # a circle of conditions never holds
            wanted = question.condition.get("question") if question.condition else None
            known[question.slug] = wanted is None or (
                wanted in by_slug and holds(by_slug[wanted]) and bool(values_of(answers.get(wanted)) & wanted_values(question))
            )
        return known[question.slug]

    return [question for question in here if holds(question)]


def wanted_values(question: Question) -> set[str]:
    """The answers the condition waits for, as `values_of` gives them."""
    return values_of(list(question.condition.get("is", [])))


def sections(questions: Sequence[Question], shown: Iterable[Question]) -> list[Section]:
    """`shown` under their headings. A section whose opening question is not shown keeps its heading."""
    wanted = {question.pk for question in shown}
    found: list[tuple[LazyI18nString | str, list[Question]]] = [("", [])]
    for question in questions:
        if question.section:
            found.append((question.section, []))
        if question.pk in wanted:
            found[-1][1].append(question)
    return [Section(heading, tuple(inside)) for heading, inside in found if inside]


def text_slugs(questions: Iterable[Question]) -> list[str]:
    """Questions answered with free words, which several people may write at once ("answers.<slug>" in a TextRevision)."""
    return [question.slug for question in questions if question.type in (Question.Type.LINE, Question.Type.TEXT)]
