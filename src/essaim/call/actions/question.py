"""Questions of a call's form: written, copied, put in order, removed. Answers already given are never left without their question unseen."""

from collections.abc import Mapping, Sequence
from typing import TypedDict, Unpack

from django.db import transaction

from essaim.call.actions.places import RESERVED, guard_reserved, locked_rows, moved, put_in_order
from essaim.call.asking import values_of
from essaim.call.errors import CallError
from essaim.call.models import Call, Kind, Question
from essaim.desk import journal
from essaim.desk.models import Account
from essaim.desk.rows import remove_row, save_row
from essaim.forum.actions.slugs import free_slug, taken_in
from essaim.kit.rows import in_a_row
from essaim.registry.names import Texts

WORDS = frozenset({Question.Type.LINE, Question.Type.TEXT})
LISTED = frozenset({Question.Type.ONE, Question.Type.SEVERAL})


class QuestionFacts(TypedDict, total=False):
    slug: str
    type: str
    label: Texts
    help: Texts
    section: Texts
    kinds: Sequence[Kind]
    languages: Sequence[str]
    is_required: bool
    choices: Sequence[Mapping[str, object]]
    allows_other: bool
    least: int | None
    most: int | None
    condition: Mapping[str, object]
    is_personal: bool
    is_public: bool


@transaction.atomic
def save_question(*, call: Call, question: Question | None, by: Account | None, **facts: Unpack[QuestionFacts]) -> Question:
    """Locks the call. A new one stands last. Renaming it takes the conditions on it along; one that is answered keeps name and type."""
    rows = locked_rows(Question, call)
    if question is None:
        slug = facts.pop("slug", "") or free_name(call, facts.get("label"))
        question = Question(call=call, slug=slug, place=rows[-1].place + 1 if rows else 0)
    else:
        guard_answers(question, facts)
    former, slug = question.slug, facts.get("slug") or question.slug
    facts["slug"] = slug
    guard_slug(call, question, slug)
    if slug != former or question.pk is None:
        guard_left(call, slug, is_personal=facts.get("is_personal", question.is_personal))
    saved = save_row(row=question, facts=facts, by=by, action="save_question", scope=call.edition, is_seen=call.is_public)
    if former != slug:
        rename_in_conditions(call, former, slug)
    return saved


def guard_slug(call: Call, question: Question, slug: str) -> None:
    guard_reserved(slug)
    if "__" in slug:
        raise CallError("question_slug_lines", field="slug", slug=slug)
    if Question.objects.filter(call=call, slug=slug).exclude(pk=question.pk).exists():
        raise CallError("question_slug_taken", field="slug", slug=slug)


def free_name(call: Call, names: Texts | None) -> str:
    """One that no question has, nor answers of one that was removed. Two statements a try."""
    is_taken = taken_in(Question.objects.filter(call=call))
    return free_slug(names, "question", lambda slug: slug in RESERVED or is_taken(slug) or has_answers(call, slug))


def guard_left(call: Call, slug: str, *, is_personal: bool) -> None:
    """Answers of a question that was removed may have been personal: another of its name does not show them."""
    if not is_personal and has_answers(call, slug):
        raise CallError("question_slug_left", field="slug", slug=slug)


def has_answers(call: Call, slug: str) -> bool:
    return call.proposals.filter(answers__has_key=slug).exists()


def guard_answers(question: Question, facts: QuestionFacts) -> None:
    """What answers already given rest on stays."""
    count = count_answers(question)
    if not count:
        return
    if facts.get("slug", question.slug) != question.slug:
        raise CallError("question_answered_name", field="slug", slug=question.slug, count=count)
    if question.is_personal and not facts.get("is_personal", True):
        raise CallError("question_answered_personal", field="is_personal", count=count)
    kind_of_answer = facts.get("type", question.type)
    if kind_of_answer != question.type and not {kind_of_answer, question.type} <= WORDS:
        raise CallError("question_answered_type", field="type", count=count, type=question.get_type_display())
    if question.type in LISTED and "choices" in facts:
        guard_choices(question, {str(choice.get("value")) for choice in facts["choices"]})


def guard_choices(question: Question, wanted: set[str]) -> None:
    """A choice that somebody made is not taken away. One statement."""
    gone = {str(choice.get("value")) for choice in question.choices} - wanted
    if not gone:
        return
    answers = question.call.proposals.filter(answers__has_key=question.slug).values_list("answers", flat=True)
    chosen = sorted(gone & set().union(*(values_of(one.get(question.slug)) for one in answers)))
    if chosen:
        raise CallError("choice_made", field="choices", values=", ".join(chosen))


def count_answers(question: Question) -> int:
    """Proposals that answer it, drafts too. One statement."""
    return question.call.proposals.filter(answers__has_key=question.slug).count() if question.pk else 0


def rename_in_conditions(call: Call, former: str, slug: str) -> None:
    found = [one for one in Question.objects.filter(call=call) if one.condition and one.condition.get("question") == former]
    for one in found:
        one.condition = {**one.condition, "question": slug}
    Question.objects.bulk_update(found, ["condition"])


@transaction.atomic
def copy_question(*, question: Question, by: Account | None) -> Question:
    """Stands right behind the one copied, under a name of its own. Locks the call."""
    rows = locked_rows(Question, question.call)
    kinds = list(question.kinds.all())
    slug = free_name(question.call, {"en": question.slug})
    copy = Question.objects.get(pk=question.pk)
    copy.pk, copy._state.adding, copy.slug, copy.section = None, True, slug, ""
    copy = save_row(
        row=copy, facts={"kinds": kinds}, by=by, action="copy_question", scope=question.call.edition, is_seen=question.call.is_public
    )
    order = [row.pk for row in rows]
    order.insert(order.index(question.pk) + 1, copy.pk)
    put_in_order([*rows, copy], order)
    return copy


@transaction.atomic
def remove_question(*, question: Question, by: Account | None, answered_too: bool = False) -> None:
    """One on which others depend is kept; one that is answered goes only when that is said. The answers stay in their proposals."""
    depending = [one for one in locked_rows(Question, question.call) if (one.condition or {}).get("question") == question.slug]
    if depending:
        raise CallError("question_watched", question=question, others=in_a_row(f"“{one}”" for one in depending))
    count = count_answers(question)
    if count and not answered_too:
        raise CallError("question_answered", question=question, count=count)
    remove_row(row=question, by=by, action="remove_question", scope=question.call.edition, is_seen=question.call.is_public)


@transaction.atomic
def move_question(*, question: Question, step: int, by: Account | None) -> None:
    """Up (−1) or down (+1)."""
    order = [row.pk for row in locked_rows(Question, question.call)]
    order_questions(call=question.call, order=moved(order, question.pk, step), by=by)


@transaction.atomic
def order_questions(*, call: Call, order: Sequence[int], by: Account | None) -> None:
    """The whole order, by keys; refused when it is not the form's questions (somebody added or removed one meanwhile). Locks the call."""
    rows = locked_rows(Question, call)
    if sorted(order) != sorted(row.pk for row in rows):
        raise CallError("order_of_other_questions", call=call)
    before = [row.slug for row in rows]
    if put_in_order(rows, order):
        after = [row.slug for row in sorted(rows, key=lambda row: row.place)]
        journal.record(
            by=by,
            action="order_questions",
            thing=call,
            before={"order": list(before)},
            after={"order": list(after)},
            scope=call.edition,
            is_seen=call.is_public,
        )
