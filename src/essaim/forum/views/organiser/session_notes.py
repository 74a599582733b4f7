"""Rapporteurs' notes on one session, where it stands in the draft programme."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from essaim.forum.actions.media import note_token, remove_note, save_note, take_note
from essaim.forum.errors import ForumError
from essaim.forum.inputs.draft import SessionNoteInput
from essaim.forum.models import Note, Session
from essaim.forum.rules import Standing, may_publish_notes, may_remove_note, may_take_notes
from essaim.forum.sentences import ANY_ERROR, sentence
from essaim.forum.views.organiser.doors import account_of, drafting_in, note_to_change, session_in_draft


@require_http_methods(["GET", "HEAD", "POST"])
def new_note(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    standing = drafting_in(request, edition)
    session = session_in_draft(standing, code).session
    if not may_take_notes(standing, session):
        raise Http404(f"no notes on {code} for this account")
    return write(request, standing, session, None)


@require_http_methods(["GET", "HEAD", "POST"])
def change_note(request: HttpRequest, edition: str, code: str, pk: int) -> HttpResponse:
    standing = drafting_in(request, edition)
    session = session_in_draft(standing, code).session
    return write(request, standing, session, note_to_change(standing, session, pk))


def write(request: HttpRequest, standing: Standing, session: Session, note: Note | None) -> HttpResponse:
    form = SessionNoteInput(
        request.POST if request.method == "POST" else None,
        edition=standing.edition,
        row=note,
        may_publish=may_publish_notes(standing, session),
    )
    seen = request.POST.get("seen", "") if request.method == "POST" else note_token(note) if note else ""
    context: dict[str, object] = {"edition": standing.edition, "standing": standing, "session": session, "note": note, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            save(request, session, note, seen, form.facts())
        except ANY_ERROR as error:
            stored = error.facts.get("note") if isinstance(error, ForumError) else None
            if isinstance(stored, Note):
                context["stored"], seen = stored, note_token(stored)
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("The note is saved."))
            return redirect("team:programme_session", standing.edition.slug, session.code)
    return render(request, "forum/team/session_note.html", {**context, "seen": seen, "opens": "" if note else tongue_of(standing)})


def tongue_of(standing: Standing) -> str:
    """A new note is begun in the reader's language, else in the edition's first."""
    codes, reader = standing.edition.languages or ["fr"], (get_language() or "").split("-")[0]
    return reader if reader in codes else codes[0]


def save(request: HttpRequest, session: Session, note: Note | None, seen: str, facts: dict[str, Any]) -> Note:
    if note is None:
        return take_note(session=session, by=account_of(request), **facts)
    return save_note(edition=session.edition, note=note, by=account_of(request), seen=seen, **facts)


@require_http_methods(["GET", "HEAD", "POST"])
def take_away(request: HttpRequest, edition: str, code: str, pk: int) -> HttpResponse:
    """After a question: one's own, not yet published."""
    standing = drafting_in(request, edition)
    session = session_in_draft(standing, code).session
    note = note_to_change(standing, session, pk)
    if not may_remove_note(standing, note):
        raise Http404(f"no note {pk} to remove for this account")
    if request.method == "POST":
        try:
            remove_note(note=note, by=account_of(request))
        except ANY_ERROR as error:
            messages.error(request, sentence(error))
        else:
            messages.success(request, _("The note is removed."))
        return redirect("team:programme_session", standing.edition.slug, session.code)
    return render(request, "forum/team/session_note_remove.html", {"edition": standing.edition, "session": session, "note": note})
