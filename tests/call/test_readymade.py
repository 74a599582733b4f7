"""The forms of Niort 2019 and Niort 2024 and Bordeaux 2025's kinds, rebuilt: every field as data/facts/calls_and_forms.yaml lists it."""

import pytest

from essaim.call.actions.call import create_call
from essaim.call.asking import questions_of
from essaim.call.asking.faults import Weight, faults_of
from essaim.call.models import Question
from essaim.call.readymade import read

Type = Question.Type
PARTS = {"title", "summary", "description", "lead", "partners", "consent"}
"""What every proposal has and the form does not ask again."""

NIORT_2019 = """
| field                                                                  | required | personal | other | becomes            |
|------------------------------------------------------------------------|----------|----------|-------|--------------------|
| Titre de la Contribution                                               |          |          |       | title              |
| Organisation porteuse                                                  |          |          |       | lead               |
| Statut de l'organisation                                               | yes      |          |       | line               |
| Code postal                                                            | yes      |          |       | line               |
| Ville                                                                  |          |          |       | line               |
| latitude / longitude                                                   | yes      |          |       | place              |
| Autres organisations partenaires                                       |          |          |       | partners           |
| Mail référent·e                                                        | yes      | yes      |       | email              |
| Téléphone du référent                                                  |          | yes      |       | phone              |
| Image de présentation                                                  |          |          |       | file               |
| Plus-value pour les territoires                                        | yes      |          | yes   | several            |
| Réponses aux défis de société                                          | yes      |          | yes   | several            |
| Autres manières d'entreprendre, d'innover et de repenser le travail    | yes      |          | yes   | several            |
| État de la contribution                                                | yes      |          |       | one                |
| Échelle de la contribution                                             | yes      |          |       | one                |
| Présentation de la proposition                                         |          |          |       | description        |
| Des formats courts pour présenter l'initiative                         | yes      |          |       | line               |
| Et des formats longs                                                   | yes      |          |       | line               |
| Détails du format                                                      |          |          |       | text               |
| Lien vers une page web                                                 |          |          |       | url                |
| Document à télécharger                                                 |          |          |       | file               |
| En quoi cette initiative apporte une plus-value pour nos territoires ? |          |          |       | text               |
| Comment cette initiative répond aux grands défis de société ?          |          |          |       | text               |
| Autres commentaires                                                    |          |          |       | text               |
| Accord pour que les informations soient visibles sur le site           |          |          |       | consent            |
| Email                                                                  | yes      | yes      |       | email              |
"""
NIORT_2024 = """
| field                                                                             | becomes |
|-----------------------------------------------------------------------------------|---------|
| Titre                                                                             | title   |
| Format (Atelier, ...)                                                             | one     |
| Public attendu (Confirmé, ...)                                                    | one     |
| Pour combien de personnes (15 maximum; 20 à 30 personnes)                         | one     |
| Présentation courte                                                               | summary |
| Organisation référente                                                            | lead    |
| Statut de l'organisation porteuse (PUBLIC - Collectivité territoriale ou locale)  | one     |
| Domaine d'activité                                                                | line    |
| Adresse                                                                           | line    |
| Code postal                                                                       | line    |
| Ville                                                                             | line    |
| Nom de la personne référente pour le Forum                                        | line    |
| Autres organisations partenaires                                                  | partners |
| Présentation de la structure, du collectif                                        | text    |
"""
SEEN = {
    "Plus-value pour les territoires": ["Mobilité", "Collectivités et ESS"],
    "Réponses aux défis de société": ["Lutte contre les discriminations"],
    "Autres manières d'entreprendre, d'innover et de repenser le travail": ["Innovation sociale", "Sensibilisation des jeunes à l'ESS"],
    "État de la contribution": ["Projet en cours"],
    "Échelle de la contribution": ["Départemental"],
}


def rows_of(table):
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.strip().splitlines()]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[2:]]


def built(cast, form):
    """The call's questions by the field they rebuild, and the fields every proposal holds."""
    call = create_call(edition=cast.edition, by=cast.team, name={"fr": form}, form=form)
    by_slug = {question.slug: question for question in questions_of(call)}
    fields = read()["forms"][form]["fields"]
    return call, {row["fact"]: by_slug[row["slug"]] if "slug" in row else row["part"] for row in fields if "fact" in row}


@pytest.mark.parametrize("row", rows_of(NIORT_2019), ids=lambda row: row["field"])
def test_field_of_niort_2019_is_rebuilt(cast, row):
    _call, found = built(cast, "niort-2019")
    made = found[row["field"]]
    if row["becomes"] in PARTS:
        assert made == row["becomes"]
        return
    assert made.type == row["becomes"]
    assert made.is_required == (row["required"] == "yes")
    assert made.is_personal == (row["personal"] == "yes")
    assert not (made.is_personal and made.is_public)
    if row["other"]:
        assert made.allows_other
    if row["field"] in SEEN:
        assert [choice["label"]["fr"] for choice in made.choices] == SEEN[row["field"]]
    assert set(made.label.data) == {"fr", "en", "es"}


@pytest.mark.parametrize("row", rows_of(NIORT_2024), ids=lambda row: row["field"])
def test_field_of_niort_2024_is_rebuilt(cast, row):
    _call, found = built(cast, "niort-2024")
    made = found[row["field"]]
    assert (made if isinstance(made, str) else made.type) == row["becomes"]
    assert isinstance(made, str) or not made.is_required


@pytest.mark.parametrize(("form", "table"), [("niort-2019", NIORT_2019), ("niort-2024", NIORT_2024)])
def test_nothing_is_asked_that_the_form_did_not_ask(cast, form, table):
    """The agreement that it may be shown is part of every proposal: nobody is asked twice."""
    call, found = built(cast, form)
    assert list(found) == [row["field"] for row in rows_of(table)]
    assert call.questions.count() == sum(not isinstance(one, str) for one in found.values())
    assert not call.questions.filter(type=Type.CONSENT).exists()


@pytest.mark.parametrize("form", ["niort-2019", "niort-2024"])
def test_ready_made_form_has_nothing_to_mend(cast, form):
    cast.edition.languages = ["fr", "en", "es"]
    call, _found = built(cast, form)
    call.edition = cast.edition
    faults = faults_of(call, list(call.kinds.all()), questions_of(call))
    assert [(fault.code, fault.question) for fault in faults if fault.weight == Weight.ERROR] == []
    assert [fault.facts for fault in faults if "untranslated" in fault.code and (fault.question or fault.kind)] == []


def test_kinds_of_bordeaux_2025_have_their_rules(cast):
    call = create_call(edition=cast.edition, by=cast.team, name={"fr": "Appel"}, kinds="bordeaux-2025")
    individual, collective, self_managed = call.kinds.all()
    assert (individual.may_attach, individual.may_merge, individual.is_interpreted) == (True, False, True)
    assert (collective.may_attach, collective.may_merge, collective.is_interpreted) == (False, True, True)
    assert (self_managed.may_attach, self_managed.may_merge, self_managed.is_interpreted) == (False, False, False)
    assert "remote" in call.intro.data["en"]
    assert "interprétés" in call.intro.data["fr"]
    assert call.criteria.count() == 3
