"""One question of a call's form, as the team composes it."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from essaim.call.asking.answers import NO, OTHER, YES
from essaim.call.asking.faults import languages_of
from essaim.call.inputs.choices import read_choices, written
from essaim.call.models import Call, Kind, Question
from essaim.kit.inputs import BETWEEN, ContentInput, KeyBoxes, LanguageBoxes, Row
from essaim.kit.languages import direction, language_name, spoken

EQUALS = "="
LISTED = (Question.Type.ONE, Question.Type.SEVERAL)


class QuestionInput(ContentInput):
    """`questions` are all of the form, in order; a condition is offered on those before this one."""

    model = Question
    names: ClassVar[tuple[str, ...]] = (
        "label",
        "type",
        "help",
        "choices",
        "allows_other",
        "least",
        "most",
        "is_required",
        "is_personal",
        "is_public",
        "section",
        "kinds",
        "languages",
        "asked_if",
        "slug",
    )
    needed = ("label", "type")
    labels = {
        "least": gettext_lazy("At least"),
        "most": gettext_lazy("At most"),
        "section": gettext_lazy("Heading that stands before it"),
        "is_personal": gettext_lazy("Personal: never in a public list or file"),
        "is_public": gettext_lazy("Shown publicly with the proposal, once its authors agree"),
        "allows_other": gettext_lazy("Others may be written in"),
    }
    hints: ClassVar[dict[str, str | Promise]] = {
        "least": gettext_lazy("Characters of a text, choices of several, or the value of a number."),
        "is_personal": gettext_lazy("E-mail addresses, telephone numbers, names, needs."),
        "section": gettext_lazy("Leave it empty to stay in the section before."),
        "slug": gettext_lazy("Small letters, digits and hyphens: the column’s name in files. Empty: made from the question."),
        "choices": gettext_lazy(
            "For “one” and “several of a list”: a line for each choice, “value | label”. The value stands in files; without one it is made "
            "from the label. In further languages write the same values, or the labels in the same order."
        ),
    }

    slug = forms.SlugField(max_length=60, required=False)
    kinds = KeyBoxes(queryset=Kind.objects.none(), required=False, label=gettext_lazy("Only for these kinds"))
    asked_if = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Asked only after one of these answers"),
        help_text=gettext_lazy("Tick answers of one question before this one. None: it is always asked."),
    )

    def __init__(
        self, *args: Any, call: Call, kinds: Sequence[Kind], questions: Sequence[Question], row: Question | None = None, **kwargs: Any
    ) -> None:
        self.call, self.before = call, earlier(questions, row)
        codes = languages_of(call)
        super().__init__(*args, languages=codes, row=row, **kwargs)
        self.add_choices(row)
        self.fields["kinds"].queryset = call.kinds.all()  # type: ignore[attr-defined]
        self.fields["slug"].label = _("Name in files")
        self.fields["slug"].help_text = str(self.hints["slug"])
        self.fields["languages"] = LanguageBoxes(codes=codes, label=_("Only when written in these languages"))
        self.fields["asked_if"].choices = [group_of(one) for one in self.before if answers_of(one)]  # type: ignore[attr-defined]
        condition = (row.condition if row else None) or {}
        self.initial["asked_if"] = [f"{condition.get('question')}{EQUALS}{said(value)}" for value in condition.get("is", [])]
        self.offer_kept()

    def offer_kept(self) -> None:
        """A condition that no longer fits stays to be seen and taken away."""
        offered = {value for _label, options in self.fields["asked_if"].choices for value, _said in options}  # type: ignore[attr-defined]
        kept = [value for value in self.initial["asked_if"] if value not in offered]
        if kept:
            group = (_("No longer possible"), [(value, value) for value in kept])
            self.fields["asked_if"].choices = [*self.fields["asked_if"].choices, group]  # type: ignore[attr-defined]

    def add_choices(self, row: Question | None) -> None:
        """One box a language, where the order of `names` has them."""
        reader = get_language() or "en"
        for code in self.codes:
            key = f"choices{BETWEEN}{code}"
            widget = forms.Textarea(attrs={"rows": 5, "lang": code, "dir": direction(code)})
            label = _("Choices (%(language)s)") % {"language": language_name(code, reader)}
            self.fields[key] = forms.CharField(label=label, required=False, widget=widget, strip=False)
            self.initial.setdefault(key, written(row.choices, code) if row else "")
        self.fields.pop("choices", None)

    def row_of(self, name: str) -> Row:
        if name == "choices":
            return Row(tuple(self[f"choices{BETWEEN}{code}"] for code in self.codes), _("Choices"), str(self.hints["choices"]))
        return super().row_of(name)

    def choice_rows(self) -> list[Row]:
        return [self.row_of("choices")]

    def rows(self) -> Iterator[Row]:
        for name in self.names:
            if name == "asked_if" and not self.fields["asked_if"].choices:  # type: ignore[attr-defined]
                continue
            yield self.row_of(name)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        given["choices"] = self.read_choices(given)
        given["condition"] = self.read_condition(given.pop("asked_if", []) or [])
        if given.get("least") is not None and given.get("most") is not None and given["least"] > given["most"]:
            said_crossed = _("At least %(least)s and at most %(most)s cannot both hold. Change one of the two.")
            self.add_error("most", said_crossed % {"least": given["least"], "most": given["most"]})
        if given.get("is_personal") and given.get("is_public"):
            self.add_error("is_public", _("What is personal is never shown publicly. Take away one of the two."))
        return given

    def read_choices(self, given: dict[str, Any]) -> list[dict[str, object]]:
        texts = {code: given.pop(f"choices{BETWEEN}{code}", "") or "" for code in self.codes}
        if given.get("type") not in LISTED:
            return []
        known = self.row.choices if isinstance(self.row, Question) else []
        choices, problems = read_choices(texts, known=known, reader=get_language() or "en")
        first = f"choices{BETWEEN}{self.codes[0]}"
        if problems:
            self.add_error(first, ValidationError(problems))
        elif not choices:
            self.add_error(first, _("Write at least one choice, a line each."))
        return choices

    def read_condition(self, ticked: Sequence[str]) -> dict[str, object]:
        pairs = [value.partition(EQUALS)[::2] for value in ticked]
        names = list(dict.fromkeys(name for name, _value in pairs))
        if len(names) > 1:
            self.add_error(
                "asked_if", _("Answers of %(count)s questions are ticked. A condition looks at one question.") % {"count": len(names)}
            )
        return {"question": names[0], "is": [value for _name, value in pairs]} if names else {}

    def facts(self) -> dict[str, Any]:
        names = {*self.names, "condition"} - {"asked_if"}
        return {name: value for name, value in self.cleaned_data.items() if name in names}


def earlier(questions: Sequence[Question], row: Question | None) -> list[Question]:
    """Those a condition may look at: before this one; all of them for a new one, which stands last."""
    if row is None:
        return list(questions)
    keys = [question.pk for question in questions]
    return list(questions[: keys.index(row.pk)])


def answers_of(question: Question) -> list[tuple[str, str]]:
    reader = get_language() or "en"
    if question.type in LISTED:
        listed = [(str(row.get("value")), spoken(row.get("label"), reader).text or str(row.get("value"))) for row in question.choices]
        return [*listed, *([(OTHER, _("something written in"))] if question.allows_other else [])]
    if question.type == Question.Type.YES_NO:
        return [(YES, _("Yes")), (NO, _("No"))]
    return [(YES, _("agreed"))] if question.type == Question.Type.CONSENT else []


def group_of(question: Question) -> tuple[str, list[tuple[str, str]]]:
    label = spoken(question.label, get_language() or "en").text or question.slug
    return label, [(f"{question.slug}{EQUALS}{value}", words) for value, words in answers_of(question)]


def said(value: object) -> str:
    return (YES if value else NO) if isinstance(value, bool) else str(value)
