"""Day, hour and room for a path's own session, with what is free."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from essaim.call.actions.placing import place_proposal
from essaim.call.queries.rooms import day_of_rooms, not_free
from essaim.call.rules import may_place
from essaim.call.sentences import ANY_ERROR, field_of, sentence
from essaim.call.views.doors import account_of, board_proposal, office_of
from essaim.call.views.review import done
from essaim.forum.actions.programme import Place, place_of
from essaim.forum.inputs.session import PlaceInput
from essaim.forum.models import Edition, Session


@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    standing = office_of(request, edition)
    proposal = board_proposal(standing, number)
    session = proposal.session
    if session is None or not may_place(standing, proposal):
        raise Http404(f"nothing to place at {number} for this account")
    stands = place_of(session)
    form = PlaceInput(request.POST if request.method == "POST" else None, edition=standing.edition, place=stands, is_short=True)
    if request.method == "POST" and form.is_valid():
        try:
            placed = form.place()
            place_proposal(proposal=proposal, place=placed, by=account_of(request))
        except ANY_ERROR as error:
            form.add_error(field_of(error) if field_of(error) in form.fields else None, sentence(error))
        else:
            warn_of_hours(request, session, placed)
            return done(request, proposal, _("Placed in the draft. Readers see it with the next release."))
    days = [date.fromisoformat(code) for code, _label in form.fields["day"].choices if code]  # type: ignore[attr-defined]
    day = day_wanted(request, stands, standing.edition)
    context = {
        "edition": standing.edition,
        "standing": standing,
        "proposal": proposal,
        "session": session,
        "form": form,
        "days": days,
        "rooms": day_of_rooms(standing, session, day),
    }
    return render(request, "call/team/place.html", context, status=422 if form.errors else 200)


def warn_of_hours(request: HttpRequest, session: Session, placed: Place) -> None:
    """Placed all the same: whoever places may know more."""
    names = not_free(session, placed.starts_at, placed.ends_at) if placed.starts_at and placed.ends_at else []
    if names:
        words = ngettext(
            "%(names)s said they cannot be there at that hour. Ask them, or choose another.",
            "%(names)s said they cannot be there at that hour. Ask them, or choose another.",
            len(names),
        )
        messages.warning(request, words % {"names": ", ".join(names)})


def day_wanted(request: HttpRequest, stands: Place, edition: Edition) -> date:
    """The day asked for, else the one in the form, else where it stands, else the edition's first."""
    for given in (request.GET.get("show", ""), request.POST.get("day", "")):
        try:
            return date.fromisoformat(given)
        except ValueError:
            continue
    return stands.day or edition.starts_on
