"""What an answer says: to a condition, and to a reader."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeAlias

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from essaim.call.models import Question
from essaim.kit.dates import long_day
from essaim.kit.languages import spoken

Answer: TypeAlias = Any
"""JSON as the package's docstring says."""
Answers: TypeAlias = Mapping[str, Answer]

OTHER = "other"
"""Stands for whatever was written in, in conditions."""
YES, NO = "yes", "no"


def given(answer: Answer) -> bool:
    """Is there an answer? False is one (no); empty words, lists and maps are none."""
    if isinstance(answer, str):
        return bool(answer.strip())
    return answer is not None and answer not in ([], {})


def values_of(answer: Answer) -> set[str]:
    """The answer as a condition sees it: choice values, "other", "yes", "no", a number's digits."""
    match answer:
        case bool():
            return {YES if answer else NO}
        case list():
            return set().union(*(values_of(one) for one in answer))
        case dict():
            return {OTHER} if answer.get(OTHER) else set()
        case None | "":
            return set()
        case _:
            return {str(answer)}


def said(question: Question, answer: Answer, reader: str = "") -> str:
    """The answer in the reader's words: labels of choices, yes and no, a day with its month's name. "" when there is none."""
    reader = reader or get_language() or "en"
    if not given(answer):
        return ""
    match answer:
        case bool():
            return _("yes") if answer else _("no")
        case list():
            return "; ".join(words for one in answer if (words := said(question, one, reader)))
        case {"other": words}:
            return str(words)
        case {"lat": lat, "lon": lon}:
            return f"{lat}, {lon}"
        case str() if question.type == Question.Type.DATE:
            return day_said(answer, reader)
        case _:
            return label_of(question, str(answer), reader)


def label_of(question: Question, value: str, reader: str) -> str:
    """A choice's label; any other value is its own word."""
    if question.type not in (Question.Type.ONE, Question.Type.SEVERAL):
        return value
    found = next((choice for choice in question.choices if str(choice.get("value")) == value), None)
    return (spoken(found.get("label"), reader).text or value) if found else value


def day_said(answer: str, reader: str) -> str:
    try:
        return long_day(date.fromisoformat(answer), reader.split("-", maxsplit=1)[0])
    except ValueError:
        return answer
