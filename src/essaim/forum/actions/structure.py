"""An edition's shape, taken from an earlier one: sites, rooms, paths and formats, never sessions or people."""

from typing import TypeVar

from django.db import transaction

from essaim.desk import journal
from essaim.desk.models import Account
from essaim.forum.models import Edition, Format, Path, Room, Site

Thing = TypeVar("Thing", Site, Room, Path, Format)


@transaction.atomic
def copy_structure(*, origin: Edition, edition: Edition, by: Account | None) -> None:
    """Leads of paths and sources stay behind: they were of that year."""
    for site in origin.sites.prefetch_related("rooms"):
        rooms = list(site.rooms.all())
        made = copied(site, edition=edition)
        Room.objects.bulk_create([fresh(room, site=made) for room in rooms])
    Path.objects.bulk_create([fresh(path, edition=edition, source=None) for path in origin.paths.all()])
    Format.objects.bulk_create([fresh(one, edition=edition) for one in origin.formats.all()])
    journal.record(by=by, action="copy_structure", thing=edition, after={"from": origin.slug}, scope=edition)


def copied(site: Site, edition: Edition) -> Site:
    made = fresh(site, edition=edition)
    made.save()
    return made


def fresh(thing: Thing, **changes: object) -> Thing:
    values = {column.attname: getattr(thing, column.attname) for column in thing._meta.concrete_fields if not column.primary_key}
    made = type(thing)(**values)
    for name, value in changes.items():
        setattr(made, name, value)
    return made
