"""What sessions stand on: sites, rooms, paths and formats of the edition, found by name or made."""

import re
import string
from collections.abc import Iterable
from typing import TypeVar

from i18nfield.strings import LazyI18nString

from essaim.forum.exchange.outcome import Outcome
from essaim.forum.interchange.document import Document, Texts
from essaim.forum.models import Edition, Format, Path, Room, Site
from essaim.registry.names import folded, slug_of, spellings

LETTERS = string.ascii_uppercase
KINDS = (
    (r"clôture|cloture|closing|clausura", Format.Kind.CLOSING),
    (r"ouverture|opening|apertura", Format.Kind.OPENING),
    (r"pléni|pleni|plenar|keynote", Format.Kind.PLENARY),
    (r"table ronde|round.?table|mesa redonda|panel", Format.Kind.ROUND_TABLE),
    (r"atelier|workshop|taller", Format.Kind.WORKSHOP),
    (r"module|formation|training|formación", Format.Kind.MODULE),
    (r"réseau|networking|meetup|redes", Format.Kind.NETWORKING),
    (r"prix|award|premio", Format.Kind.AWARD),
    (r"visite|visit|visita|balade|walk", Format.Kind.VISIT),
    (r"stand|poster", Format.Kind.STAND),
    (r"autogér|self.?(managed|organi)|autogestion", Format.Kind.SELF_MANAGED),
    (r"pause|break|lunch|déjeuner|coffee|pausa", Format.Kind.BREAK),
)
"""A format's kind from its name in the three languages; what none of them fits is a plain session."""


