"""The raw admin, for whoever runs the site: every write is journalled, released versions stay as they are."""

from typing import Any

from django.contrib import admin
from django.db import models, transaction
from django.forms import ModelForm
from django.http import HttpRequest

from essaim.desk import journal
from essaim.desk.models import Account
from essaim.forum.models import (
    Download,
    Edition,
    Format,
    Note,
    Partner,
    Path,
    Photo,
    Report,
    Room,
    Series,
    Session,
    Site,
    Slot,
    Statement,
    Version,
    Video,
    Visit,
)
from essaim.registry.admin import FIELDS


def scope_of(row: Any) -> Edition | None:
    """The edition a row belongs to, as far as one step away."""
    if isinstance(row, Edition):
        return row
    for name in ("edition", "site", "session", "report", "version"):
        near = getattr(row, name, None)
        if near is not None:
            return near if isinstance(near, Edition) else getattr(near, "edition", None)
    return None


class JournalledAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic when it runs
    formfield_overrides = FIELDS
    show_full_result_count = False

    def __init__(self, model: type[models.Model], site: admin.AdminSite) -> None:
        super().__init__(model, site)
        self.raw_id_fields = [one.name for one in model._meta.fields if isinstance(one, models.ForeignKey)]  # type: ignore[misc]  # each its own

    def save_model(self, request: HttpRequest, obj: models.Model, form: "ModelForm[Any]", change: bool) -> None:  # noqa: FBT001 Django's signature
        with transaction.atomic():
            stored = type(obj)._base_manager.select_for_update().filter(pk=obj.pk).first() if change else None
            before = journal.facts_of(stored) if stored else {}
            super().save_model(request, obj, form, change)
            record(request, obj, "admin_save", before, journal.facts_of(obj))

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        with transaction.atomic():
            record(request, obj, "admin_remove", journal.facts_of(obj), {})
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        for obj in queryset:
            self.delete_model(request, obj)


def record(request: HttpRequest, obj: models.Model, action: str, before: journal.Facts, after: journal.Facts) -> None:
    by = request.user if isinstance(request.user, Account) else None
    journal.record(by=by, action=action, thing=obj, before=before, after=after, scope=scope_of(obj))


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic when it runs
    """What is made by releasing is looked at, not edited."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


admin.site.register(
    [Series, Edition, Path, Format, Site, Room, Session, Partner, Report, Statement, Visit, Photo, Video, Download, Note], JournalledAdmin
)
admin.site.register([Version, Slot], ReadOnlyAdmin)
