"""The call's form as somebody fills it in: one input for every question, made from the rows the team composed.

    form = AnswersInput(request.POST or None, request.FILES or None, call=call, kind=kind, language="fr", answers=proposal.answers)
    form.is_valid()      # False when an answer is wrong in itself; with final=True also when one is missing (before sending)
    form.answers()       # JSON for Proposal.answers, also when the form is not valid: a draft keeps what was typed
    form.uploads()       # {slug: UploadedFile} to be stored with desk.uploads; then answers[slug] = upload.key
    form.removed()       # slugs whose stored file is to go

`answers` are those known before: `answers()` gives them back changed, and leaves untouched what this form does not ask (another kind's
questions, a question whose condition does not hold). `final=True` asks for what is required. `questions=questions_of(call)` spares its two
statements. `prefix` stands before every name ("q-<slug>"; the words written in beside choices are "q-<slug>__other").

In a template:

    {% block more_styles %}<link rel="stylesheet" href="{% static 'call/questions.css' %}">{% endblock %}
    {% block head %}<script type="module" src="{% static 'call/questions.js' %}"></script>{% endblock %}
    <form enctype="multipart/form-data">… {% include "call/pieces/questions.html" with form=answers_form %}

The piece shows the sections as fieldsets, labels in the reader's language (another stands in, marked with its own `lang`), help, limits,
errors. Questions whose condition does not hold are in the page but hidden; the script shows them at once, without it the next save does.
An element `[data-question="<slug>"]` surrounds each. The page's list of errors on top: {% team_errors form answers_form %}.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from essaim.call.asking import Answer, Answers, Trouble, applying, asked, check_answers, given, questions_of, sections
from essaim.call.asking.answers import OTHER
from essaim.call.errors import CallError
from essaim.call.inputs.widgets import BESIDE, CHOSEN_OTHER, fields_for, initial_of, read_back
from essaim.call.models import Call, Kind, Question
from essaim.call.sentences import sentence

PREFIX = "q"


@dataclass(frozen=True, slots=True)
class Put:
    """One question as the page puts it."""

    question: Question
    bound: forms.BoundField
    beside: forms.BoundField | None
    """Where other choices are written in; or the box that removes a file."""
    is_asked: bool
    watched: str
    """The inputs' name its condition looks at; "" without a condition."""
    wanted: list[str]
    kept_file: str

    @property
    def wanted_json(self) -> str:
        return json.dumps(self.wanted)

    @property
    def counts(self) -> bool:
        return self.question.type in (Question.Type.LINE, Question.Type.TEXT) and bool(self.question.most or self.question.least)


@dataclass(frozen=True, slots=True)
class Part:
    heading: LazyI18nString | str
    puts: list[Put]

    @property
    def is_asked(self) -> bool:
        return any(put.is_asked for put in self.puts)


