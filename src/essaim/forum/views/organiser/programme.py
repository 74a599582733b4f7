"""The draft programme, for everybody who helps in an edition; a session as it stands there, and its texts for who leads its path."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from essaim.forum.actions.session import save_session, token_of, was_public
from essaim.forum.inputs.draft import DraftFilter, SessionTextsInput
from essaim.forum.models import Note
from essaim.forum.offices import placing_of
from essaim.forum.queries.draft import drafted_lines, narrowed, notes_seen, texts_in
from essaim.forum.rules import (
    Standing,
    may_edit_note,
    may_edit_session,
    may_publish_notes,
    may_remove_note,
    may_see_interpretation,
    may_take_notes,
)
from essaim.forum.sentences import ANY_ERROR, field_of, sentence
from essaim.forum.views.organiser.doors import account_of, drafting_in, inputs_for, session_in_draft
from essaim.forum.views.organiser.session import note_meanwhile
from essaim.kit.languages import language_name


@require_safe
def show_programme(request: HttpRequest, edition: str) -> HttpResponse:
    """Eight statements at most, whatever the number of sessions."""
    standing = drafting_in(request, edition)
    lines = drafted_lines(standing)
    filters = DraftFilter(request.GET, standing=standing, lines=lines)
    context = {
        "edition": standing.edition,
        "standing": standing,
        "filters": filters,
        "programme": narrowed(lines, filters.wanted()),
        "n_all": len(lines),
        "sees_interpretation": may_see_interpretation(standing),
    }
    return render(request, "forum/team/programme.html", context)


@require_safe
def show_session(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """Fifteen statements at most, whatever the number of notes."""
    standing = drafting_in(request, edition)
    line = session_in_draft(standing, code)
    session = line.session
    texts, may_note = texts_in(session), may_take_notes(standing, session)
    context = {
        "edition": standing.edition,
        "standing": standing,
        "session": session,
        "slot": line.slot,
        "texts": texts,
        "lacking": [language_name(one.code, get_language() or "en") for one in texts if one.is_empty],
        "may_edit": may_edit_session(standing, session) and not standing.is_team,
        "place_address": placing_of(standing, session),
        "may_note": may_note,
        "sees_all_notes": may_publish_notes(standing, session),
        "notes": [noted(standing, note) for note in notes_seen(standing, session)] if may_note else [],
        "was_public": was_public(session),
    }
    return render(request, "forum/team/programme_session.html", context)


def noted(standing: Standing, note: Note) -> tuple[Note, bool, bool]:
    """The note, and whether this person may change it and take it away."""
    return note, may_edit_note(standing, note), may_remove_note(standing, note)


@require_http_methods(["GET", "HEAD", "POST"])
def change_texts(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """For who leads one of its paths; place, people and organisations stay as they are."""
    standing = drafting_in(request, edition)
    session = session_in_draft(standing, code).session
    if not may_edit_session(standing, session):
        raise Http404(f"no texts of {code} to change for this account")
    form = SessionTextsInput(request.POST if request.method == "POST" else None, edition=standing.edition, row=session)
    context: dict[str, object] = {"edition": standing.edition, "standing": standing, "session": session, "form": form}
    context["seen"] = request.POST.get("seen", "") if request.method == "POST" else str(token_of(session))
    context["was_public"] = was_public(session)
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_session(
                edition=standing.edition, session=session, by=account_of(request), seen=str(context["seen"]), **form.facts()
            )
        except ANY_ERROR as error:
            note_meanwhile(error, context)
            form.add_error(next((name for name in inputs_for(form, field_of(error)) if name in form.fields), None), sentence(error))
        else:
            messages.success(request, _("“%(session)s” is saved.") % {"session": saved})
            return redirect("team:programme_session", standing.edition.slug, saved.code)
    return render(request, "forum/team/programme_texts.html", context)
