"""What is wrong with a call's form, before anybody fills it in. Reads rows, writes nothing; the sentences are in faults_said."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.conf import settings
from i18nfield.strings import LazyI18nString

from essaim.call.asking.answers import NO, OTHER, YES, values_of
from essaim.call.asking.questions import is_for, wanted_values
from essaim.call.deadline import is_place
from essaim.call.models import Call, Kind, Question

Type = Question.Type
LISTED = frozenset({Type.ONE, Type.SEVERAL})
ANSWERED_BY_CHOICE = LISTED | {Type.YES_NO, Type.CONSENT}
ADDRESSES = frozenset({Type.EMAIL, Type.PHONE})


class Weight(StrEnum):
    ERROR = "error"
    """Somebody cannot answer, or sees what they should not."""
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Fault:
    weight: Weight
    code: str
    question: Question | None = None
    kind: Kind | None = None
    facts: dict[str, object] = field(default_factory=dict)


def faults_of(call: Call, kinds: Sequence[Kind], questions: Sequence[Question]) -> list[Fault]:
    """The gravest first, each in the form's order. No statement when the questions' kinds are preloaded."""
    found = [
        *of_call(call, kinds, questions),
        *(fault for kind in kinds for fault in untranslated(call, {"name": kind.name, "help": kind.help}, kind=kind)),
        *(fault for question in questions for fault in of_question(question, call, kinds, questions)),
    ]
    order = list(Weight)
    return sorted(found, key=lambda fault: order.index(fault.weight))


def languages_of(call: Call) -> list[str]:
    """Those its texts are held in: the languages one may write in; while any is allowed, the edition's that our pages have, too."""
    own = [code for code in call.edition.languages if code in dict(settings.LANGUAGES)]
    return list(call.languages or own or call.edition.languages)


def of_call(call: Call, kinds: Sequence[Kind], questions: Sequence[Question]) -> Iterator[Fault]:
    if not kinds:
        yield Fault(Weight.ERROR, "no_kind")
    if call.closes_at is None:
        yield Fault(Weight.WARNING, "no_end")
    if not is_place(call.time_zone):
        yield Fault(Weight.WARNING, "zone_of_no_place", facts={"zone": call.time_zone})
    if call.is_public and not call.edition.is_public:
        yield Fault(Weight.WARNING, "edition_hidden")
    yield from untranslated(call, {"name": call.name, "intro": call.intro, "after": call.after})


def of_question(question: Question, call: Call, kinds: Sequence[Kind], questions: Sequence[Question]) -> Iterator[Fault]:
    texts = {"label": question.label, "help": question.help, "section": question.section}
    yield from untranslated(call, texts, question=question)
    yield from of_choices(question, call)
    yield from of_condition(question, kinds, questions)
    if question.type == Type.CONSENT:
        yield Fault(Weight.NOTE, "agreement_besides", question)
    if question.is_personal and question.is_public:
        yield Fault(Weight.ERROR, "personal_and_public", question)
    if question.type == Type.FILE and question.is_public:
        yield Fault(Weight.NOTE, "file_not_public", question)
    if question.type in ADDRESSES and not question.is_personal:
        yield Fault(Weight.ERROR if question.is_public else Weight.WARNING, "address_not_personal", question)
    if question.least is not None and question.most is not None and question.least > question.most:
        yield Fault(Weight.ERROR, "limits_crossed", question, facts={"least": question.least, "most": question.most})
    if call.languages and not any(is_for(question, code) for code in call.languages):
        yield Fault(Weight.ERROR, "language_not_offered", question, facts={"languages": list(question.languages)})