class AnswersInput(forms.Form):
    marks_needed = True

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: Any = None,
        *,
        call: Call,
        kind: Kind | None,
        language: str,
        answers: Answers | None = None,
        final: bool = False,
        questions: Sequence[Question] | None = None,
        prefix: str = PREFIX,
        file_names: Mapping[str, str] | None = None,
    ) -> None:
        """`file_names`: names of the files already handed in, by slug (without one the page says "a file is there")."""
        super().__init__(data, files, prefix=prefix, label_suffix="")
        self.call, self.kind, self.language, self.final = call, kind, language, final
        self.known: dict[str, Answer] = dict(answers or {})
        self.read: dict[str, Answer] | None = None
        self.new_files: dict[str, UploadedFile[Any]] = {}
        self.gone: set[str] = set()
        self.file_names = dict(file_names or {})
        self.all_questions = list(questions) if questions is not None else questions_of(call)
        self.shown = applying(self.all_questions, kind, language)
        for question in self.shown:
            self.fields |= fields_for(question, self.known.get(question.slug))
            self.initial.update(initial_of(question, self.known.get(question.slug)))

    def clean(self) -> dict[str, Any]:
        self.read = self.read_answers()
        for trouble in self.troubles:
            self.add_error(trouble.question, sentence(CallError(trouble.code, **trouble.facts)))
        return self.cleaned_data

    @cached_property
    def troubles(self) -> list[Trouble]:
        """Of the questions asked with these answers. No statement."""
        found = check_answers(self.call, self.kind, self.language, self.answers(), final=self.final, questions=self.all_questions)
        return [*self.unsettled(), *(one for one in found if one.question in self.fields and not self.has_new_file(one))]

    def has_new_file(self, trouble: Trouble) -> bool:
        return trouble.code == "answer_missing" and trouble.question in self.new_files

    def unsettled(self) -> Iterator[Trouble]:
        """A list and what is written in beside it contradict each other."""
        here = {question.slug for question in asked(self.shown, self.kind, self.language, self.answers())}
        for question in self.shown:
            if question.type == Question.Type.ONE and question.allows_other and question.slug in here:
                chosen, written = self.raw(question.slug), self.raw(f"{question.slug}{BESIDE}")
                if written and chosen not in ("", CHOSEN_OTHER):
                    yield Trouble(question.slug, "answer_two_at_once", {"value": written})
                elif chosen == CHOSEN_OTHER and not written:
                    yield Trouble(question.slug, "answer_other_empty")

    def raw(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "").strip()

    def answers(self) -> dict[str, Answer]:
        """What was known before, changed by what was handed in. Never raises; wrong answers stay as typed."""
        if not self.is_bound:
            return dict(self.known)
        if self.read is None:
            self.full_clean()
        return dict(self.read or {})

    def read_answers(self) -> dict[str, Answer]:
        found = dict(self.known)
        self.new_files = {slug: file for slug in self.file_slugs() if isinstance(file := self.cleaned_data.get(slug), UploadedFile)}
        self.gone = {slug for slug in self.file_slugs() if self.cleaned_data.get(f"{slug}{BESIDE}") and slug not in self.new_files}
        for question in self.shown:
            if question.type == Question.Type.FILE:
                answer = None if question.slug in self.gone else self.known.get(question.slug)
            else:
                answer = read_back(question, self.cleaned_data.get(question.slug), self.raw(f"{question.slug}{BESIDE}"))
            found.pop(question.slug, None)
            if given(answer):
                found[question.slug] = answer
        return found

    def uploads(self) -> dict[str, "UploadedFile[Any]"]:
        """Newly handed in, by question."""
        self.answers()
        return dict(self.new_files)

    def removed(self) -> set[str]:
        """Questions whose stored file is to go."""
        self.answers()
        return set(self.gone)

    def file_slugs(self) -> list[str]:
        return [question.slug for question in self.shown if question.type == Question.Type.FILE]

    def parts(self) -> Iterator[Part]:
        """The sections in their order, for the page."""
        now = {question.pk for question in asked(self.shown, self.kind, self.language, self.answers())}
        for section in sections(self.all_questions, self.shown):
            yield Part(section.heading, [self.put(question, is_asked=question.pk in now) for question in section.questions])

    def put(self, question: Question, *, is_asked: bool) -> Put:
        beside = f"{question.slug}{BESIDE}"
        condition = question.condition or {}
        watched = condition.get("question", "")
        return Put(
            question=question,
            bound=self[question.slug],
            beside=self[beside] if beside in self.fields else None,
            is_asked=is_asked,
            watched=self.add_prefix(watched) if watched else "",
            wanted=wanted_by_inputs(condition.get("is", [])),
            kept_file=self.kept_file(question),
        )

    def kept_file(self, question: Question) -> str:
        if question.type != Question.Type.FILE or not self.known.get(question.slug):
            return ""
        return self.file_names.get(question.slug) or SafeString(_("a file is there"))


def wanted_by_inputs(values: Sequence[object]) -> list[str]:
    """The condition's answers as the inputs' values."""
    return [("yes" if value else "no") if isinstance(value, bool) else CHOSEN_OTHER if value == OTHER else str(value) for value in values]