class Ground:
    """Six statements to read; a statement for each thing made."""

    def __init__(self, edition: Edition, document: Document, language: str, outcome: Outcome) -> None:
        self.edition, self.language, self.outcome = edition, language, outcome
        self.sites = {folded(name): site for site in edition.sites.all() for name in spellings(site.name)}
        self.rooms = {
            (room.site_id, folded(name)): room
            for room in Room.objects.filter(site__edition=edition).select_related("site")
            for name in spellings(room.name)
        }
        self.paths = list(edition.paths.all())
        self.formats = list(edition.formats.all())
        self.path_of: dict[str, Path] = {}
        self.format_of: dict[str, Format] = {}
        for site in document.sites:
            self.site(site.name, address=site.address, access=site.access)
        for room in document.rooms:
            self.room(room.name, room.site, capacity=room.capacity)
        for path in document.paths:
            self.path_of[path.slug] = self.path(path.letter, self.texts(path.name))
        for form in document.formats:
            self.format_of[form.slug] = self.format(form.slug, self.texts(form.name))

    def texts(self, given: Texts) -> dict[str, str]:
        """A text without a language is in the one the import was told."""
        return {code or self.language: text for code, text in given.items() if text}

    def site(self, name: str, *, address: str = "", access: str = "") -> Site:
        found = self.sites.get(folded(name))
        if found is None:
            slug = free(slug_of([name], "site"), (site.slug for site in self.sites.values()))
            known_access = access if access in Site.Access.values else ""
            found = Site.objects.create(
                edition=self.edition,
                slug=slug[:60],
                name={self.language: name},
                address=address,
                access=known_access,
                place=len(self.sites),
            )
            self.sites[folded(name)] = found
            self.outcome.counts["sites.created"] += 1
        return found

    def own_site(self) -> Site:
        """The site of rooms whose site the file does not name: the edition's only one, else one named for its venue."""
        only = list({site.pk: site for site in self.sites.values()}.values())
        if len(only) == 1:
            return only[0]
        names = spellings(self.edition.place) or spellings(self.edition.name)
        return self.site(names[0] if names else self.edition.slug)

    def room(self, name: str, site: str | None, *, capacity: int | None = None) -> Room:
        if not site:
            name, site = self.without_site(name)
        if not site and (known := self.only_room(name)):
            return known
        place = self.site(site) if site else self.own_site()
        key = (place.pk, folded(name) or name)
        found = self.rooms.get(key)
        if found is None:
            taken = (room.slug for room in self.rooms.values() if room.site_id == place.pk)
            slug = free(slug_of([name], "room")[:50], taken)
            found = Room.objects.create(
                site=place,
                slug=slug,
                name={self.language: name},
                capacity=capacity or None,
                place=sum(1 for room in self.rooms if room[0] == place.pk),
            )
            self.rooms[key] = found
            self.outcome.counts["rooms.created"] += 1
        elif capacity and found.capacity != capacity:
            found.capacity = capacity
            found.save(update_fields=["capacity"])
            self.outcome.counts["rooms.changed"] += 1
        return found

    def without_site(self, name: str) -> tuple[str, str | None]:
        """Calendars write "room, site" in one: the room's own name, and the site when the second is one of ours."""
        for site in {site.pk: site for site in self.sites.values()}.values() or [self.own_site()]:
            for spelling in spellings(site.name):
                if name.endswith(f", {spelling}"):
                    return name.removesuffix(f", {spelling}"), spelling
        return name, None

    def only_room(self, name: str) -> Room | None:
        """The room of this name where there is just one, whatever its site."""
        wanted = folded(name) or name
        rooms = {room.pk: room for (_, known), room in self.rooms.items() if known == wanted}
        return next(iter(rooms.values())) if len(rooms) == 1 else None

    def path(self, letter: str, name: dict[str, str]) -> Path:
        found = next((path for path in self.paths if letter and path.letter == letter), None) or named_alike(self.paths, name)
        if found is None:
            free_letter = letter if re.fullmatch(r"[A-Z]{1,2}", letter) else next_letter({path.letter for path in self.paths})
            found = Path.objects.create(edition=self.edition, letter=free_letter, name=name)
            self.paths.append(found)
            self.outcome.counts["paths.created"] += 1
        elif merged(found.name, name) != found.name.data and name:
            found.name = LazyI18nString(merged(found.name, name))
            found.save(update_fields=["name"])
            self.outcome.counts["paths.changed"] += 1
        return found

    def format(self, slug: str, name: dict[str, str]) -> Format:
        found = next((form for form in self.formats if slug and form.slug == slug), None) or named_alike(self.formats, name)
        if found is None:
            words = " ".join(name.values()).lower() or slug
            kind = next((kind for pattern, kind in KINDS if re.search(pattern, words)), Format.Kind.SESSION)
            free_slug = free(slug_of([slug, *name.values()], "format")[:50], (form.slug for form in self.formats))
            found = Format.objects.create(
                edition=self.edition, slug=free_slug, kind=kind, name=name or {self.language: slug}, place=len(self.formats)
            )
            self.formats.append(found)
            self.outcome.counts["formats.created"] += 1
        return found


def merged(stored: LazyI18nString | str, given: dict[str, str]) -> dict[str, str]:
    """What the file says in its languages over what is known in others."""
    held = stored.data if isinstance(stored, LazyI18nString) else stored
    data: dict[str, str] = held if isinstance(held, dict) else ({"": str(held)} if held else {})
    kept = data if "" not in data or not given else {code: text for code, text in data.items() if code}
    return {**kept, **given}


Named = TypeVar("Named", Path, Format)


def named_alike(things: Iterable[Named], name: dict[str, str]) -> Named | None:
    wanted = {folded(text) for text in name.values()} - {""}
    return next((thing for thing in things if wanted & {folded(text) for text in spellings(thing.name)}), None)


def next_letter(taken: set[str]) -> str:
    words: list[str] = [*LETTERS, *(first + second for first in LETTERS for second in LETTERS)]
    return next(word for word in words if word not in taken)


def free(base: str, taken: Iterable[str]) -> str:
    used = set(taken)
    slugs: list[str] = [base, *(f"{base}-{number}" for number in range(2, len(used) + 3))]
    return next(slug for slug in slugs if slug not in used)
