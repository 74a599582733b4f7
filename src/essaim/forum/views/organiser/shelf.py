"""Things an edition (or one of its reports) holds many of: one list, one form and one removal for all kinds.

A Shelf says what differs. Each kind has its own addresses and its own actions.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from essaim.desk.models import Account
from essaim.forum.models import Edition, Report
from essaim.forum.sentences import ANY_ERROR, sentence
from essaim.forum.views.organiser.doors import account_of, team_edition, written
from essaim.kit.inputs import ContentInput

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Holder:
    """Where a shelf stands."""

    edition: Edition
    report: Report | None = None

    @property
    def args(self) -> list[object]:
        return [self.edition.slug, self.report.pk] if self.report else [self.edition.slug]


@dataclass(frozen=True, slots=True)
class Column:
    label: Words
    value: Callable[[Any], object]
    is_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    name: str
    """Part of addresses and routes: team:sites, team:sites_new, team:sites_change, team:sites_remove."""
    title: Words
    new: Words
    """The button: "New site"."""
    why: Words = ""
    """Why there would be some, for the empty list."""
    rows: Callable[[Holder], models.QuerySet[Any]]
    """In their order, with what the columns need."""
    form: Callable[..., ContentInput]
    save: Callable[[Holder, Any, Account, dict[str, Any]], models.Model]
    remove: Callable[[Any, Account], None]
    columns: Sequence[Column] = ()
    inner: Sequence[tuple[str, Words]] = field(default=())
    """Shelves that stand on each thing of this one: (name, label)."""

    def address(self, holder: Holder, act: str = "", *more: object) -> str:
        return reverse(f"team:{self.name}{'_' if act else ''}{act}", args=[*holder.args, *more])


def holder_of(request: HttpRequest, edition: str, report: int | None) -> Holder:
    found = team_edition(request, edition)
    if report is None:
        return Holder(found)
    held = found.reports.filter(pk=report).first()
    if held is None:
        raise Http404(f"no report {report} in {found.slug}")
    return Holder(found, held)


@require_safe
def show(request: HttpRequest, edition: str, shelf: Shelf, report: int | None = None) -> HttpResponse:
    holder = holder_of(request, edition, report)
    lines = [
        (row, shelf.address(holder, "change", row.pk), [(column, column.value(row)) for column in shelf.columns])
        for row in shelf.rows(holder)
    ]
    context = {"edition": holder.edition, "holder": holder, "shelf": shelf, "lines": lines, "new": shelf.address(holder, "new")}
    return render(request, "forum/team/shelf.html", {**context, "steps": steps(holder, shelf)[:-1]})


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, edition: str, shelf: Shelf, pk: int | None = None, report: int | None = None) -> HttpResponse:
    """A new thing without `pk`, else that one. "Save and next" leads to an empty form."""
    holder = holder_of(request, edition, report)
    row = row_of(holder, shelf, pk) if pk is not None else None
    form = shelf.form(request.POST or None, request.FILES or None, edition=holder.edition, row=row)
    if request.method == "POST" and form.is_valid():
        saved = written(form, lambda: shelf.save(holder, row, account_of(request), form.facts()))
        if saved is not None:
            messages.success(request, _("“%(thing)s” is saved.") % {"thing": saved})
            return redirect(shelf.address(holder, "new") if "next" in request.POST else shelf.address(holder))
    context = {"edition": holder.edition, "holder": holder, "shelf": shelf, "row": row, "form": form, "steps": steps(holder, shelf)}
    if row is not None:
        context["inner"] = [(reverse(f"team:{name}", args=[holder.edition.slug, row.pk]), label) for name, label in shelf.inner]
        context["remove"] = shelf.address(holder, "remove", row.pk)
        context["history"] = reverse("team:thing_journal", args=[holder.edition.slug, row._meta.label_lower, row.pk])
    return render(request, "forum/team/shelf_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, edition: str, shelf: Shelf, pk: int, report: int | None = None) -> HttpResponse:
    holder = holder_of(request, edition, report)
    row = row_of(holder, shelf, pk)
    if request.method == "POST":
        said = str(row)
        try:
            shelf.remove(row, account_of(request))
        except ANY_ERROR as error:
            messages.error(request, sentence(error))
            return redirect(shelf.address(holder, "change", row.pk))
        messages.success(request, _("“%(thing)s” is removed.") % {"thing": said})
        return redirect(shelf.address(holder))
    return render(
        request, "forum/team/remove.html", {"edition": holder.edition, "thing": row, "away": shelf.address(holder, "change", row.pk)}
    )


def row_of(holder: Holder, shelf: Shelf, pk: int) -> Any:
    row = shelf.rows(holder).filter(pk=pk).first()
    if row is None:
        raise Http404(f"no {shelf.name} {pk} here")
    return row


def steps(holder: Holder, shelf: Shelf) -> list[tuple[str, str]]:
    """The way back below the edition."""
    found = [(reverse("team:home"), _("Back office")), (reverse("team:edition", args=[holder.edition.slug]), str(holder.edition))]
    if holder.report:
        found.append((reverse("team:reports", args=[holder.edition.slug]), _("Reports")))
        found.append((reverse("team:reports_change", args=[holder.edition.slug, holder.report.pk]), str(holder.report)))
    return [*found, (shelf.address(holder), str(shelf.title))]
