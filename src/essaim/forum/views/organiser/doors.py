"""Who gets in: the edition for somebody of its team, or it does not exist."""

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.http import Http404, HttpRequest

from essaim.desk.models import Account
from essaim.forum.models import Edition, Note, Session
from essaim.forum.queries.draft import Drafted, drafted_session
from essaim.forum.rules import KNOWN, Standing, is_of_any_team, is_team, may_edit_note, may_see_draft, standing_of
from essaim.forum.sentences import ANY_ERROR, field_of, sentence
from essaim.kit.zones import show_hours_in

Made = TypeVar("Made")


def account_of(request: HttpRequest) -> Account:
    if not isinstance(request.user, Account):
        raise Http404("nobody is logged in")
    return request.user


def team_edition(request: HttpRequest, slug: str) -> Edition:
    """Two statements."""
    edition = Edition.objects.select_related("series", "territory").filter(slug=slug).first()
    if edition is None or not is_team(request.user, edition):
        raise Http404(f"no edition {slug} for this account")
    show_hours_in(edition.zone)
    edition.__dict__[KNOWN] = Standing(account_of(request), edition, is_team=True)
    return edition


def helping_in(request: HttpRequest, slug: str) -> Standing:
    """For whoever has a role in the edition, whatever it is: four statements at most."""
    edition = Edition.objects.select_related("series", "territory").filter(slug=slug).first()
    standing = standing_of(request.user, edition) if edition else None
    if standing is None or not standing.is_helper:
        raise Http404(f"no edition {slug} for this account")
    show_hours_in(standing.edition.zone)
    return standing


def leading_in(request: HttpRequest, slug: str) -> Standing:
    """For the team, and who leads a path: four statements at most."""
    standing = helping_in(request, slug)
    if not (standing.is_team or standing.led):
        raise Http404(f"no edition {slug} for this account")
    return standing


def drafting_in(request: HttpRequest, slug: str) -> Standing:
    """For whoever may see the programme before it is on line: four statements at most."""
    standing = helping_in(request, slug)
    if not may_see_draft(standing):
        raise Http404(f"no draft programme of {slug} for this account")
    return standing


def session_in_draft(standing: Standing, code: str) -> Drafted:
    """Four statements."""
    found = drafted_session(standing, code)
    if found is None:
        raise Http404(f"no session {code} in {standing.edition.slug} for this account")
    return found


def note_to_change(standing: Standing, session: Session, pk: int) -> Note:
    """One statement."""
    note = session.notes.select_related("rapporteur").filter(pk=pk).first()
    if note is None:
        raise Http404(f"no note {pk} on {session.code}")
    note.session = session
    if not may_edit_note(standing, note):
        raise Http404(f"no note {pk} on {session.code} for this account")
    return note


def team_session(edition: Edition, code: str) -> Session:
    session = edition.sessions.select_related("edition", "format").filter(code=code).first()
    if session is None:
        raise Http404(f"no session {code} in {edition.slug}")
    return session


def guard_any_team(request: HttpRequest) -> Account:
    if not is_of_any_team(request.user):
        raise Http404("not of any team")
    return account_of(request)


def written(form: forms.BaseForm, act: Callable[[], Made]) -> Made | None:
    """What the action made; None when it refused, and then the reason stands at its input."""
    try:
        return act()
    except ANY_ERROR as error:
        field = next((name for name in inputs_for(form, field_of(error)) if name in form.fields), None)
        form.add_error(field, sentence(error))
        return None


def inputs_for(form: forms.BaseForm, field: str) -> list[str]:
    """A text's first input when the text as a whole is meant."""
    return [field, *(name for name in form.fields if name.startswith(f"{field}__"))] if field else []
