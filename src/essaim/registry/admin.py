"""The raw tables, for who runs the site. Pages and the back office call the actions; what is changed here skips our journal."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Field, URLField
from i18nfield.fields import I18nCharField, I18nTextField
from i18nfield.strings import LazyI18nString

from essaim.registry import models
from essaim.registry.errors import RegistryError
from essaim.registry.names import texts
from essaim.registry.sentences import sentence


class TextsByLanguage(forms.JSONField):
    """A text in every language it has, Korean or undetermined ones too, as {"fr": "…"}: boxes for the site's languages would drop the rest."""

    def prepare_value(self, value: object) -> Any:
        return super().prepare_value(value.data if isinstance(value, LazyI18nString) else value)

    def to_python(self, value: object) -> Any:
        data = super().to_python(value)
        if data is not None and not isinstance(data, str) and not is_texts(data):
            raise ValidationError(self.error_messages["invalid"], code="invalid", params={"value": value})
        try:
            return texts(data)
        except RegistryError as error:
            raise ValidationError(sentence(error), code=error.code) from error

    def has_changed(self, initial: object, data: object) -> bool:
        try:
            given: LazyI18nString = self.to_python(data)
        except ValidationError:
            return True
        return bool(texts(initial if isinstance(initial, str | dict | LazyI18nString) else None).data != given.data)


def is_texts(data: object) -> bool:
    return isinstance(data, dict) and all(isinstance(text, str) for text in data.values())


LANGUAGES: dict[str, Any] = {"form_class": TextsByLanguage, "widget": forms.Textarea(attrs={"rows": 3, "cols": 80})}
FIELDS: "dict[type[Field[Any, Any]], Mapping[str, Any]]" = {
    URLField: {"assume_scheme": "https"},
    I18nCharField: LANGUAGES,
    I18nTextField: LANGUAGES,
}


class OrganisationNames(admin.TabularInline):  # type: ignore[type-arg]
    formfield_overrides = FIELDS
    model = models.OrganisationName
    extra = 0
    raw_id_fields = ("source",)


class Identifiers(admin.TabularInline):  # type: ignore[type-arg]
    formfield_overrides = FIELDS
    model = models.Identifier
    extra = 0


class Networks(admin.TabularInline):  # type: ignore[type-arg]
    formfield_overrides = FIELDS
    model = models.Membership
    fk_name = "member"
    extra = 0
    raw_id_fields = ("network", "source")


class PersonNames(admin.TabularInline):  # type: ignore[type-arg]
    formfield_overrides = FIELDS
    model = models.PersonName
    extra = 0
    raw_id_fields = ("source",)


class Affiliations(admin.TabularInline):  # type: ignore[type-arg]
    formfield_overrides = FIELDS
    model = models.Affiliation
    extra = 0
    raw_id_fields = ("organisation", "source")


@admin.register(models.Organisation)
class OrganisationAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    formfield_overrides = FIELDS
    list_display = ("slug", "name", "acronym", "kind", "territory")
    list_filter = ("kind", "is_fictional")
    list_select_related = ("territory",)
    search_fields = ("slug", "acronym", "name", "other_names__name", "identifiers__value")
    raw_id_fields = ("territory", "source")
    inlines = (OrganisationNames, Identifiers, Networks)


@admin.register(models.Person)
class PersonAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    formfield_overrides = FIELDS
    list_display = ("name", "slug", "is_public", "is_fictional")
    list_filter = ("is_public", "is_fictional")
    search_fields = ("name", "slug", "other_names__name")
    raw_id_fields = ("photo", "account", "source")
    inlines = (PersonNames, Affiliations)


@admin.register(models.Territory)
class TerritoryAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    formfield_overrides = FIELDS
    list_display = ("code", "name", "scheme", "level", "parent", "population")
    list_filter = ("scheme", "level")
    list_select_related = ("parent",)
    search_fields = ("code", "name")
    raw_id_fields = ("parent", "intermunicipal", "source")


@admin.register(models.Claim)
class ClaimAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    formfield_overrides = FIELDS
    list_display = ("kind", "key", "measure", "value", "words", "qualifier", "said_by", "stated_on", "is_kept")
    list_filter = ("kind", "state", "is_kept")
    search_fields = ("measure", "said_by", "code")
    raw_id_fields = ("source",)


@admin.register(models.Goal)
class GoalAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    formfield_overrides = FIELDS
    list_display = ("code", "framework", "kind", "name")
    list_filter = ("framework", "kind")
    list_select_related = ("framework",)
    search_fields = ("code", "name", "statement")
    raw_id_fields = ("parent",)


@admin.register(models.Framework)
class FrameworkAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    formfield_overrides = FIELDS
    list_display = ("code", "name")
    raw_id_fields = ("source",)


@admin.register(models.Source)
class SourceAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    formfield_overrides = FIELDS
    list_display = ("code", "title", "publisher", "published_on")
    search_fields = ("code", "title", "publisher", "url")
