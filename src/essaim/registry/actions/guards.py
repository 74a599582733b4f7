"""What every registry action checks before it writes."""

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from i18nfield.strings import LazyI18nString

from essaim.registry.errors import RegistryError
from essaim.registry.models import FormerSlug, Organisation, Person
from essaim.registry.names import slug_of, texts

Thing = TypeVar("Thing", bound=models.Model)
MOST_SLUGS = 10_000


def checked(thing: Thing) -> Thing:
    """The thing, when each of its own fields holds (addresses, lengths, choices); foreign keys and uniqueness are the database's."""
    try:
        thing.clean_fields(exclude={field.name for field in thing._meta.fields if field.is_relation})
    except ValidationError as error:
        field, problems = next(iter(error.message_dict.items()))
        value = getattr(thing, field, None)
        raise RegistryError("invalid_field", field=field, value=str(value), problem=" ".join(problems)) from error
    return thing


def worded(value: object) -> LazyI18nString:
    """A text field's value as a TypedDict hands it over."""
    return texts(value if isinstance(value, str | Mapping | LazyI18nString) else None)


def guard_span(start: date | None, end: date | None) -> None:
    if start and end and end < start:
        raise RegistryError("end_before_start", start=start.isoformat(), end=end.isoformat())


def free_slug(model: type[Organisation] | type[Person], names: list[str]) -> str:
    """A slug nobody has or had: the name's own, else with -2, -3… Two statements."""
    base = slug_of(names, "organisation" if model is Organisation else "person")
    former = FormerSlug.objects.filter(slug__startswith=base, **{f"{model._meta.model_name}__isnull": False})
    taken = {*model.objects.filter(slug__startswith=base).values_list("slug", flat=True), *former.values_list("slug", flat=True)}
    return next(slug for slug in (base, *(f"{base}-{number}" for number in range(2, MOST_SLUGS))) if slug not in taken)


def guard_slug(model: type[Organisation] | type[Person], slug: str) -> str:
    if model.objects.filter(slug=slug).exists():
        raise RegistryError("slug_taken", value=slug)
    return slug
