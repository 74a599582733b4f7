"""A question's inputs: made from its type, filled from its answer, read back into one."""

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from essaim.call.asking import Answer
from essaim.call.asking.answers import NO, OTHER, YES
from essaim.call.models import Question
from essaim.kit.languages import spoken
from essaim.kit.templatetags.kit import number, text

Type = Question.Type
BESIDE = "__other"
CHOSEN_OTHER = "__other"
LISTED_AS_BOXES = 12
"""Longer lists of one choice open as a menu."""
ACCEPTED = ".pdf,.jpg,.jpeg,.png,.webp,.docx,.xlsx,.pptx,.odt,.ods,.odp,.csv,.txt"
POINT = re.compile(r"\s*([-−]?\d{1,9}(?:[.,]\d+)?)\s*(?:[;\s]|,(?=\s|[-−]|\d))\s*([-−]?\d{1,9}(?:[.,]\d+)?)\s*")
PLAIN_POINT = re.compile(r"\s*([-−]?\d{1,9}(?:\.\d+)?)\s*,\s*([-−]?\d{1,9}(?:\.\d+)?)\s*")


def fields_for(question: Question, answer: Answer) -> dict[str, forms.Field]:
    """The input under the question's slug and, where words may be written in or a file removed, one beside it."""
    made = MAKERS.get(Type(question.type), line_field)(question)
    made.label = text(question.label) or question.slug
    made.help_text = help_of(question)
    made.required = False
    made.is_needed = question.is_required  # type: ignore[attr-defined]
    found = {question.slug: made}
    if question.allows_other and question.type in (Type.ONE, Type.SEVERAL):
        found[f"{question.slug}{BESIDE}"] = forms.CharField(label=_("Other, in your own words"), required=False)
    if question.type == Type.FILE and answer:
        found[f"{question.slug}{BESIDE}"] = forms.BooleanField(label=_("Remove this file"), required=False)
    return found


def help_of(question: Question) -> SafeString:
    """The team's words, then the limits in ours."""
    parts = [text(question.help), limits_of(question), *HINTS.get(Type(question.type), lambda: ())(), seen_by(question)]
    return SafeString(" ".join(str(part) for part in parts if part))


def seen_by(question: Question) -> str:
    """Who will read the answer, where it is not the path team alone."""
    if question.is_personal or question.type in (Type.EMAIL, Type.PHONE):
        return _("Never shown publicly.")
    return _("Shown on the site if you agree.") if question.is_public and question.type not in (Type.FILE, Type.CONSENT) else ""


def limits_of(question: Question) -> str:
    least, most = question.least, question.most
    if least is None and most is None:
        return ""
    facts = {"least": number(least), "most": number(most)}
    words = LIMITS.get(Type(question.type))
    if words is None:
        return ""
    between, at_least, at_most = words()
    return (between if least is not None and most is not None else at_most if least is None else at_least) % facts


LIMITS: dict[Question.Type, Callable[[], tuple[str, str, str]]] = {
    **dict.fromkeys(
        (Type.LINE, Type.TEXT),
        lambda: (_("%(least)s to %(most)s characters."), _("At least %(least)s characters."), _("At most %(most)s characters.")),
    ),
    Type.SEVERAL: lambda: (_("%(least)s to %(most)s choices."), _("At least %(least)s choices."), _("At most %(most)s choices.")),
    Type.NUMBER: lambda: (_("From %(least)s to %(most)s."), _("At least %(least)s."), _("At most %(most)s.")),
}
HINTS: dict[Question.Type, Callable[[], tuple[str, ...]]] = {
    Type.PLACE: lambda: (_("Latitude, then longitude, as maps give them: 46.3239, -0.4588."),),
    Type.FILE: lambda: (_("PDF, office document, table, text or photograph."),),
}


def line_field(question: Question) -> forms.Field:
    return forms.CharField(widget=forms.TextInput())


def text_field(question: Question) -> forms.Field:
    rows = 3 if question.most and question.most <= 300 else 6 if not question.most or question.most <= 1500 else 10
    return forms.CharField(widget=forms.Textarea(attrs={"rows": rows}), strip=False)


def one_field(question: Question) -> forms.Field:
    others = [(CHOSEN_OTHER, _("Other"))] if question.allows_other else []
    if len(question.choices) > LISTED_AS_BOXES:
        return Listed(choices=[("", "–"), *plain_labels(question), *others], widget=forms.Select())
    options = [*marked_labels(question), *others]
    if not question.is_required:
        options = [("", _("no answer")), *options]
    return Listed(choices=options, widget=forms.RadioSelect())


