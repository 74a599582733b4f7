"""A merger keeps everything, tells everybody once, and can be undone whole."""

import random
from typing import Any

import pytest
from django.db import models

from essaim.call.actions.attach import attach_individual
from essaim.call.actions.merger import Choices, merge_proposals, undo_merger
from essaim.call.errors import CallError
from essaim.call.models import (
    Comment,
    Conflict,
    Contributor,
    Kind,
    Merger,
    MergerPart,
    Proposal,
    ProposalFile,
    ProposingOrganisation,
    Question,
)
from essaim.call.queries.merger import material_of, trace_of
from essaim.desk.models import Delivery, Entry, Job, Mailing, Message, Webhook
from essaim.forum.rules import PATH_LEAD
from tests.call.conftest import Cast
from tests.factories import call as make
from tests.factories import forum as make_forum
from tests.factories import registry as make_registry

State = Proposal.State


@pytest.fixture
def pair(cast) -> tuple[Proposal, Proposal]:
    """Two on path A by two people of two organisations, with a partner, a speaker without an address, goals and answers."""
    make.make_question(cast.call, "plus-value", label="Ce qui est nouveau")
    make.make_question(cast.call, "echelle", Question.Type.SEVERAL)
    make.make_question(cast.call, "etat", Question.Type.ONE)
    make.make_question(cast.call, "accord", Question.Type.CONSENT)
    make.make_question(cast.call, "telephone", Question.Type.PHONE, is_personal=True)
    claire, denis = (
        make_forum.make_account("claire.b@example.org", name="Claire"),
        make_forum.make_account("denis@example.org", name="Denis"),
    )
    denis.language = "es"
    denis.save()
    one = make.make_proposal(
        cast.call,
        {"fr": "Toits solaires", "en": "Solar roofs"},
        path=cast.path,
        author=claire,
        organisations=["Watts du bocage"],
        summary={"fr": "Douze toits. Des parts à cent euros."},
        spoken=["fr"],
        audience=40,
        answers={"plus-value": "Les comptes.", "echelle": ["local"], "etat": "done", "accord": True, "telephone": "06 11 22 33 44"},
        may_be_public=True,
        state=State.KEPT,
    )
    other = make.make_proposal(
        cast.call,
        "Énergie citoyenne",
        path=cast.path,
        author=denis,
        organisations=["Soleil d'ici"],
        summary={"fr": "Une épargne locale. Vingt communes."},
        spoken=["fr", "es"],
        audience=25,
        answers={"plus-value": "La méthode.", "echelle": ["local", "regional"], "etat": "idea", "accord": True, "telephone": "07 99"},
        state=State.DISCUSSED,
    )
    make.make_contributor(one, "Sonia Sans-Adresse", role=Contributor.Role.SPEAKER)
    ProposingOrganisation.objects.create(
        proposal=other, name="Mairie de Brégance", role=ProposingOrganisation.Role.PARTNER, place=9, town="Brégance"
    )
    return one, other


def merged(cast: Cast, *parts: Proposal, who: str = "lead", **more: Any) -> Merger:
    return merge_proposals(proposals=parts, by=getattr(cast, who), **more)


def letters_to() -> list[str]:
    return sorted(Message.objects.values_list("to_email", flat=True))


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


# --- undo ----------------------------------------------------------------------------------------------------------------------------------


def rows_of(proposal: Proposal) -> dict[str, list[dict[str, Any]]]:
    """Everything that hangs on it, as the database has it."""
    found: dict[str, list[dict[str, Any]]] = {"proposal": list(Proposal.objects.filter(pk=proposal.pk).values())}
    for relation in Proposal._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and not relation.many_to_many:
            model: type[models.Model] = relation.related_model
            if model is not MergerPart:
                found[f"{model.__name__}.{relation.field.name}"] = list(
                    model._base_manager.filter(**{relation.field.name: proposal}).order_by("pk").values()
                )
    return found


@pytest.mark.parametrize("seed", range(6))
def test_merge_then_undo_is_as_before(cast, pair, seed):
    """Any two to four proposals in any state that may be merged, with whatever hangs on them."""
    chance = random.Random(seed)  # noqa: S311 a test, the same each time
    parts = [*pair, make.make_proposal(cast.call, "Éoliennes", path=cast.path), cast.proposal]
    chance.shuffle(parts)
    parts = parts[: chance.randint(2, 4)]
    for part in parts:
        Proposal.objects.filter(pk=part.pk).update(state=chance.choice([State.RECEIVED, State.DISCUSSED, State.KEPT]))
        Comment.objects.create(proposal=part, body="Mot", by=cast.lead)
        if chance.random() < 0.5:
            Conflict.objects.create(proposal=part, account=cast.reviewer)
        if chance.random() < 0.5:
            single = make.make_proposal(cast.call, "Récit", path=cast.path, nature=Kind.Nature.INDIVIDUAL)
            attach_individual(proposal=single, panel=part, by=cast.lead)
    before = [rows_of(part) for part in parts]
    merger = merged(cast, *parts)
    assert [rows_of(part) for part in parts] != before
    undo_merger(merger=merger, by=cast.lead)
    assert [rows_of(part) for part in parts] == before


def test_undone_result_stays_on_record(cast, pair):
    merger = merged(cast, *pair)
    Comment.objects.create(proposal=merger.result, body="À relire", by=cast.lead)
    undo_merger(merger=merger, by=cast.lead)
    result = Proposal.objects.get(pk=merger.result.pk)
    assert result.state == State.DISSOLVED
    assert result.summary.data["fr"].startswith("Douze toits.")
    assert result.comments.count() == 1
    merger.refresh_from_db()
    assert merger.undone_by == cast.lead


