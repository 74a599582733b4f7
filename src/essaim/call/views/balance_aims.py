"""What the committee aims at: listed, written, removed by the team."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from essaim.call.actions.aim import remove_aim, save_aim
from essaim.call.inputs.aim import AimInput
from essaim.call.models import Aim
from essaim.call.queries.balance import aims_of, calls_of
from essaim.call.queries.balance_values import labels_of, value_choices
from essaim.call.sentences import ANY_ERROR, field_of, sentence
from essaim.call.views.balance_wording import RULES, TITLES, aim_name, aim_rule
from essaim.call.views.doors import account_of, team_of
from essaim.forum.models import Edition


@require_safe
def list_aims(request: HttpRequest, edition: str) -> HttpResponse:
    found = team_of(request, edition).edition
    labels = labels_of(found, get_language() or "en")
    lines = [(aim, aim_name(aim, labels), aim_rule(aim, labels)) for aim in aims_of(found)]
    context = {"edition": found, "lines": lines, "calls": calls_of(found), "dimensions": list(TITLES.items())}
    return render(request, "call/team/aims.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_aim(request: HttpRequest, edition: str, dimension: str) -> HttpResponse:
    if dimension not in Aim.Dimension.values:
        raise Http404(f"no dimension {dimension}")
    return edit_aim(request, team_of(request, edition).edition, None, dimension)


@require_http_methods(["GET", "HEAD", "POST"])
def change_aim(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    found = team_of(request, edition).edition
    aim = aim_of(found, pk)
    return edit_aim(request, found, aim, aim.dimension)


def edit_aim(request: HttpRequest, edition: Edition, aim: Aim | None, dimension: str) -> HttpResponse:
    calls = calls_of(edition)
    if not calls:
        messages.error(request, _("Aims belong to a call, and this edition has none yet. Begin with a call."))
        return redirect("call_team:aims", edition.slug)
    labels = labels_of(edition, get_language() or "en")
    choices = value_choices(edition, dimension, labels, aim.values if aim else ())
    form = AimInput(request.POST or None, languages=edition.languages, row=aim, calls=calls, choices=choices)
    if request.method == "POST" and form.is_valid():
        facts = form.facts()
        try:
            saved = save_aim(call=facts.pop("call"), aim=aim, dimension=dimension, by=account_of(request), **facts)
        except ANY_ERROR as error:
            name = field_of(error)
            form.add_error(name if name in form.fields else None, sentence(error))
        else:
            messages.success(request, _("“%(thing)s” is saved.") % {"thing": aim_name(saved, labels)})
            return redirect("call_team:aims", edition.slug)
    context = {
        "edition": edition,
        "aim": aim,
        "name": aim_name(aim, labels) if aim else _("New aim"),
        "form": form,
        "title": TITLES[dimension],
        "rule": RULES[dimension],
    }
    return render(request, "call/team/aim.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def drop_aim(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    found = team_of(request, edition).edition
    aim = aim_of(found, pk)
    said = aim_name(aim, labels_of(found, get_language() or "en"))
    if request.method == "POST":
        remove_aim(aim=aim, by=account_of(request))
        messages.success(request, _("“%(thing)s” is removed.") % {"thing": said})
        return redirect("call_team:aims", found.slug)
    away = reverse("call_team:aim_change", args=[found.slug, aim.pk])
    return render(request, "forum/team/remove.html", {"edition": found, "thing": said, "away": away})


def aim_of(edition: Edition, pk: int) -> Aim:
    aim = Aim.objects.select_related("call__edition").filter(call__edition=edition, pk=pk).first()
    if aim is None:
        raise Http404(f"no aim {pk} in {edition.slug}")
    return aim
