"""A path team gives its own sessions a day, an hour and a room in the draft."""

from django.db import transaction

from essaim.call.errors import CallError
from essaim.call.models import Proposal
from essaim.call.rules import may_place, why_undecided
from essaim.desk.models import Account
from essaim.forum.actions.programme import Place, draft_of, place_session, room_taken
from essaim.forum.models import Slot, Version
from essaim.forum.rules import Standing, standing_of
from essaim.kit.dates import clock


@transaction.atomic
def place_proposal(*, proposal: Proposal, place: Place, by: Account) -> Slot:
    """Put its session at a place in the draft. Locks the draft. Another path's session in the way is not named to a path team."""
    stored = Proposal.objects.select_related("edition", "session__edition", "path").get(pk=proposal.pk)
    standing = standing_of(by, stored.edition)
    if stored.session is None:
        raise CallError("place_confirmed_first", proposal=stored)
    if not may_place(standing, stored):
        raise CallError("may_not_decide", proposal=stored, why=why_undecided(standing, stored))
    guard_room(stored, place, standing)
    return place_session(session=stored.session, place=place, by=by)


def guard_room(proposal: Proposal, place: Place, standing: Standing) -> None:
    """The forum's own guard quotes the session in the way: only to those who may read it."""
    if proposal.session is None or standing.is_team:
        return
    draft = Version.objects.select_for_update().get(pk=draft_of(proposal.edition).pk)
    other = room_taken(proposal.session, place, draft)
    if other and not any(standing.reviews(path) for path in other.session.paths.all()):
        letters = ", ".join(sorted(path.letter for path in other.session.paths.all()))
        zone = proposal.edition.zone
        hours = "–".join(clock(one, zone) for one in (other.starts_at, other.ends_at) if one)
        raise CallError("room_taken_elsewhere", room=place.room, hours=hours, path=letters or "–", field="room")
