"""Forms over content: one plain input a language, so that each has its own label, its own error and needs no script."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from babel import Locale
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField
from i18nfield.strings import LazyI18nString

from essaim.kit.languages import direction, is_language, language_name
from essaim.kit.numbers import asked_number

Words = str | Promise
BETWEEN = "__"
NEW = "new"
"""Stands for the language chosen in the form itself."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a form shows in one place: one input, or one text's inputs a language."""

    fields: tuple[forms.BoundField, ...]
    legend: str = ""
    hint: str = ""
    is_needed: bool = False

    @property
    def is_group(self) -> bool:
        return bool(self.legend)


class ContentInput(forms.Form):
    """Inputs for fields of `model` named in `names`, in this order; declared fields of the same name take precedence.

    `languages` come from the edition; languages the texts already have are added. `facts()` is what an action takes.
    """

    model: ClassVar[type[models.Model]]
    names: ClassVar[tuple[str, ...]]
    needed: ClassVar[tuple[str, ...]] = ()
    hints: ClassVar[Mapping[str, Words]] = {}
    labels: ClassVar[Mapping[str, Words]] = {}
    extra_language: ClassVar[bool] = False
    marks_needed = True
    """Most answers may be left open: pages mark the few that may not."""

    def __init__(self, *args: Any, languages: Sequence[str], row: models.Model | None = None, **kwargs: Any) -> None:
        self.row = row
        start = {name: value_of(row, name) for name in self.names if is_column(self.model, name)} if row is not None else {}
        kwargs["initial"] = {**start, **(kwargs.get("initial") or {})}
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.codes = languages_of(languages, kwargs["initial"].values())
        declared = dict(self.fields)
        self.fields.clear()
        self.text_names = [name for name in self.names if name not in declared and is_text(self.model, name)]
        if self.extra_language and self.text_names:
            self.fields["new_language"] = LanguageChoice(label=_("Another language"), required=False, without=self.codes)
        for name in self.names:
            self.add_inputs(name, declared)
        for name, declared_field in declared.items():
            self.fields.setdefault(name, declared_field)

    def add_inputs(self, name: str, declared: Mapping[str, forms.Field]) -> None:
        if name in self.text_names:
            self.add_texts(name)
            return
        made = declared.get(name) or plain_field(self.model, name)
        if name in self.labels:
            made.label = str(self.labels[name])
        if name in self.hints:
            made.help_text = str(self.hints[name])
        if name in self.needed:
            made.required = True
        self.fields[name] = made

    def add_texts(self, name: str) -> None:
        is_long = isinstance(self.model._meta.get_field(name), I18nTextField)
        texts = texts_of(self.initial.get(name))
        codes = [*self.codes, *([NEW] if self.extra_language else [])]
        for code in codes:
            key = f"{name}{BETWEEN}{code}"
            self.fields[key] = text_input(self.label_of(name), code, is_long=is_long)
            self.fields[key].is_needed = name in self.needed and code == codes[0] and len(codes) == 1  # type: ignore[attr-defined]
            self.initial.setdefault(key, texts.get(code, texts.get("", "") if code == codes[0] else ""))

    def label_of(self, name: str) -> str:
        return sentence_case(str(self.labels.get(name) or self.model._meta.get_field(name).verbose_name))  # type: ignore[union-attr]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        extra = given.get("new_language") or ""
        for name in self.text_names:
            keys = {code: f"{name}{BETWEEN}{code}" for code in (*self.codes, NEW)}
            texts = {code: str(given.pop(key)) for code, key in keys.items() if given.get(key)}
            if texts.get(NEW) and not extra:
                self.add_error("new_language", ValidationError(_("Say which language this is."), code="required"))
            elif NEW in texts:
                texts[extra] = texts.pop(NEW)
            texts.pop(NEW, None)
            if name in self.needed and not texts and not any(key in self.errors for key in keys.values()):
                self.add_error(keys[self.codes[0]], ValidationError(_("Write it in one language at least."), code="required"))
            given[name] = texts
            for key in keys.values():
                given.pop(key, None)
        given.pop("new_language", None)
        return given

    def facts(self) -> dict[str, Any]:
        """Texts as {language: text}, the rest as cleaned."""
        return {name: value for name, value in self.cleaned_data.items() if name in self.names}

    def rows(self) -> Iterator[Row]:
        """In the order of `names`; a text in several languages is one row."""
        for name in self.names:
            if name in self.fields or name in self.text_names:
                yield self.row_of(name)

    def row_of(self, name: str) -> Row:
        if name not in self.text_names:
            return Row((self[name],))
        bound = self.text_fields(name)
        if len(bound) == 1:
            bound[0].help_text = str(self.hints.get(name, ""))
            return Row(bound)
        return Row(bound, self.label_of(name), str(self.hints.get(name, "")), is_needed=name in self.needed)

    def text_fields(self, name: str) -> tuple[forms.BoundField, ...]:
        return tuple(self[f"{name}{BETWEEN}{code}"] for code in self.codes)

    def by_language(self) -> Iterator[tuple[str, str, tuple[forms.BoundField, ...], bool]]:
        """(code, name in the reader's language, its inputs, whether any holds a text or an error), then the language to be chosen."""
        for code in (*self.codes, *([NEW] if self.extra_language else [])):
            bound = tuple(self[f"{name}{BETWEEN}{code}"] for name in self.text_names)
            said = str(_("Another language")) if code == NEW else named(code)
            yield code, said, bound, any(one.value() or one.errors for one in bound)


