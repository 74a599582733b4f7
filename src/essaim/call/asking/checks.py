"""What is wrong with the answers given so far: where (the question), what (the value quoted). Sentences are made at the edge."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from essaim.call.asking.answers import OTHER, Answer, Answers, given
from essaim.call.asking.questions import asked, questions_of
from essaim.call.limits import LONGEST, is_mail, is_phone
from essaim.call.models import Call, Kind, Question
from essaim.kit.rows import in_a_row

VALUE_LENGTH = 80
Type = Question.Type


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing to correct. `code` is a key of essaim.call.sentences.SENTENCES, `facts` what its sentence quotes."""

    question: str
    """Its slug."""
    code: str
    facts: dict[str, object] = field(default_factory=dict)


def check_answers(
    call: Call, kind: Kind | None, language: str, answers: Answers, *, final: bool, questions: Sequence[Question] | None = None
) -> list[Trouble]:
    """In the form's order. A draft (`final` false) may leave things open and texts short; what is wrong in itself is said at once.

    Two statements, none when `questions` (of `questions_of`) are handed in.
    """
    found = questions if questions is not None else questions_of(call)
    return [
        trouble
        for question in asked(found, kind, language, answers)
        for trouble in check(question, answers.get(question.slug), final=final)
    ]


def check(question: Question, answer: Answer, *, final: bool) -> Iterator[Trouble]:
    if not given(answer) or (question.type == Type.CONSENT and answer is False):
        if final and question.is_required:
            yield Trouble(question.slug, "answer_without_consent" if question.type == Type.CONSENT else "answer_missing")
        return
    for code, facts in CHECKS[Type(question.type)](question, answer, final):
        yield Trouble(question.slug, code, {"value": quoted(answer), **facts})


def quoted(answer: Answer) -> str:
    words = in_a_row(
        str(one.get(OTHER, one)) if isinstance(one, dict) else str(one) for one in (answer if isinstance(answer, list) else [answer])
    )
    return words if len(words) <= VALUE_LENGTH else f"{words[: VALUE_LENGTH - 1]}…"


Found = Iterator[tuple[str, dict[str, object]]]


def words(question: Question, answer: Answer, final: bool) -> Found:  # noqa: FBT001 one signature for all checks
    if not isinstance(answer, str):
        yield "answer_of_another_type", {}
        return
    count = length(answer)
    most = min(LONGEST, question.most or LONGEST)
    if count > most:
        yield "answer_too_long", {"count": count, "most": most, "over": count - most}
    if final and question.least is not None and count < question.least:
        yield "answer_too_short", {"count": count, "least": question.least}


def length(text: str) -> int:
    """Characters as a person counts them: a line's end is one, blanks at the edges are none."""
    return len(text.replace("\r\n", "\n").strip())


def one(question: Question, answer: Answer, final: bool) -> Found:  # noqa: FBT001
    yield from choice(question, answer)


def several(question: Question, answer: Answer, final: bool) -> Found:  # noqa: FBT001
    if not isinstance(answer, list):
        yield "answer_of_another_type", {}
        return
    for value in answer:
        yield from choice(question, value)
    if question.most is not None and len(answer) > question.most:
        yield "answer_too_many", {"count": len(answer), "most": question.most}
    if final and question.least is not None and len(answer) < question.least:
        yield "answer_too_few", {"count": len(answer), "least": question.least}


def choice(question: Question, value: Answer) -> Found:
    if isinstance(value, dict):
        if not given(value.get(OTHER)):
            yield "answer_other_empty", {}
        elif not question.allows_other:
            yield "answer_no_others", {"value": quoted(value)}
    elif str(value) not in {str(row.get("value")) for row in question.choices}:
        yield "answer_not_listed", {"value": quoted(value)}


def yes_no(question: Question, answer: Answer, final: bool) -> Found:  # noqa: FBT001
    if not isinstance(answer, bool):
        yield "answer_of_another_type", {}


def number(question: Question, answer: Answer, final: bool) -> Found:  # noqa: FBT001
    if not isinstance(answer, int) or isinstance(answer, bool):
        yield "answer_no_number", {}
    elif question.most is not None and answer > question.most:
        yield "answer_too_high", {"most": question.most}
    elif question.least is not None and answer < question.least:
        yield "answer_too_low", {"least": question.least}


def day(question: Question, answer: Answer, final: bool) -> Found:  # noqa: FBT001
    try:
        date.fromisoformat(str(answer))
    except ValueError:
        yield "answer_no_date", {}


def web_address(question: Question, answer: Answer, final: bool) -> Found:  # noqa: FBT001
    try:
        URLValidator(schemes=["http", "https"])(answer if isinstance(answer, str) else "")
    except ValidationError:
        yield "answer_no_address", {}


def mail_address(question: Question, answer: Answer, final: bool) -> Found:  # noqa: FBT001
    if not isinstance(answer, str) or not is_mail(answer):
        yield "answer_no_email", {}


def phone(question: Question, answer: Answer, final: bool) -> Found:  # noqa: FBT001
    if not isinstance(answer, str) or not is_phone(answer):
        yield "answer_no_phone", {}


def place(question: Question, answer: Answer, final: bool) -> Found:  # noqa: FBT001
    match answer:
        case {"lat": int() | float() as lat, "lon": int() | float() as lon} if -90 <= lat <= 90 and -180 <= lon <= 180:
            return
    yield "answer_no_place", {"value": answer if isinstance(answer, str) else said_place(answer)}


def said_place(answer: Answer) -> str:
    return f"{answer.get('lat')}, {answer.get('lon')}" if isinstance(answer, dict) else quoted(answer)


def file(question: Question, answer: Answer, final: bool) -> Found:  # noqa: FBT001
    if not isinstance(answer, str):
        yield "answer_of_another_type", {}


CHECKS: dict[Question.Type, Callable[[Question, Answer, bool], Found]] = {
    Type.LINE: words,
    Type.TEXT: words,
    Type.ONE: one,
    Type.SEVERAL: several,
    Type.YES_NO: yes_no,
    Type.CONSENT: yes_no,
    Type.NUMBER: number,
    Type.DATE: day,
    Type.URL: web_address,
    Type.EMAIL: mail_address,
    Type.PHONE: phone,
    Type.PLACE: place,
    Type.FILE: file,
}
