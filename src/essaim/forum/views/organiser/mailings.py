"""The edition's outbox: what waits to be read, what is on its way, what came of it; and mail to a group."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from essaim.desk.actions.outbox import (
    change_reply_to,
    drop_mailing,
    edit_message,
    release_mailing,
    send_trial,
    settle_message,
    try_message_again,
    withhold_message,
)
from essaim.desk.actions.stopping import release_message, stop_mailing, stop_message
from essaim.desk.errors import DeskError
from essaim.desk.mail_sentences import trouble_said
from essaim.desk.models import Account, Mailing, Message
from essaim.desk.queries import outbox
from essaim.desk.sending import is_delivering
from essaim.desk.unsubscribing import refusing
from essaim.forum.inputs.mail import GroupMailInput, LetterInput, OutboxFilter, ReplyInput
from essaim.forum.rules import Standing, may_mail
from essaim.forum.sentences import ANY_ERROR, field_of, sentence
from essaim.forum.telling import group_recipients, write_group_mail
from essaim.forum.telling.shown import shown
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
    return outbox.mailings_of(standing.edition, None if standing.is_team else standing.account)


@require_safe
def list_mailings(request: HttpRequest, edition: str) -> HttpResponse:
    """The newest first, those that wait to be read on top; by state and language of their letters, and by kind. Five statements."""
    standing = mail_standing(request, edition)
    rows = mailings_of(standing)
    form = OutboxFilter(request.GET, kinds=outbox.kinds_of(rows))
    chosen = form.chosen()
    counts = outbox.letter_counts(rows, language=chosen.get("language", ""), kind=chosen.get("kind", ""))
    found = outbox.narrowed(rows, **chosen)
    context = {
        "edition": standing.edition,
        "standing": standing,
        "form": form,
        "chosen": chosen,
        "counts": [(state, Message.State(state).label, number, urlencode({**chosen, "state": state})) for state, number in counts.items()],
        "waiting": list(outbox.to_be_read(found)),
        "page": Paginator(outbox.gone(found), PAGE).get_page(request.GET.get("page")),
        "is_delivering": is_delivering(),
    }
    return render(request, "forum/team/mailings.html", context)


def mailing_of(standing: Standing, pk: int) -> Mailing:
    found = mailings_of(standing).filter(pk=pk).first()
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
    """Every letter by recipient, with what came of it; of one state when asked. Four statements, one more when group mail is
    withheld."""
    standing = mail_standing(request, edition)
    mailing = mailing_of(standing, pk)
    counts = dict(mailing.messages.values_list("state").annotate(n=Count("pk")).order_by())
    state = request.GET.get("state", "")
    letters = mailing.messages.order_by("language", "to_email", "pk")
    page = Paginator(letters.filter(state=state) if state in counts else letters, PAGE).get_page(request.GET.get("page"))
    withheld = [one.to_email for one in page if one.may_unsubscribe and one.state == Message.State.WITHHELD]
    unwilling = refusing(mailing.scope, withheld)
    context = {
        "edition": standing.edition,
        "standing": standing,
        "mailing": mailing,
        "page": page,
        "rows": [(one, trouble_said(one.error), one.to_email.lower() in unwilling) for one in page],
        "state": state if state in counts else "",
        "counts": [(code, label, counts[code]) for code, label in Message.State.choices if code in counts],
        "n_going": counts.get(Message.State.DRAFT, 0),
        "n_waiting": counts.get(Message.State.WAITING, 0),
        "n_gone": sum(
            counts.get(one, 0) for one in (Message.State.SENT, Message.State.LOGGED, Message.State.SENDING, Message.State.UNSURE)
        ),
        "is_draft": mailing.state == Mailing.State.DRAFT,
        "is_released": mailing.state == Mailing.State.RELEASED,
        "is_delivering": is_delivering(),
        "reply": ReplyInput(initial={"reply_to": mailing.reply_to}),
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
    seen, stored = request.POST.get("seen", letter.digest), None
    if request.method == "POST" and form.is_valid():
        try:
            number = edit_message(message=letter, by=account_of(request), seen=seen, **form.cleaned_data)
        except ANY_ERROR as error:
            stored = changed_meanwhile(error)
            seen = stored.digest if stored else seen
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
        "seen": seen,
        "stored": stored,
        "n_same": same,
        "shown": shown(letter, get_language() or "en"),
        "is_draft": letter.state == Message.State.DRAFT and mailing.state != Mailing.State.DROPPED,
        "is_released": mailing.state == Mailing.State.RELEASED,
        "is_delivering": is_delivering(),
    }
    return render(request, "forum/team/letter.html", context)


def changed_meanwhile(error: Exception) -> Message | None:
    """The letter as somebody else left it since the form was made."""
    stored = error.facts["message"] if isinstance(error, DeskError) and error.code == "message_changed_meanwhile" else None
    return stored if isinstance(stored, Message) else None


@require_POST
def act_on_mailing(request: HttpRequest, edition: str, pk: int) -> HttpResponse:
    """Let it go, stop it, throw it away, or say where answers go."""
    standing = mail_standing(request, edition)
    mailing = mailing_of(standing, pk)
    try:
        messages.success(request, acted_on_mailing(request, mailing, account_of(request)))
    except ANY_ERROR as error:
        messages.error(request, sentence(error))
    return redirect("team:mailing", edition, mailing.pk)


def acted_on_mailing(request: HttpRequest, mailing: Mailing, by: Account) -> str:
    """What was done, in a sentence."""
    if "drop" in request.POST:
        drop_mailing(mailing=mailing, by=by)
        return _("Thrown away. What had not left is not sent.")
    if "stop" in request.POST:
        number = stop_mailing(mailing=mailing, by=by)
        words = ngettext("Stopped: %(count)s letter is back in the outbox.", "Stopped: %(count)s letters are back in the outbox.", number)
        return words % {"count": number}
    if "reply" in request.POST:
        form = ReplyInput(request.POST)
        if not form.is_valid():
            raise DeskError("account_email_invalid", email=request.POST.get("reply_to", ""))
        change_reply_to(mailing=mailing, reply_to=form.cleaned_data["reply_to"], by=by)
        return _("Saved.")
    number = release_mailing(mailing=mailing, by=by)
    if not number:
        return _("No letter is on its way.")
    return ngettext("%(count)s letter is on its way.", "%(count)s letters are on their way.", number) % {"count": number}


@require_POST
def act_on_letter(request: HttpRequest, edition: str, pk: int, message: int) -> HttpResponse:
    standing = mail_standing(request, edition)
    mailing = mailing_of(standing, pk)
    try:
        messages.success(request, acted_on_letter(request.POST.get("act", ""), message_of(mailing, message), account_of(request)))
    except ANY_ERROR as error:
        messages.error(request, sentence(error))
    return redirect("team:mailing", edition, mailing.pk)


LETTER_ACTS: dict[str, tuple[Callable[..., object], str | Promise]] = {
    "withhold": (withhold_message, gettext_lazy("Kept back.")),
    "put_back": (partial(withhold_message, withheld=False), gettext_lazy("Back among those to be read.")),
    "stop": (stop_message, gettext_lazy("Stopped. It is back in the outbox.")),
    "go": (release_message, gettext_lazy("It is on its way.")),
    "again": (try_message_again, gettext_lazy("It is sent once more.")),
    "settle": (settle_message, gettext_lazy("Noted as sent.")),
    "trial": (send_trial, gettext_lazy("It is on its way to %(email)s, for you to see.")),
}
"""Name → what is done, and the sentence that says so."""


def acted_on_letter(act: str, letter: Message, by: Account) -> str:
    """What was done, in a sentence."""
    if act not in LETTER_ACTS:
        raise Http404("no such act")
    action, words = LETTER_ACTS[act]
    action(message=letter, by=by)
    return str(words) % {"email": by.email}


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
                reply_to = form.cleaned_data["reply_to"]
                mailing = write_group_mail(
                    edition=standing.edition, audience=form.audience(), by=account_of(request), reply_to=reply_to, **texts
                )
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