def of_choices(question: Question, call: Call) -> Iterator[Fault]:
    if question.type not in LISTED:
        return
    values = [str(choice.get("value")) for choice in question.choices]
    if not values or (len(values) < 2 and not question.allows_other and question.type == Type.ONE):
        yield Fault(
            Weight.ERROR if not values and not question.allows_other else Weight.WARNING,
            "few_choices",
            question,
            facts={"count": len(values)},
        )
    if question.type == Type.SEVERAL and question.least and question.least > len(values) and not question.allows_other:
        yield Fault(Weight.ERROR, "too_few_to_choose", question, facts={"least": question.least, "count": len(values)})
    missing = {
        code: [str(choice.get("value")) for choice in question.choices if not (choice.get("label") or {}).get(code)]
        for code in languages_of(call)
    }
    lacking = [code for code, values_missing in missing.items() if values_missing]
    if lacking:
        without = dict.fromkeys(value for code in lacking for value in missing[code])
        yield Fault(Weight.WARNING, "choices_untranslated", question, facts={"languages": lacking, "values": list(without)})


def untranslated(
    call: Call, texts: Mapping[str, LazyI18nString | str], *, question: Question | None = None, kind: Kind | None = None
) -> Iterator[Fault]:
    """A text that exists in one language and is missing in another the call is held in."""
    for name, text in texts.items():
        given = {code for code, words in data_of(text).items() if words}
        missing = [code for code in languages_of(call) if code not in given]
        if given and missing:
            yield Fault(Weight.WARNING, "untranslated", question, kind, {"text": name, "languages": missing})


def data_of(text: LazyI18nString | str) -> dict[str, str]:
    data = text.data if isinstance(text, LazyI18nString) else text
    return data if isinstance(data, dict) else {}


def of_condition(question: Question, kinds: Sequence[Kind], questions: Sequence[Question]) -> Iterator[Fault]:
    if not question.condition:
        return
    by_slug = {one.slug: number for number, one in enumerate(questions)}
    name = str(question.condition.get("question", ""))
    facts: dict[str, object] = {"on": name}
    if name not in by_slug:
        yield Fault(Weight.ERROR, "condition_on_nothing", question, facts=facts)
        return
    watched = questions[by_slug[name]]
    facts = {"on": str(watched.label) or name}
    if by_slug[name] >= by_slug[question.slug]:
        yield Fault(Weight.ERROR, "condition_on_later", question, facts=facts)
    wanted = wanted_values(question)
    unmet = sorted(wanted - possible_values(watched))
    if len(unmet) == len(wanted):
        yield Fault(Weight.ERROR, "condition_never", question, facts={**facts, "values": unmet})
    elif unmet:
        yield Fault(Weight.WARNING, "condition_partly", question, facts={**facts, "values": unmet})
    for kind in apart(question, watched, kinds):
        yield Fault(Weight.ERROR, "condition_on_other_kind", question, kind, facts)
    if watched.languages and (not question.languages or set(question.languages) - set(watched.languages)):
        yield Fault(Weight.ERROR, "condition_on_other_language", question, facts={**facts, "languages": list(watched.languages)})
    if in_circle(question, questions):
        yield Fault(Weight.ERROR, "condition_in_circle", question, facts=facts)
    if question.is_required:
        yield Fault(Weight.NOTE, "required_behind_condition", question, facts=facts)


def possible_values(question: Question) -> set[str]:
    if question.type in LISTED:
        return {str(choice.get("value")) for choice in question.choices} | ({OTHER} if question.allows_other else set())
    if question.type in ANSWERED_BY_CHOICE:
        return {YES, NO} if question.type == Type.YES_NO else {YES}
    return values_of(None)


def apart(question: Question, watched: Question, kinds: Sequence[Kind]) -> Iterable[Kind]:
    """Kinds that get the question but never the one it depends on."""
    of_question, of_watched = ({kind.pk for kind in one.kinds.all()} for one in (question, watched))
    return [kind for kind in kinds if (not of_question or kind.pk in of_question) and of_watched and kind.pk not in of_watched]


def in_circle(question: Question, questions: Sequence[Question]) -> bool:
    by_slug = {one.slug: one for one in questions}
    seen, here = {question.slug}, by_slug.get(str(question.condition.get("question", "")))
    while here is not None and here.condition:
        if here.slug in seen:
            return here.slug == question.slug
        seen.add(here.slug)
        here = by_slug.get(str(here.condition.get("question", "")))
    return here is not None and here.slug == question.slug