COMMON = ("fr", "en", "es", "pt", "ar")
"""What forums of this movement are mostly written in."""


class LanguageChoice(forms.ChoiceField):
    """Any language of ISO 639-1, by its name in the reader's language: `first` (an edition's) and common ones, then all the others."""

    def __init__(self, *, without: Sequence[str] = (), first: Sequence[str] = (), **kwargs: Any) -> None:
        self.without, self.first = set(without), tuple(dict.fromkeys([*first, *COMMON]))
        super().__init__(choices=self.listed, **kwargs)

    def listed(self) -> list[tuple[Any, Any]]:
        likely = [code for code in self.first if code not in self.without]
        others = [pair for pair in all_languages() if pair[0] not in self.without and pair[0] not in likely]
        near: list[tuple[Any, Any]] = [(_("Often chosen"), [(code, named(code)) for code in likely])] if likely else []
        return [("", "–"), *near, (_("Others"), others)]


class LanguageBoxes(forms.MultipleChoiceField):
    """Some of these languages; what is stored keeps the order of the list."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, codes: Sequence[str], **kwargs: Any) -> None:
        super().__init__(choices=[(code, named(code)) for code in codes], required=False, **kwargs)


class KeyBoxes(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Some of these rows. A key of more digits than a database takes is refused like any other that is none."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Any:
        far = next((key for key in value or () if str(key).isdecimal() and asked_number(str(key)) is None), None)
        if far is not None:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": far})
        return super().clean(value)


def all_languages() -> list[tuple[str, str]]:
    """Code and name of every two-letter language, sorted by name as the reader's language sorts."""
    reader = (get_language() or "en").split("-")[0]
    names = Locale.parse(reader).languages
    known = [(code, sentence_case(name)) for code, name in names.items() if len(code) == 2 and is_language(code)]
    return sorted(known, key=lambda pair: sortable(pair[1]))


def sortable(name: str) -> str:
    import unicodedata

    return "".join(letter for letter in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(letter))


def named(code: str) -> str:
    return sentence_case(language_name(code, get_language() or "en"))


def sentence_case(words: str) -> str:
    return words[:1].upper() + words[1:]


def is_column(model: type[models.Model], name: str) -> bool:
    return any(column.name == name for column in (*model._meta.fields, *model._meta.many_to_many))


def is_text(model: type[models.Model], name: str) -> bool:
    return is_column(model, name) and isinstance(model._meta.get_field(name), I18nCharField | I18nTextField)


def value_of(row: models.Model, name: str) -> Any:
    column = row._meta.get_field(name)
    if column.many_to_many:
        return list(getattr(row, name).all()) if row.pk else []
    return getattr(row, name)


def texts_of(value: object) -> dict[str, str]:
    data = value.data if isinstance(value, LazyI18nString) else value
    if isinstance(data, Mapping):
        return {str(code): str(text) for code, text in data.items() if text}
    return {"": str(data)} if data else {}


def languages_of(languages: Sequence[str], values: Any) -> list[str]:
    present = [code for value in values if isinstance(value, LazyI18nString) for code in texts_of(value) if code]
    return list(dict.fromkeys([*languages, *present])) or [get_language() or "en"]


def plain_field(model: type[models.Model], name: str) -> forms.Field:
    column = model._meta.get_field(name)
    options: dict[str, Any] = {"assume_scheme": "https"} if isinstance(column, models.URLField) else {}
    made = column.formfield(**options)  # type: ignore[union-attr]
    if made is None:
        raise TypeError(f"{model._meta.label}.{name} has no input")
    made.label = sentence_case(str(made.label))
    if isinstance(made, forms.DateField):
        made.widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    if isinstance(made, forms.ModelChoiceField):
        made.empty_label = "–"
    return made


def text_input(label: str, code: str, *, is_long: bool) -> forms.CharField:
    """Its label says the language; `lang` and `dir` tell the browser, for spelling and side."""
    attrs = {} if code == NEW else {"lang": code, "dir": direction(code)}
    widget = forms.Textarea(attrs={**attrs, "rows": 4}) if is_long else forms.TextInput(attrs=attrs)
    said = str(_("in another language")) if code == NEW else language_name(code, get_language() or "en")
    return forms.CharField(label=f"{label} ({said})", required=False, widget=widget, max_length=None if is_long else 500)
