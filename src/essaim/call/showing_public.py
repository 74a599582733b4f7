"""What of a proposal everybody may read. The only door for public pages and files: personal answers do not pass it."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import get_language
from i18nfield.strings import LazyI18nString

from essaim.call.asking import asked, given, said
from essaim.call.models import Proposal, Question
from essaim.kit.private import masked

NEVER = frozenset({Question.Type.EMAIL, Question.Type.PHONE, Question.Type.CONSENT, Question.Type.FILE})
"""Types whose answers are never public, whatever the team ticked: addresses, numbers, agreements, and files (which may hold either)."""


def public_questions(questions: Sequence[Question]) -> list[Question]:
    return [question for question in questions if question.is_public and not question.is_personal and question.type not in NEVER]


def public_answers(proposal: Proposal, questions: Sequence[Question], reader: str = "") -> Iterator[tuple[Question, str]]:
    """Answers in the reader's words to the questions that are public and were put to this proposal. `questions` are all of its call's."""
    here = asked(questions, proposal.kind, proposal.language, proposal.answers)
    for question in public_questions(here):
        answer = proposal.answers.get(question.slug)
        if given(answer):
            yield question, masked(said(question, answer, reader or get_language() or "en"))


def masked_text(text: LazyI18nString | str) -> LazyI18nString:
    data = text.data if isinstance(text, LazyI18nString) else text
    if isinstance(data, Mapping):
        return LazyI18nString({code: masked(words) for code, words in data.items() if words})
    return LazyI18nString(masked(str(data or "")))
