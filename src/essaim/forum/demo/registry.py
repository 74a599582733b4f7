"""Sources, organisations and people the editions name."""

from pathlib import Path

from django.db import transaction

from essaim.forum.demo.facts import RegistryFact
from essaim.forum.demo.reading import read_facts
from essaim.forum.demo.rows import text
from essaim.registry.models import Organisation, OrganisationName, Person, PersonName, Source, Territory

DATA = Path(__file__).parent / "data"


@transaction.atomic
def load_registry(*, refresh: bool) -> None:
    facts = read_facts(RegistryFact, DATA / "registry.yaml")
    interim_territories()
    for fact in facts.sources:
        Source.objects.get_or_create(code=fact.code, defaults={"title": fact.title, "publisher": fact.publisher, "url": fact.url})
    for o in facts.organisations:
        row, _ = Organisation.objects.get_or_create(
            slug=o.slug,
            defaults={
                "name": text(o.name),
                "acronym": o.acronym,
                "kind": o.kind,
                "territory": Territory.objects.filter(level="country", code=o.territory).first(),
            },
        )
        for name in o.other_names:
            OrganisationName.objects.get_or_create(organisation=row, name=name.name, defaults={"note": text(name.note)})
    for p in facts.people:
        person, _ = Person.objects.get_or_create(
            slug=p.slug, defaults={"name": p.name, "sort_name": p.sort_name, "source": Source.objects.filter(code=p.source).first()}
        )
        for name in p.other_names:
            PersonName.objects.get_or_create(person=person, name=name.name, defaults={"note": text(name.note)})


def interim_territories() -> None:
    for code, name in (("FR", "France"), ("KR", "Corée du Sud"), ("TN", "Tunisie"), ("BF", "Burkina Faso"), ("CA", "Canada")):
        Territory.objects.get_or_create(scheme="iso-3166", level="country", code=code, defaults={"name": text({"fr": name})})
    Territory.objects.get_or_create(scheme="fr-cog", level="municipality", code="79191", defaults={"name": text({"fr": "Niort"})})
