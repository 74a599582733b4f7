"""What an edition's sessions stand on: sites, rooms, paths, formats, partners."""

from dataclasses import dataclass

from essaim.forum.demo.facts import EditionFact, PathFact
from essaim.forum.demo.known import Known, find, find_any
from essaim.forum.demo.rows import put, text
from essaim.forum.models import Edition, Format, Partner, Path, Room, Site


@dataclass(frozen=True, slots=True)
class Ground:
    sites: dict[str, Site]
    rooms: dict[str, Room]
    paths: dict[str, Path]
    formats: dict[str, Format]


def write_ground(fact: EditionFact, edition: Edition, known: Known) -> Ground:
    sites = write_sites(fact, edition)
    ground = Ground(
        sites=sites, rooms=write_rooms(fact, sites), paths=write_paths(fact, edition, known), formats=write_formats(fact, edition)
    )
    write_partners(fact, edition, known)
    return ground


def write_sites(fact: EditionFact, edition: Edition) -> dict[str, Site]:
    rows = [
        Site(
            edition=edition,
            slug=site.slug,
            name=text(site.name),
            use=text(site.use),
            access=site.access,
            access_note=text(site.access_note),
            address=site.address,
            step_free=site.step_free,
            place=place,
        )
        for place, site in enumerate(fact.sites, start=1)
    ]
    return {row.slug: row for row in put(rows, edition.sites.all(), lambda row: row.slug)}


def write_rooms(fact: EditionFact, sites: dict[str, Site]) -> dict[str, Room]:
    rows = [
        Room(
            site=sites[site.slug],
            slug=room.slug,
            name=text(room.name),
            capacity=room.capacity,
            equipment=list(room.equipment),
            step_free=room.step_free,
            booths=room.booths,
            place=place,
        )
        for site in fact.sites
        for place, room in enumerate(site.rooms, start=1)
    ]
    there = Room.objects.filter(site__in=sites.values())
    return {row.slug: row for row in put(rows, there, lambda row: (row.site_id, row.slug))}


def write_paths(fact: EditionFact, edition: Edition, known: Known) -> dict[str, Path]:
    rows = put([path_row(path, edition, known) for path in fact.paths], edition.paths.all(), lambda row: row.letter)
    paths = {row.letter: row for row in rows}
    leads = Path.leads.through
    leads._default_manager.filter(path__in=rows).delete()
    leads._default_manager.bulk_create(
        leads(path_id=paths[path.letter].pk, organisation_id=find(known.organisations, slug, where=path.where, field="leads").pk)
        for path in fact.paths
        for slug in path.leads
    )
    return paths


def path_row(path: PathFact, edition: Edition, known: Known) -> Path:
    return Path(
        edition=edition,
        letter=path.letter,
        name=text(path.name),
        summary=text(path.summary),
        note=text(path.note),
        source=find_any(known.sources, path.source, where=path.where, field="source"),
    )


def write_formats(fact: EditionFact, edition: Edition) -> dict[str, Format]:
    rows = [
        Format(edition=edition, slug=kind.slug, kind=kind.kind, name=text(kind.name), is_interpreted=kind.is_interpreted, place=place)
        for place, kind in enumerate(fact.formats, start=1)
    ]
    return {row.slug: row for row in put(rows, edition.formats.all(), lambda row: row.slug)}


def write_partners(fact: EditionFact, edition: Edition, known: Known) -> None:
    rows = [
        Partner(
            edition=edition,
            organisation=find(known.organisations, partner.organisation, where=partner.where, field="organisation"),
            role=partner.role,
            note=text(partner.note),
            place=place,
            source=find_any(known.sources, partner.source, where=partner.where, field="source"),
        )
        for place, partner in enumerate(fact.partners, start=1)
    ]
    put(rows, edition.partners.all(), lambda row: (row.organisation_id, row.role))