def test_merging_again_works_and_offers_what_was_written(cast, pair):
    choices = Choices(texts={"summary.fr": "Écrit ensemble."})
    undo_merger(merger=merged(cast, *pair, choices=choices), by=cast.lead)
    parts = list(Proposal.objects.filter(pk__in=[one.pk for one in pair]).select_related("call"))
    summary = next(one for one in material_of(parts).texts if one.name == "summary.fr")
    assert [version.words for version in summary.versions if version.is_earlier] == ["Écrit ensemble."]
    again = merged(cast, *pair)
    assert again.result.state == State.MERGED
    assert Merger.objects.count() == 2


def test_individual_attached_to_the_result_is_free_after_undo(cast, pair):
    merger = merged(cast, *pair)
    Proposal.objects.filter(pk=cast.individual.pk).update(state=State.DISCUSSED)
    attach_individual(proposal=cast.individual, panel=merger.result, by=cast.lead)
    undo_merger(merger=merger, by=cast.lead)
    cast.individual.refresh_from_db()
    assert (cast.individual.state, cast.individual.panel) == (State.DISCUSSED, None)


def test_undo_of_the_inner_merger_waits_for_the_outer(cast, pair):
    inner = merged(cast, *pair)
    third = make.make_proposal(cast.call, "Éoliennes", path=cast.path)
    outer = merged(cast, inner.result, third)
    with pytest.raises(CallError, match="undo_joined"):
        undo_merger(merger=inner, by=cast.lead)
    undo_merger(merger=outer, by=cast.lead)
    undo_merger(merger=inner, by=cast.lead)
    assert set(Proposal.objects.filter(pk__in=[one.pk for one in pair]).values_list("state", flat=True)) == {State.KEPT, State.DISCUSSED}


def test_undo_twice_is_refused(cast, pair):
    merger = merged(cast, *pair)
    undo_merger(merger=merger, by=cast.lead)
    with pytest.raises(CallError, match="undone_already"):
        undo_merger(merger=merger, by=cast.lead)


def test_undo_of_a_session_is_refused(cast, pair):
    merger = merged(cast, *pair)
    Proposal.objects.filter(pk=merger.result.pk).update(state=State.CONFIRMED)
    with pytest.raises(CallError, match="undo_confirmed"):
        undo_merger(merger=merger, by=cast.lead)


# --- what is refused -----------------------------------------------------------------------------------------------------------------------


def refused(code: str, cast: Cast, *parts: Proposal, who: str = "lead", **more: Any) -> None:
    before = Proposal.objects.count(), Message.objects.count(), Entry.objects.count()
    with pytest.raises(CallError, match=code):
        merged(cast, *parts, who=who, **more)
    assert (Proposal.objects.count(), Message.objects.count(), Entry.objects.count()) == before
    assert not Merger.objects.exists()


def test_self_managed_is_never_merged(cast, pair):
    refused("merge_self_managed", cast, pair[0], cast.self_managed)


def test_individual_is_attached_instead(cast, pair):
    refused("merge_individual", cast, pair[0], cast.individual)


@pytest.mark.parametrize("state", [State.DECLINED, State.WITHDRAWN, State.JOINED, State.CONFIRMED, State.ATTACHED, State.DISSOLVED])
def test_states_that_stand_aside_are_not_merged(cast, pair, state):
    Proposal.objects.filter(pk=pair[1].pk).update(state=state)
    refused(f"merge_{state}", cast, *pair)


def test_draft_is_not_even_seen(cast, pair):
    Proposal.objects.filter(pk=pair[1].pk).update(state=State.DRAFT)
    refused("merge_undecidable", cast, *pair)


def test_one_alone_and_twice_the_same(cast, pair):
    refused("merge_needs_two", cast, pair[0])
    refused("merge_with_itself", cast, pair[0], pair[0])


def test_other_editions_proposal_is_refused(cast, pair):
    there = make_forum.make_edition("ailleurs")
    make_forum.make_grant(cast.team, there)
    refused("merge_editions", cast, pair[0], make.make_proposal(make.make_call(there), "Là-bas"), who="team")


@pytest.mark.parametrize("who", ["reviewer", "other_lead", "contributor", "participant"])
def test_only_who_decides_merges(cast, pair, who):
    refused("merge_undecidable", cast, *pair, who=who)


def test_two_paths_need_a_lead_of_both_or_the_team(cast, pair):
    refused("merge_undecidable", cast, pair[0], cast.elsewhere)
    merger = merged(cast, pair[0], cast.elsewhere, who="team")
    assert merger.result.path == cast.path


def test_conflict_of_interest_keeps_out(cast, pair):
    Conflict.objects.create(proposal=pair[1], account=cast.lead)
    refused("merge_undecidable", cast, *pair)


def test_somebody_else_was_quicker(cast, pair):
    third = make.make_proposal(cast.call, "Éoliennes", path=cast.path)
    seen = material_of([Proposal.objects.select_related("call").get(pk=one.pk) for one in (pair[0], third)]).seen
    merged(cast, *pair, who="team")
    with pytest.raises(CallError, match="merge_joined"):
        merged(cast, pair[0], third, seen=seen)
    assert Merger.objects.count() == 1


def test_text_changed_since_it_was_shown(cast, pair):
    seen = material_of([Proposal.objects.select_related("call").get(pk=one.pk) for one in pair]).seen
    Proposal.objects.filter(pk=pair[1].pk).update(title={"fr": "Un autre titre"})
    refused("merge_texts_changed", cast, *pair, seen=seen)


def test_choices_come_from_the_parts(cast, pair):
    refused("merge_not_offered", cast, *pair, choices=Choices(path=cast.other_path))
    refused("unknown_text", cast, *pair, choices=Choices(texts={"title.xx": "?"}))
