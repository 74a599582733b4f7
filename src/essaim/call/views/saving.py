"""An input's way into an action: what was refused stands at the input it is about."""

from collections.abc import Callable
from typing import TypeVar

from django import forms

from essaim.call.sentences import ANY_ERROR, field_of, sentence

Made = TypeVar("Made")


def written(form: forms.BaseForm, act: Callable[[], Made]) -> Made | None:
    """What the action made; None when it refused, and then the reason stands at its input."""
    try:
        return act()
    except ANY_ERROR as error:
        form.add_error(input_for(form, field_of(error)), sentence(error))
        return None


def input_for(form: forms.BaseForm, field: str) -> str | None:
    """The input of that name; a text's first one; a moment's day."""
    names = [field, *(name for name in form.fields if field and name.startswith(f"{field}__")), f"{field}_on"]
    return next((name for name in names if name in form.fields), None)
