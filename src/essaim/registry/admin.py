"""The raw tables, for who runs the site. Pages and the back office call the actions; what is changed here skips our journal."""

from django.contrib import admin

from essaim.registry import models


class OrganisationNames(admin.TabularInline):  # type: ignore[type-arg] Django's own classes take no arguments
    model = models.OrganisationName
    extra = 0
    raw_id_fields = ("source",)


class Identifiers(admin.TabularInline):  # type: ignore[type-arg] Django's own classes take no arguments
    model = models.Identifier
    extra = 0


class Networks(admin.TabularInline):  # type: ignore[type-arg] Django's own classes take no arguments
    model = models.Membership
    fk_name = "member"
    extra = 0
    raw_id_fields = ("network", "source")


class PersonNames(admin.TabularInline):  # type: ignore[type-arg] Django's own classes take no arguments
    model = models.PersonName
    extra = 0
    raw_id_fields = ("source",)


class Affiliations(admin.TabularInline):  # type: ignore[type-arg] Django's own classes take no arguments
    model = models.Affiliation
    extra = 0
    raw_id_fields = ("organisation", "source")


@admin.register(models.Organisation)
class OrganisationAdmin(admin.ModelAdmin):  # type: ignore[type-arg] Django's own classes take no arguments
    list_display = ("slug", "name", "acronym", "kind", "territory")
    list_filter = ("kind", "is_fictional")
    list_select_related = ("territory",)
    search_fields = ("slug", "acronym", "name", "other_names__name", "identifiers__value")
    raw_id_fields = ("territory", "source")
    inlines = (OrganisationNames, Identifiers, Networks)


@admin.register(models.Person)
class PersonAdmin(admin.ModelAdmin):  # type: ignore[type-arg] Django's own classes take no arguments
    list_display = ("name", "slug", "is_public", "is_fictional")
    list_filter = ("is_public", "is_fictional")
    search_fields = ("name", "slug", "other_names__name")
    raw_id_fields = ("photo", "account", "source")
    inlines = (PersonNames, Affiliations)


@admin.register(models.Territory)
class TerritoryAdmin(admin.ModelAdmin):  # type: ignore[type-arg] Django's own classes take no arguments
    list_display = ("code", "name", "scheme", "level", "parent", "population")
    list_filter = ("scheme", "level")
    list_select_related = ("parent",)
    search_fields = ("code", "name")
    raw_id_fields = ("parent", "intermunicipal", "source")


@admin.register(models.Claim)
class ClaimAdmin(admin.ModelAdmin):  # type: ignore[type-arg] Django's own classes take no arguments
    list_display = ("kind", "key", "measure", "value", "words", "qualifier", "said_by", "stated_on", "is_kept")
    list_filter = ("kind", "state", "is_kept")
    search_fields = ("measure", "said_by", "code")
    raw_id_fields = ("source",)


@admin.register(models.Goal)
class GoalAdmin(admin.ModelAdmin):  # type: ignore[type-arg] Django's own classes take no arguments
    list_display = ("code", "framework", "kind", "name")
    list_filter = ("framework", "kind")
    list_select_related = ("framework",)
    search_fields = ("code", "name", "statement")
    raw_id_fields = ("parent",)


@admin.register(models.Framework)
class FrameworkAdmin(admin.ModelAdmin):  # type: ignore[type-arg] Django's own classes take no arguments
    list_display = ("code", "name")
    raw_id_fields = ("source",)


@admin.register(models.Source)
class SourceAdmin(admin.ModelAdmin):  # type: ignore[type-arg] Django's own classes take no arguments
    list_display = ("code", "title", "publisher", "published_on")
    search_fields = ("code", "title", "publisher", "url")
