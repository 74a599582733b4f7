"""Where an edition takes place: its sites and their rooms."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction

from essaim.desk.models import Account
from essaim.desk.rows import remove_row, save_row
from essaim.forum.actions.slugs import free_slug, taken_in
from essaim.forum.errors import ForumError
from essaim.forum.models import Edition, Room, Site
from essaim.registry.models import Territory
from essaim.registry.names import Texts


class SiteFacts(TypedDict, total=False):
    name: Texts
    use: Texts
    access: str
    access_note: Texts
    address: str
    territory: Territory | None
    latitude: Decimal | None
    longitude: Decimal | None
    step_free: bool | None
    place: int


class RoomFacts(TypedDict, total=False):
    name: Texts
    site: Site
    capacity: int | None
    equipment: Sequence[str]
    step_free: bool | None
    booths: int | None
    place: int


@transaction.atomic
def save_site(*, edition: Edition, site: Site | None, by: Account | None, **facts: Unpack[SiteFacts]) -> Site:
    """A point on the map needs both coordinates."""
    if (facts.get("latitude") is None) != (facts.get("longitude") is None):
        raise ForumError("half_a_point", latitude=facts.get("latitude"), longitude=facts.get("longitude"))
    row = site or Site(edition=edition, slug=free_slug(facts.get("name"), "site", taken_in(Site.objects.filter(edition=edition))))
    return save_row(row=row, facts=facts, by=by, action="save_site", scope=edition)


@transaction.atomic
def remove_site(*, site: Site, by: Account | None) -> None:
    remove_row(row=site, by=by, action="remove_site", scope=site.edition)


@transaction.atomic
def save_room(*, edition: Edition, room: Room | None, by: Account | None, **facts: Unpack[RoomFacts]) -> Room:
    """A room in use stays at its site: the programme says both."""
    site = facts.get("site") or (room.site if room else None)
    if site is None or site.edition_id != edition.pk:
        raise ForumError("site_of_another_edition", site=site)
    if room and room.site_id != site.pk and room.slots.exists():
        raise ForumError("room_cannot_move", room=room, site=room.site)
    slug = free_slug(facts.get("name"), "room", taken_in(Room.objects.filter(site__edition=edition))) if room is None else ""
    return save_row(row=room or Room(site=site, slug=slug), facts=facts, by=by, action="save_room", scope=edition)


@transaction.atomic
def remove_room(*, room: Room, by: Account | None) -> None:
    remove_row(row=room, by=by, action="remove_room", scope=room.site.edition)
