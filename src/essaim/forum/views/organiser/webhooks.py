"""The edition's webhooks: which addresses hear of what happens, and the log of what they were told. For the team."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from essaim.desk.actions.webhook import (
    add_webhook,
    change_webhook,
    remove_webhook,
    renew_secret,
    replay_delivery,
    replay_failed,
    switch_webhook,
    try_webhook,
)
from essaim.desk.events import EVENTS
from essaim.desk.models import Account, Delivery, Webhook
from essaim.desk.queries.webhook import deliveries_of, webhooks_of
from essaim.forum.inputs.webhook import WebhookInput
from essaim.forum.models import Edition
from essaim.forum.sentences import ANY_ERROR, sentence
from essaim.forum.views.organiser.doors import account_of, team_edition, written

PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def list_webhooks(request: HttpRequest, edition: str) -> HttpResponse:
    """Those there are, and the form for another. Four statements. The answer to the form is the one time the secret is shown."""
    found = team_edition(request, edition)
    form = WebhookInput(request.POST or None)
    if request.method == "POST" and form.is_valid():
        hook = written(form, lambda: add_webhook(scope=found, by=account_of(request), **form.cleaned_data))
        if hook is not None:
            return shown(request, found, hook, secret=hook.secret)
    return render(request, "forum/team/webhooks.html", {"edition": found, "hooks": list(webhooks_of(found)), "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def show_webhook(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    """One webhook with its log; the form changes it. Six statements."""
    found = team_edition(request, edition)
    hook = hook_of(found, pk)
    form = WebhookInput(request.POST or None, initial={"url": hook.url, "events": hook.events})
    if request.method == "POST" and form.is_valid():
        changed = written(form, lambda: change_webhook(hook=hook, by=account_of(request), **form.cleaned_data))
        if changed is not None:
            messages.success(request, _("Saved."))
            return redirect("team:webhook", found.slug, hook.pk)
    return shown(request, found, hook, form=form)


def shown(request: HttpRequest, edition: Edition, hook: Webhook, *, secret: str = "", form: WebhookInput | None = None) -> HttpResponse:
    hook = hook_of(edition, hook.pk)
    state = request.GET.get("state", "")
    page = Paginator(deliveries_of(hook, state), PAGE).get_page(request.GET.get("page"))
    context = {
        "edition": edition,
        "hook": hook,
        "secret": secret,
        "form": form or WebhookInput(initial={"url": hook.url, "events": hook.events}),
        "page": page,
        "state": state,
        "states": [(code, label, getattr(hook, f"n_{code}")) for code, label in Delivery.State.choices],
        "events": [EVENTS.get(name, name) for name in hook.events],
    }
    return render(request, "forum/team/webhook.html", context)


@require_POST
def act_on_webhook(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    found = team_edition(request, edition)
    hook, by = hook_of(found, pk), account_of(request)
    try:
        act = request.POST.get("act", "")
        if act == "secret":
            return shown(request, found, hook, secret=renew_secret(hook=hook, by=by).secret)
        messages.success(request, acted(act, hook, by))
    except ANY_ERROR as error:
        messages.error(request, sentence(error))
    return redirect("team:webhook", found.slug, hook.pk)


def sent_again(number: int) -> str:
    words = ngettext("%(count)s event is sent again.", "%(count)s events are sent again.", number)
    return words % {"count": number} if number else _("Nothing that failed is left to send again.")


ACTS: dict[str, tuple[Callable[..., Any], Callable[[Any], str]]] = {
    "on": (
        partial(switch_webhook, is_active=True),
        lambda _hook: _("It hears events again. What failed meanwhile can be sent now."),
    ),
    "off": (partial(switch_webhook, is_active=False), lambda _hook: _("It hears nothing any more.")),
    "trial": (try_webhook, lambda _delivery: _("A trial is on its way. Its answer stands in the log in a moment.")),
    "replay": (replay_failed, sent_again),
}
"""Name → what is done, and the sentence that says what it made."""


def acted(act: str, hook: Webhook, by: Account) -> str:
    """What was done, in a sentence."""
    if act not in ACTS:
        raise Http404("no such act")
    action, said = ACTS[act]
    return said(action(hook=hook, by=by))


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    found = team_edition(request, edition)
    hook = hook_of(found, pk)
    if request.method == "POST":
        remove_webhook(hook=hook, by=account_of(request))
        messages.success(request, _("“%(thing)s” is removed.") % {"thing": hook.url})
        return redirect("team:webhooks", found.slug)
    away = reverse("team:webhook", args=[found.slug, hook.pk])
    return render(request, "forum/team/remove.html", {"edition": found, "thing": hook.url, "away": away})


@require_safe
def show_delivery(request: HttpRequest, edition: str, pk: int, delivery: int) -> HttpResponse:
    """What was said, what came back, and how often it was said again. Five statements."""
    found = team_edition(request, edition)
    one = delivery_of(hook_of(found, pk), delivery)
    context = {
        "edition": found,
        "hook": one.webhook,
        "delivery": one,
        "said": json.dumps(one.payload, ensure_ascii=False, indent=2, sort_keys=True),
        "event": EVENTS.get(one.event, one.event),
        "replayed": list(one.replayed.order_by("pk")),
    }
    return render(request, "forum/team/delivery.html", context)


@require_POST
def replay(request: HttpRequest, edition: str, pk: int, delivery: int) -> HttpResponse:
    found = team_edition(request, edition)
    one = delivery_of(hook_of(found, pk), delivery)
    try:
        made = replay_delivery(delivery=one, by=account_of(request))
    except ANY_ERROR as error:
        messages.error(request, sentence(error))
        return redirect("team:webhook_delivery", found.slug, one.webhook_id, one.pk)
    messages.success(request, _("It is sent again, under the same event id."))
    return redirect("team:webhook_delivery", found.slug, made.webhook_id, made.pk)


def hook_of(edition: Edition, pk: int) -> Webhook:
    found = webhooks_of(edition).filter(pk=pk).first()
    if found is None:
        raise Http404(f"no webhook {pk} in {edition.slug}")
    return found


def delivery_of(hook: Webhook, pk: int) -> Delivery:
    found = hook.deliveries.select_related("webhook", "replays").filter(pk=pk).first()
    if found is None:
        raise Http404(f"no delivery {pk}")
    return found
