"""A merger keeps everything, and tells everybody once."""

from essaim.call.actions.attach import attach_individual
from essaim.call.actions.merger import Choices, undo_merger
from essaim.call.models import (
    Conflict,
    Contributor,
    MergerPart,
    Proposal,
    ProposalFile,
    ProposingOrganisation,
    Question,
)
from essaim.call.queries.merger import trace_of
from essaim.desk.models import Delivery, Job, Mailing, Message, Webhook
from essaim.forum.rules import PATH_LEAD
from tests.call.merging import letters_to, merged
from tests.factories import call as make
from tests.factories import forum as make_forum
from tests.factories import registry as make_registry

State = Proposal.State


# --- what is kept --------------------------------------------------------------------------------------------------------------------------


def test_result_is_new_and_parts_stay_behind(cast, pair):
    merger = merged(cast, *pair, reason="Le même atelier.")
    result = merger.result
    assert result.state == State.MERGED
    assert result.number == max(one.number for one in pair) + 1
    assert [part.proposal for part in merger.parts.all()] == list(pair)
    assert [part.former_state for part in merger.parts.all()] == [State.KEPT, State.DISCUSSED]
    assert set(Proposal.objects.filter(pk__in=[one.pk for one in pair]).values_list("state", flat=True)) == {State.JOINED}


def test_every_lead_organisation_leads_the_result(cast, pair):
    result = merged(cast, *pair).result
    assert set(result.organisations.values_list("name", "role")) == {
        ("Watts du bocage", "lead"),
        ("Soleil d'ici", "lead"),
        ("Mairie de Brégance", "partner"),
    }


def test_partner_that_leads_the_other_part_leads(cast, pair):
    ProposingOrganisation.objects.create(proposal=pair[1], name="WATTS du Bocage", role="partner", kind="cooperative", place=5)
    result = merged(cast, *reversed(pair)).result
    row = result.organisations.get(name__icontains="watts")
    assert (row.role, row.kind) == ("lead", "cooperative")


def test_every_author_is_kept_once_a_role(cast, pair):
    make.make_contributor(pair[1], "Claire B.", email="CLAIRE.B@example.org", phone="06 12", role=Contributor.Role.AUTHOR)
    result = merged(cast, *pair).result
    rows = {one.name: one for one in result.contributors.all()}
    assert sorted(rows) == ["Claire", "Denis", "Sonia Sans-Adresse"]
    assert (rows["Claire"].phone, rows["Claire"].account.email) == ("06 12", "claire.b@example.org")
    assert rows["Sonia Sans-Adresse"].role == "speaker"


def test_somebody_in_two_roles_keeps_both(cast, pair):
    make.make_contributor(pair[1], "Claire", email="claire.b@example.org", role=Contributor.Role.SPEAKER)
    result = merged(cast, *pair).result
    assert sorted(result.contributors.filter(name="Claire").values_list("role", flat=True)) == ["author", "speaker"]


def test_two_people_of_one_name_stay_two(cast, pair):
    make.make_contributor(pair[0], "Marie Dupont", email="marie@example.org")
    make.make_contributor(pair[1], "Marie Dupont", email="m.dupont@example.org")
    assert merged(cast, *pair).result.contributors.filter(name="Marie Dupont").count() == 2


def test_whoever_began_a_part_keeps_writing_but_not_the_team(cast, pair):
    scribe = make_forum.make_account("scribe@example.org", name="Sacha Scribe")
    Proposal.objects.filter(pk=pair[0].pk).update(created_by=scribe)
    Proposal.objects.filter(pk=pair[1].pk).update(created_by=cast.team)
    result = merged(cast, *pair).result
    assert result.created_by is None
    assert result.contributors.filter(account=scribe).exists()
    assert not result.contributors.filter(account=cast.team).exists()


def test_goals_languages_size_and_agreement(cast, pair):
    framework = make_registry.make_framework("odd")
    seven, eleven = (make_registry.make_goal(framework, code) for code in ("7", "11"))
    pair[0].goals.add(seven)
    pair[1].goals.add(seven, eleven)
    result = merged(cast, *pair).result
    assert sorted(result.goals.values_list("code", flat=True)) == ["11", "7"]
    assert result.spoken == ["fr", "es"]
    assert result.audience == 40
    assert result.may_be_public is False, "one of the two did not agree"


def test_usual_texts_drop_nothing(cast, pair):
    result = merged(cast, *pair).result
    assert result.title.data == {"fr": "Toits solaires", "en": "Solar roofs"}
    assert result.summary.data["fr"] == "Douze toits. Des parts à cent euros.\n\nUne épargne locale. Vingt communes."
    assert result.answers == {
        "plus-value": "Les comptes.\n\nLa méthode.",
        "echelle": ["local", "regional"],
        "etat": "done",
        "accord": True,
    }


def test_personal_answers_stay_with_their_part(cast, pair):
    merger = merged(cast, *pair)
    assert "06 11" not in str(merger.result.answers)
    assert "06 11" not in str(list(MergerPart.objects.values_list("brought", flat=True)))
    assert Proposal.objects.get(pk=pair[0].pk).answers["telephone"] == "06 11 22 33 44"


def test_chosen_texts_and_answers_are_taken(cast, pair):
    choices = Choices(texts={"title.fr": "Soleil partagé", "summary.fr": "Vingt communes. Douze toits."}, answers={"etat": "idea"})
    result = merged(cast, *pair, choices=choices).result
    assert (result.title.data["fr"], result.summary.data["fr"], result.answers["etat"]) == (
        "Soleil partagé",
        "Vingt communes. Douze toits.",
        "idea",
    )
    assert result.revisions.get().texts["title.fr"] == "Soleil partagé"


