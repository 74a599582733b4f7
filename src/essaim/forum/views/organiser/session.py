"""The team's pages about sessions: the list, the short form for a new one, the whole form, states, removal."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from essaim.forum.actions.session import remove_session, save_session, set_state, set_states, token_of, was_public
from essaim.forum.errors import ForumError
from essaim.forum.inputs.listing import BulkInput, SessionFilter
from essaim.forum.inputs.sheet import SessionSheet, with_row
from essaim.forum.models import Edition, Session
from essaim.forum.queries.journal import told
from essaim.forum.queries.team import Wanted, team_sessions
from essaim.forum.sentences import ANY_ERROR, field_of, sentence
from essaim.forum.views.organiser.doors import account_of, team_edition, team_session

PAGE = 100
ROWS = ("people", "organisations")


@require_safe
def list_sessions(request: HttpRequest, edition: str) -> HttpResponse:
    found = team_edition(request, edition)
    days = [found.starts_on + timedelta(days=number) for number in range(min((found.ends_on - found.starts_on).days, 60) + 1)]
    filters = SessionFilter(request.GET or None, edition=found, days=days)
    given = filters.cleaned_data if filters.is_valid() else {}
    names = {"q": "words"}
    lines = team_sessions(found, Wanted(**{names.get(name, name): value for name, value in given.items()}))
    page = Paginator(lines, PAGE).get_page(request.GET.get("page"))
    context = {"edition": found, "filters": filters, "page": page, "is_filtered": any(given.values()), "states": Session.State.choices}
    return render(request, "forum/team/sessions.html", context)


@require_POST
def change_states(request: HttpRequest, edition: str) -> HttpResponse:
    """All those ticked or none."""
    found = team_edition(request, edition)
    form = BulkInput(request.POST, edition=found)
    if not form.is_valid():
        messages.error(request, " ".join(str(message) for errors in form.errors.values() for message in errors))
        return redirect("team:sessions", found.slug)
    try:
        count = set_states(sessions=list(form.cleaned_data["chosen"]), state=form.cleaned_data["state"], by=account_of(request))
    except ANY_ERROR as error:
        messages.error(request, _("Nothing was changed. %(reason)s") % {"reason": sentence(error)})
    else:
        words = ngettext(
            "%(count)s session changed. Readers see it with the next release.",
            "%(count)s sessions changed. Readers see it with the next release.",
            count,
        )
        messages.success(request, words % {"count": count})
    return redirect("team:sessions", found.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def new_session(request: HttpRequest, edition: str) -> HttpResponse:
    found = team_edition(request, edition)
    return edit(request, found, None, "forum/team/session_new.html")


@require_http_methods(["GET", "HEAD", "POST"])
def change_session(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    found = team_edition(request, edition)
    return edit(request, found, team_session(found, code), "forum/team/session.html")


def edit(request: HttpRequest, edition: Edition, session: Session | None, template: str) -> HttpResponse:
    sheet = SessionSheet(
        edition=edition, session=session, data=request.POST if request.method == "POST" else None, is_short=session is None
    )
    context: dict[str, object] = {"edition": edition, "session": session, "sheet": sheet}
    if request.method == "POST":
        more = next((name for name in ROWS if f"add_{name}" in request.POST), None)
        if more:
            data = with_row(request.POST, more)
            context["sheet"] = SessionSheet(edition=edition, session=session, data=data, is_short=session is None).quiet()
            context["seen"] = request.POST.get("seen", "")
            context["added"] = more
        else:
            answer = save(request, edition, session, sheet, context)
            if answer:
                return answer
    if session:
        context.setdefault("seen", str(token_of(session)))
        context["was_public"] = was_public(session)
    return render(request, template, context)


def save(
    request: HttpRequest, edition: Edition, session: Session | None, sheet: SessionSheet, context: dict[str, object]
) -> HttpResponse | None:
    """A redirect when all was saved; else None, with the reasons in their places."""
    context["seen"] = request.POST.get("seen", "")
    if not sheet.is_valid():
        return None
    puts_on_line = "online" in request.POST
    try:
        with transaction.atomic():
            saved = save_session(
                edition=edition,
                session=session,
                by=account_of(request),
                seen=request.POST.get("seen", ""),
                state=Session.State.ACCEPTED if puts_on_line else "",
                **sheet.facts(),
            )
    except ANY_ERROR as error:
        refuse(error, sheet, context)
        return None
    if puts_on_line:
        return redirect(f"{reverse('team:release', args=[edition.slug])}?{urlencode({'session': saved.code})}")
    messages.success(request, _("“%(session)s” is saved.") % {"session": saved})
    return redirect("team:session", edition.slug, saved.code)


def refuse(error: Exception, sheet: SessionSheet, context: dict[str, object]) -> None:
    """The reason at its input. After somebody else's change: what it was, and a second chance to save."""
    if not isinstance(error, ANY_ERROR):
        raise error
    note_meanwhile(error, context)
    sheet.refuse(error, sentence(error), field_of(error))


def note_meanwhile(error: Exception, context: dict[str, object]) -> None:
    """What somebody else changed since the form was made, and the token to save over it knowingly."""
    if not isinstance(error, ForumError) or error.code != "changed_meanwhile":
        return
    stored, entries = error.facts["session"], error.facts["entries"]
    if isinstance(stored, Session) and isinstance(entries, list):
        context["meanwhile"] = told(entries)
        context["seen"] = str(token_of(stored))


@require_POST
def change_state(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    found = team_edition(request, edition)
    session = team_session(found, code)
    try:
        changed = set_state(session=session, state=request.POST.get("state", ""), by=account_of(request))
    except ANY_ERROR as error:
        messages.error(request, sentence(error))
    else:
        words = _("“%(session)s”: %(state)s. Readers see it with the next release.")
        messages.success(request, words % {"session": changed, "state": changed.get_state_display()})
    return redirect("team:session", found.slug, session.code)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    found = team_edition(request, edition)
    session = team_session(found, code)
    if request.method == "POST":
        try:
            remove_session(session=session, by=account_of(request))
        except ANY_ERROR as error:
            messages.error(request, sentence(error))
            return redirect("team:session", found.slug, session.code)
        messages.success(request, _("“%(thing)s” is removed.") % {"thing": session})
        return redirect("team:sessions", found.slug)
    return render(request, "forum/team/remove.html", {"edition": found, "thing": session, "back": "team:sessions"})
