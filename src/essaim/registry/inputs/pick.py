"""Choosing somebody or something of the registry by typing its name: with suggestions where there is a script, with a choice where there is none."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from essaim.registry.models import Organisation, Person, Territory
from essaim.registry.queries.directory import Directory, Listed, organisations_directory, people_directory, territories_directory

ADD = "new"
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A name typed that is to be entered in the registry."""

    name: str


@dataclass(frozen=True, slots=True)
class Kind:
    """What may be picked: where it is looked up, how it is said, and the address that suggests."""

    model: type[models.Model]
    directory: Callable[[str], Directory]
    route: str = ""
    shared_list: str = ""
    """The page's one list of suggestions, for kinds short enough to send whole."""


PERSON = Kind(Person, people_directory, "registry_team:suggest_people")
ORGANISATION = Kind(Organisation, organisations_directory, "registry_team:suggest_organisations")
TERRITORY = Kind(Territory, territories_directory, "registry:suggest_territories")
COUNTRY = Kind(Territory, lambda reader: territories_directory(reader, Territory.Level.COUNTRY), shared_list="countries")


def reader() -> str:
    return (get_language() or "en").split("-")[0]


class PickWidget(forms.Widget):
    template_name = "registry/inputs/pick.html"

    def __init__(self, kind: Kind, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.kind = kind
        self.choices: list[Listed] = []
        self.offers_new = False

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, str]:
        return str(data.get(name, "")), str(data.get(f"{name}-choice", ""))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        context["widget"] |= {
            "text": self.text_of(value),
            "choice": value[1] if isinstance(value, tuple) else "",
            "choices": self.choices,
            "offers_new": self.offers_new,
            "suggest": self.suggest_address(),
            "list": self.kind.shared_list or f"{context['widget']['attrs'].get('id', name)}_list",
        }
        return context

    def suggest_address(self) -> str:
        try:
            return reverse(self.kind.route) if self.kind.route else ""
        except NoReverseMatch:
            return ""

    def text_of(self, value: Any) -> str:
        """A typed text as typed; a chosen thing by the label that leads back to it."""
        if isinstance(value, tuple):
            return str(value[0])
        pk = value.pk if isinstance(value, models.Model) else value
        if not pk:
            return ""
        return next((listed.label for listed in self.kind.directory(reader()).by_label.values() if listed.pk == pk), "")


class PickField(forms.Field):
    """Cleans to the thing, to Unlisted(name) where new ones may be entered, or to None."""

    widget: PickWidget

    def __init__(self, kind: Kind, *, may_add: bool = False, **kwargs: Any) -> None:
        self.kind = kind
        self.may_add = may_add
        super().__init__(widget=PickWidget(kind), **kwargs)

    def clean(self, value: Any) -> models.Model | Unlisted | None:
        typed, choice = value if isinstance(value, tuple) else ("", "")
        text = " ".join(typed.split())
        if len(text) > LONGEST:
            raise ValidationError(_("This name is longer than %(most)s signs. Shorten it.") % {"most": LONGEST}, code="too_long")
        if not text:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        return self.found(text, choice)

    def found(self, text: str, choice: str) -> models.Model | Unlisted:
        directory = self.kind.directory(reader())
        exact = directory.named(text)
        if len(exact) == 1:
            return self.thing(exact[0].pk)
        candidates = exact or directory.near(text)
        chosen = next((listed for listed in candidates if str(listed.pk) == choice), None)
        if chosen:
            return self.thing(chosen.pk)
        if self.may_add and (choice == ADD or not candidates):
            return Unlisted(text)
        self.widget.choices, self.widget.offers_new = candidates, self.may_add
        raise ValidationError(self.question(text, candidates, is_exact=bool(exact)), code="unclear")

    def question(self, text: str, candidates: list[Listed], *, is_exact: bool) -> str:
        if is_exact:
            return _("Several are called “%(name)s”. Choose one below.") % {"name": text}
        if candidates:
            return _("“%(name)s” is not in the registry. Choose below what you mean.") % {"name": text}
        return _("“%(name)s” is not in the registry. Check the spelling, or leave it empty.") % {"name": text}

    def thing(self, pk: int) -> models.Model:
        return self.kind.model._base_manager.get(pk=pk)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.widget.text_of(initial) != self.widget.text_of(data))