def test_three_are_merged_at_once(cast, pair):
    third = make.make_proposal(cast.call, "Éoliennes", path=cast.path, organisations=["Vent debout"])
    merger = merged(cast, *pair, third)
    assert merger.parts.count() == 3
    assert merger.result.organisations.filter(role="lead").count() == 3


def test_result_is_merged_again_and_everybody_stays(cast, pair):
    first = merged(cast, *pair).result
    third = make.make_proposal(cast.call, "Éoliennes", path=cast.path, organisations=["Vent debout"])
    second = merged(cast, first, third).result
    first.refresh_from_db()
    assert first.state == State.JOINED
    assert set(second.organisations.filter(role="lead").values_list("name", flat=True)) == {
        "Watts du bocage",
        "Soleil d'ici",
        "Vent debout",
    }
    assert {"Claire", "Denis"} <= set(second.contributors.values_list("name", flat=True))


def test_conflicts_of_interest_hold_for_the_result(cast, pair):
    Conflict.objects.create(proposal=pair[0], account=cast.reviewer, reason="J'y travaille")
    result = merged(cast, *pair).result
    assert result.conflicts.get().account == cast.reviewer


def test_files_come_along_but_personal_ones_stay(cast, pair):
    make.make_question(cast.call, "affiche", Question.Type.FILE)
    make.make_question(cast.call, "passeport", Question.Type.FILE, is_personal=True)
    from essaim.desk.models import Upload

    for name in ("affiche", "passeport"):
        upload = Upload.objects.create(key=name, name=name, media_type="image/png", size=1, sha256=name)
        ProposalFile.objects.create(proposal=pair[1], question=name, upload=upload)
    result = merged(cast, *pair).result
    assert list(result.files.values_list("question", flat=True)) == ["affiche"]
    assert pair[1].files.count() == 2


def test_trace_says_which_sentence_came_from_whom(cast, pair):
    one, other = pair
    choices = Choices(texts={"summary.fr": "Vingt communes. Une phrase nouvelle. Douze toits."})
    trace = trace_of(merged(cast, *pair, choices=choices).result)
    summary = next(text for text in trace.texts if text.name == "summary.fr")
    assert [(each.words, each.parts) for each in summary.sentences] == [
        ("Vingt communes.", (other,)),
        ("Une phrase nouvelle.", ()),
        ("Douze toits.", (one,)),
    ]
    assert dict(trace.parts[0].left) == {"summary.fr": "Des parts à cent euros."}
    assert trace.parts[0].organisations == ("Watts du bocage",)
    assert set(trace.parts[0].people) == {"Claire", "Sonia Sans-Adresse"}


def test_trace_goes_down_to_the_parts_of_parts(cast, pair):
    first = merged(cast, *pair).result
    third = make.make_proposal(cast.call, "Éoliennes", path=cast.path, summary="Trois mâts.")
    trace = trace_of(merged(cast, first, third).result)
    summary = next(text for text in trace.texts if text.name == "summary.fr")
    assert {each.words: [part.number for part in each.parts] for each in summary.sentences if each.words} == {
        "Douze toits.": [pair[0].number],
        "Des parts à cent euros.": [pair[0].number],
        "Une épargne locale.": [pair[1].number],
        "Vingt communes.": [pair[1].number],
        "Trois mâts.": [third.number],
    }


# --- who is told ---------------------------------------------------------------------------------------------------------------------------


def test_everybody_is_told_exactly_once(cast, pair):
    make.make_contributor(pair[0], "Denis", email="denis@example.org", role=Contributor.Role.CONTACT)
    other_lead = make_forum.make_account("co@example.org", name="Colin")
    make.make_role(other_lead, PATH_LEAD, cast.path)
    merged(cast, *pair)
    assert letters_to() == ["claire.b@example.org", "co@example.org", "denis@example.org"]
    mailing = Mailing.objects.get()
    assert mailing.state == Mailing.State.RELEASED


def test_letters_are_in_each_readers_language_and_name_nobodys_address(cast, pair):
    merged(cast, *pair, reason="Le même atelier.")
    claire, denis = (Message.objects.get(to_email=email) for email in ("claire.b@example.org", "denis@example.org"))
    assert (claire.language, denis.language) == ("fr", "es")
    assert "Le même atelier." in claire.body
    assert "Denis" in claire.body
    assert "Soleil d'ici" in claire.body
    for letter in (claire, denis):
        for secret in ("@example.org", "06 11", "07 99"):
            assert secret not in letter.body


def test_undo_tells_the_same_people_again(cast, pair):
    merger = merged(cast, *pair)
    before = letters_to()
    undo_merger(merger=merger, by=cast.lead, reason="Deux publics.")
    assert letters_to() == sorted(before * 2)
    assert "Deux publics." in Message.objects.filter(to_email="claire.b@example.org").last().body


def test_attached_people_are_told_of_their_new_panel(cast, pair):
    attach_individual(proposal=cast.individual, panel=pair[0], by=cast.lead)
    Mailing.objects.all().delete()
    merger = merged(cast, *pair)
    cast.individual.refresh_from_db()
    assert cast.individual.panel == merger.result
    assert "claire@example.org" in letters_to()


def test_event_and_comparison_follow(cast, pair):
    Webhook.objects.create(scope=f"forum.edition:{cast.edition.pk}", url="https://example.org/hook", secret="s" * 20)
    merger = merged(cast, *pair)
    undo_merger(merger=merger, by=cast.lead)
    payloads = dict(Delivery.objects.values_list("event", "payload"))
    assert payloads["proposal.merged"] == {
        "edition": "ici",
        "number": merger.result.number,
        "path": "A",
        "parts": [one.number for one in pair],
    }
    assert set(payloads) == {"proposal.merged", "proposal.separated"}
    assert Job.objects.filter(kind="call.renew_likenesses").count() == 1
