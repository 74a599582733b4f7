"""What an entry names by code or slug, found or refused with its place."""

from essaim.registry.facts.entry import Entry
from essaim.registry.models import Organisation, Source, Territory
from essaim.registry.queries.territory import find_territory


def source_named(entry: Entry, field: str = "source") -> Source | None:
    code = entry.text(field)
    if not code:
        return None
    source = Source.objects.filter(code=code).first()
    if source is None:
        raise entry.error("unknown_source", field, value=code)
    return source


def territory_named(entry: Entry, field: str = "territory") -> Territory | None:
    """Written scheme/level/code: iso-3166/country/KR, fr-cog/region/75. Former codes lead to the current territory."""
    name = entry.text(field)
    if not name:
        return None
    parts = name.split("/")
    if len(parts) != 3 or parts[0] not in Territory.Scheme.values or parts[1] not in Territory.Level.values:
        raise entry.error("not_a_territory", field, value=name)
    territory = find_territory(*parts)
    if territory is None:
        raise entry.error("unknown_territory", field, value=name)
    return territory


def organisation_named(entry: Entry, field: str = "organisation") -> Organisation:
    slug = entry.text(field, is_required=True)
    organisation = Organisation.objects.filter(slug=slug).first()
    if organisation is None:
        raise entry.error("unknown_organisation", field, value=slug)
    return organisation
