"""The edition's outbox: what waits to be read, what is on its way, what came of it; and mail to a group."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from essaim.desk.actions.outbox import (
    drop_mailing,
    edit_message,
    release_mailing,
    send_trial,
    settle_message,
    try_message_again,
    withhold_message,
)
from essaim.desk.models import Mailing, Message
from essaim.forum.inputs.mail import GroupMailInput, LetterInput
from essaim.forum.rules import Standing, may_mail
from essaim.forum.sentences import ANY_ERROR, field_of, sentence
from essaim.forum.telling import group_recipients, write_group_mail
from essaim.forum.views.organiser.doors import account_of, helping_in

PAGE = 50
SHOWN = 12


def mail_standing(request: HttpRequest, slug: str) -> Standing:
    """The team, and those who lead a path: these see what they wrote themselves."""
    standing = helping_in(request, slug)
    if not (may_mail(standing) or any(may_mail(standing, key) for key in standing.led)):
        raise Http404(f"no mail of {slug} for this account")
    return standing


def mailings_of(standing: Standing) -> QuerySet[Mailing]:
    rows = Mailing.objects.filter(scope=f"forum.edition:{standing.edition.pk}")
    return rows if standing.is_team else rows.filter(created_by=standing.account)


@require_safe
def list_mailings(request: HttpRequest, edition: str) -> HttpResponse:
    """The newest first, those that wait to be read on top. Three statements."""
    standing = mail_standing(request, edition)
    count = {
        "n": Count("messages"),
        "n_sent": Count("messages", Q(messages__state=Message.State.SENT)),
        "n_trouble": Count("messages", Q(messages__state__in=(Message.State.FAILED, Message.State.UNSURE))),
    }
    rows = mailings_of(standing).annotate(**count).select_related("created_by").order_by("-created_at", "-pk")
    waiting = list(rows.filter(state=Mailing.State.DRAFT))
    page = Paginator(rows.exclude(state=Mailing.State.DRAFT), PAGE).get_page(request.GET.get("page"))
    context = {"edition": standing.edition, "standing": standing, "waiting": waiting, "page": page}
    return render(request, "forum/team/mailings.html", context)


def mailing_of(standing: Standing, pk: int) -> Mailing:
    found = mailings_of(standing).select_related("created_by", "released_by").filter(pk=pk).first()
    if found is None:
        raise Http404(f"no mailing {pk} for this account")
    return found


def message_of(mailing: Mailing, pk: int) -> Message:
    found = mailing.messages.select_related("mailing").filter(pk=pk).first()
    if found is None:
        raise Http404(f"no letter {pk}")
    return found


@require_safe
def show_mailing(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    """Every letter by recipient, with what came of it. Four statements."""
    standing = mail_standing(request, edition)
    mailing = mailing_of(standing, pk)
    counts = dict(mailing.messages.values_list("state").annotate(n=Count("pk")).order_by())
    page = Paginator(mailing.messages.order_by("language", "to_email"), PAGE).get_page(request.GET.get("page"))
    context = {
        "edition": standing.edition,
        "standing": standing,
        "mailing": mailing,
        "page": page,
        "counts": [(Message.State(state).label, number) for state, number in counts.items()],
        "n_going": counts.get(Message.State.DRAFT, 0),
        "is_draft": mailing.state == Mailing.State.DRAFT,
    }
    return render(request, "forum/team/mailing.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def show_letter(request: HttpRequest, edition: str, pk: int, message: int) -> HttpResponse:
    """Read, edited, kept back, tried on oneself."""
    standing = mail_standing(request, edition)
    mailing = mailing_of(standing, pk)
    letter = message_of(mailing, message)
    same = mailing.messages.filter(language=letter.language, subject=letter.subject, body=letter.body, state=Message.State.DRAFT).count()
    form = LetterInput(request.POST or None, initial={"subject": letter.subject, "body": letter.body})
    if request.method == "POST" and form.is_valid():
        try:
            number = edit_message(message=letter, by=account_of(request), **form.cleaned_data)
        except ANY_ERROR as error:
            form.add_error(field_of(error) if field_of(error) in form.fields else None, sentence(error))
        else:
            words = ngettext("%(count)s letter changed.", "%(count)s letters changed.", number)
            messages.success(request, words % {"count": number})
            return redirect("team:mailing", edition, mailing.pk)
    context = {
        "edition": standing.edition,
        "standing": standing,
        "mailing": mailing,
        "letter": letter,
        "form": form,
        "n_same": same,
        "is_draft": letter.state == Message.State.DRAFT and mailing.state == Mailing.State.DRAFT,
    }
    return render(request, "forum/team/letter.html", context)


@require_POST
def act_on_mailing(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    """Let it go, or throw it away."""
    standing = mail_standing(request, edition)
    mailing = mailing_of(standing, pk)
    try:
        if "drop" in request.POST:
            drop_mailing(mailing=mailing, by=account_of(request))
            messages.success(request, _("Thrown away. Nothing was sent."))
        else:
            number = release_mailing(mailing=mailing, by=account_of(request))
            words = ngettext("%(count)s letter is on its way.", "%(count)s letters are on their way.", number)
            messages.success(request, words % {"count": number})
    except ANY_ERROR as error:
        messages.error(request, sentence(error))
    return redirect("team:mailing", edition, mailing.pk)


@require_POST
def act_on_letter(request: HttpRequest, edition: str, pk: int, message: int) -> HttpResponse:
    standing = mail_standing(request, edition)
    mailing = mailing_of(standing, pk)
    letter, by = message_of(mailing, message), account_of(request)
    try:
        match request.POST.get("act", ""):
            case "withhold":
                withhold_message(message=letter, by=by)
                words = _("Kept back.")
            case "put_back":
                withhold_message(message=letter, by=by, withheld=False)
                words = _("Goes with the others.")
            case "again":
                try_message_again(message=letter, by=by)
                words = _("It is sent once more.")
            case "settle":
                settle_message(message=letter, by=by)
                words = _("Noted as sent.")
            case "trial":
                send_trial(message=letter, by=by)
                words = _("It is on its way to %(email)s, for you to see.") % {"email": by.email}
            case _:
                raise Http404("no such act")
        messages.success(request, words)
    except ANY_ERROR as error:
        messages.error(request, sentence(error))
    return redirect("team:mailing", edition, mailing.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def new_group_mail(request: HttpRequest, edition: str) -> HttpResponse:
    """Whom, then what: the names are shown before anything is written."""
    standing = mail_standing(request, edition)
    form = GroupMailInput(request.POST if request.method == "POST" else request.GET or None, standing=standing)
    recipients = None
    if form.is_bound and form.is_valid():
        recipients = group_recipients(standing.edition, form.audience())
        if request.method == "POST" and "write" in request.POST:
            try:
                texts: dict[str, Any] = form.texts()
                mailing = write_group_mail(edition=standing.edition, audience=form.audience(), by=account_of(request), **texts)
            except ANY_ERROR as error:
                form.add_error(None, sentence(error))
            else:
                messages.success(request, _("Written. Read the letters, then let them go."))
                return redirect("team:mailing", edition, mailing.pk)
    context = {
        "edition": standing.edition,
        "standing": standing,
        "form": form,
        "recipients": recipients,
        "first": recipients.reached[:SHOWN] if recipients else [],
        "n_more": max(0, len(recipients.reached) - SHOWN) if recipients else 0,
    }
    return render(request, "forum/team/mail_new.html", context)