def several_field(question: Question) -> forms.Field:
    return ListedSeveral(choices=marked_labels(question), widget=forms.CheckboxSelectMultiple())


def yes_no_field(question: Question) -> forms.Field:
    options = [(YES, _("Yes")), (NO, _("No"))]
    return Listed(choices=options if question.is_required else [("", _("no answer")), *options], widget=forms.RadioSelect())


def plain_labels(question: Question) -> list[tuple[str, str]]:
    """For a menu, whose options hold no language of their own."""
    reader = get_language() or "en"
    return [(str(row.get("value")), spoken(row.get("label"), reader).text or str(row.get("value"))) for row in question.choices]


def marked_labels(question: Question) -> list[tuple[str, str]]:
    return [(str(row.get("value")), text(row.get("label")) or str(row.get("value"))) for row in question.choices]


class Listed(forms.ChoiceField):
    """Whatever was chosen; whether it is among the choices is asked where all answers are checked."""

    def validate(self, value: Any) -> None:
        return


class ListedSeveral(forms.MultipleChoiceField):
    def validate(self, value: Any) -> None:
        return


MAKERS: dict[Question.Type, Callable[[Question], forms.Field]] = {
    Type.LINE: line_field,
    Type.TEXT: text_field,
    Type.ONE: one_field,
    Type.SEVERAL: several_field,
    Type.YES_NO: yes_no_field,
    Type.CONSENT: lambda _question: forms.BooleanField(),
    Type.NUMBER: lambda _question: forms.CharField(widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"})),
    Type.DATE: lambda _question: forms.CharField(widget=forms.DateInput(attrs={"type": "date"})),
    Type.URL: lambda _question: forms.CharField(widget=forms.URLInput(attrs={"placeholder": ""})),
    Type.EMAIL: lambda _question: forms.CharField(widget=forms.EmailInput(attrs={"autocomplete": "email"})),
    Type.PHONE: lambda _question: forms.CharField(widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})),
    Type.PLACE: lambda _question: forms.CharField(widget=forms.TextInput(attrs={"inputmode": "text", "class": "short"})),
    Type.FILE: lambda _question: forms.FileField(widget=forms.FileInput(attrs={"accept": ACCEPTED})),
}


def initial_of(question: Question, answer: Answer) -> dict[str, Any]:
    slug = question.slug
    match answer:
        case None:
            return {}
        case bool() if question.type == Type.YES_NO:
            return {slug: YES if answer else NO}
        case {"other": words}:
            return {slug: CHOSEN_OTHER, f"{slug}{BESIDE}": words}
        case {"lat": lat, "lon": lon}:
            return {slug: f"{lat}, {lon}"}
        case list():
            written = "; ".join(str(one[OTHER]) for one in answer if isinstance(one, dict) and one.get(OTHER))
            return {slug: [str(one) for one in answer if not isinstance(one, dict)], f"{slug}{BESIDE}": written}
        case _:
            return {} if question.type == Type.FILE else {slug: answer}


def read_back(question: Question, value: Any, beside: str) -> Answer:
    """The answer handed in; what cannot be read stays as typed."""
    match Type(question.type):
        case Type.SEVERAL:
            return [*(value or []), *([{OTHER: beside}] if beside else [])]
        case Type.ONE:
            return {OTHER: beside} if beside and value in ("", None, CHOSEN_OTHER) else "" if value == CHOSEN_OTHER else value
        case Type.YES_NO:
            return {YES: True, NO: False}.get(str(value or ""))
        case Type.CONSENT:
            return bool(value) or None
        case Type.NUMBER:
            return read_number(str(value or ""))
        case Type.PLACE:
            return read_point(str(value or ""))
        case Type.TEXT:
            return str(value or "").replace("\r\n", "\n").strip()
        case _:
            return str(value or "").strip()


def read_number(typed: str) -> Answer:
    """Digits, with spaces between thousands."""
    digits = re.sub(r"[\s\u00a0\u202f]", "", typed)
    return int(digits) if re.fullmatch(r"[-+]?\d{1,9}", digits, re.ASCII) else typed.strip()


def read_point(typed: str) -> Answer:
    """ "46.3239, -0.4588"; also with decimal commas and a semicolon or space between, as French maps give them."""
    found = PLAIN_POINT.fullmatch(typed) or POINT.fullmatch(typed)
    if not found:
        return typed.strip()
    lat, lon = (float(part.replace("−", "-").replace(",", ".")) for part in found.groups())
    return {"lat": lat, "lon": lon}
