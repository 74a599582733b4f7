"""A proposal becomes a session: what comes along, who is who, and the way back."""

import pytest
from django.test import Client
from django.urls import reverse

from essaim.call.actions.confirming import confirm_proposal, undo_confirmation
from essaim.call.actions.settling import behind
from essaim.call.errors import CallError
from essaim.call.inputs.who_is_who import WhoIsWho
from essaim.call.models import Conflict, Contributor, Kind, Merger, Proposal, ProposingOrganisation
from essaim.call.steps import seen_of
from essaim.desk.models import Mailing, Message
from essaim.forum.models import Session, Slot, Speaker
from essaim.registry.models import Organisation, Person
from tests.factories import call as make
from tests.factories import forum as make_forum
from tests.factories import registry as make_registry

State = Proposal.State


@pytest.fixture
def kept(cast) -> Proposal:
    """Kept, with a moderator, two speakers (one known to the registry), a lead and a partner."""
    proposal = cast.proposal
    Proposal.objects.filter(pk=proposal.pk).update(
        state=State.KEPT,
        title={"fr": "Cantines partagées", "es": "Comedores compartidos"},
        summary={"fr": "Un résumé"},
        description={"fr": "Un texte"},
        format=make_forum.make_format(cast.edition),
        spoken=["fr", "wo"],
        audience=60,
        language="fr",
    )
    proposal.goals.add(make_registry.make_goal(make_registry.make_framework("odd"), "2"))
    known = make_forum.make_person("Rachida Abibi")
    make.make_contributor(proposal, "Moussa Modère", role=Contributor.Role.MODERATOR)
    make.make_contributor(
        proposal, "Nina Neuve", role=Contributor.Role.SPEAKER, email="nina@example.org", phone="06", gender="woman", languages=["fr", "wo"]
    )
    make.make_contributor(proposal, "R. Abibi", role=Contributor.Role.SPEAKER, person=known)
    make.make_contributor(proposal, "Coralie Contact", role=Contributor.Role.CONTACT)
    ProposingOrganisation.objects.create(proposal=proposal, role="partner", name="Réseau test", organisation=cast.organisation, place=9)
    return Proposal.objects.get(pk=proposal.pk)


def test_everything_comes_along(cast, kept):
    session = confirm_proposal(proposal=kept, by=cast.lead, seen=seen_of(kept))
    kept.refresh_from_db()
    assert (kept.state, kept.session) == (State.CONFIRMED, session)
    assert session.title.data == {"fr": "Cantines partagées", "es": "Comedores compartidos"}
    assert (str(session.summary), str(session.description)) == ("Un résumé", "Un texte")
    assert (session.format, session.audience, list(session.paths.all())) == (kept.format, 60, [cast.path])
    assert list(session.goals.all()) == list(kept.goals.all())
    assert session.spoken == ["fr"]
    assert "wolof" in session.language_note.data["fr"]
    roles = list(session.appearances.order_by("place").values_list("person__name", "role"))
    assert roles == [("Moussa Modère", "moderator"), ("Nina Neuve", "speaker"), ("Rachida Abibi", "speaker")]
    assert set(session.involvements.values_list("organisation__slug", "role")) == {("les-tablees", "lead"), ("reseau-test", "partner")}


def test_who_was_entered_is_linked_and_known_to_the_team(cast, kept):
    confirm_proposal(proposal=kept, by=cast.lead)
    nina = Person.objects.get(name="Nina Neuve")
    assert kept.contributors.get(name="Nina Neuve").person == nina
    assert kept.organisations.get(name="Les Tablées").organisation == Organisation.objects.get(slug="les-tablees")
    speaker = Speaker.objects.get(person=nina)
    assert (speaker.email, speaker.phone, speaker.gender, speaker.spoken) == ("nina@example.org", "06", "woman", ["fr", "wo"])
    assert not Person.objects.filter(name="Coralie Contact").exists()


def test_what_is_known_of_a_speaker_is_not_overwritten(cast, kept):
    nina = make_forum.make_person("Nina Neuve")
    Speaker.objects.create(edition=cast.edition, person=nina, email="own@example.org")
    key = kept.contributors.get(name="Nina Neuve").pk
    confirm_proposal(proposal=kept, by=cast.lead, people={key: nina})
    assert Person.objects.filter(name="Nina Neuve").count() == 1
    assert Speaker.objects.get(person=nina).email == "own@example.org"
    assert Speaker.objects.get(person=nina).gender == "woman"


def test_nothing_is_public_before_a_release(cast, kept):
    session = confirm_proposal(proposal=kept, by=cast.lead)
    stranger = Client()
    assert stranger.get(reverse("forum:session", args=["ici", session.code])).status_code == 404
    for name, slug in (("person", Person.objects.get(name="Nina Neuve").slug), ("organisation", "les-tablees")):
        assert stranger.get(reverse(f"website:{name}", args=[slug])).status_code == 404
    make_forum.make_release(cast.edition)
    assert stranger.get(reverse("forum:session", args=["ici", session.code])).status_code == 200


def test_where_nobody_is_named_its_authors_speak(cast):
    proposal = make.make_proposal(cast.call, "Seule", path=cast.path, author=cast.contributor, state=State.KEPT)
    session = confirm_proposal(proposal=proposal, by=cast.team)
    assert [row.person.name for row in session.appearances.select_related("person")] == ["Claire Contribue"]


def test_those_attached_to_a_panel_speak_in_it(cast, kept):
    Proposal.objects.filter(pk=cast.individual.pk).update(state=State.ATTACHED, panel=kept)
    assert [one.name for one in behind(kept).people][-1] == "Claire Contribue"
    session = confirm_proposal(proposal=kept, by=cast.lead)
    assert session.appearances.filter(person__name="Claire Contribue").exists()


def test_one_name_twice_is_entered_once(cast, kept):
    make.make_contributor(kept, "NINA NEUVE", role=Contributor.Role.MODERATOR)
    session = confirm_proposal(proposal=kept, by=cast.lead)
    assert Person.objects.filter(name__iexact="nina neuve").count() == 1
    assert session.appearances.filter(person__name="Nina Neuve").count() == 2


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"state": State.RECEIVED}, "confirm_kept_first"),
        ({"state": State.CONFIRMED}, "confirm_kept_first"),
        ({"state": State.JOINED}, "confirm_kept_first"),
        ({"title": {}}, "confirm_titled"),
    ],
)
def test_what_cannot_become_a_session_says_why(cast, kept, facts, code):
    Proposal.objects.filter(pk=kept.pk).update(**facts)
    with pytest.raises(CallError) as error:
        confirm_proposal(proposal=kept, by=cast.lead)
    assert error.value.code == code
    assert not Session.objects.exists()
    assert not Person.objects.filter(name="Nina Neuve").exists()


def test_an_individual_one_is_attached_instead(cast):
    Proposal.objects.filter(pk=cast.individual.pk).update(state=State.KEPT)
    with pytest.raises(CallError, match="individual_is_attached"):
        confirm_proposal(proposal=cast.individual, by=cast.team)


@pytest.mark.parametrize("who", ["reviewer", "other_lead", "contributor", "participant"])
def test_others_confirm_nothing(cast, kept, who):
    with pytest.raises(CallError, match="may_not_decide"):
        confirm_proposal(proposal=kept, by=getattr(cast, who))
    assert cast.client(who).get(reverse("call_team:confirm", args=["ici", kept.number])).status_code == 404
    assert not Session.objects.exists()


def test_with_a_conflict_nobody_confirms(cast, kept):
    Conflict.objects.create(proposal=kept, account=cast.lead)
    with pytest.raises(CallError, match="may_not_decide"):
        confirm_proposal(proposal=kept, by=cast.lead)


# --- the way back -------------------------------------------------------------------------------


def test_taking_it_back_removes_the_session_and_keeps_who_is_who(cast, kept):
    confirm_proposal(proposal=kept, by=cast.lead, tells=True)
    undo_confirmation(proposal=kept, by=cast.lead)
    kept.refresh_from_db()
    assert (kept.state, kept.session) == (State.KEPT, None)
    assert not Session.objects.exists()
    assert [one.state for one in Mailing.objects.all()] == [Mailing.State.DROPPED]
    confirm_proposal(proposal=kept, by=cast.lead)
    assert Person.objects.filter(name="Nina Neuve").count() == 1


def test_the_result_of_a_merger_goes_back_to_merged(cast, kept):
    Merger.objects.create(result=kept)
    Proposal.objects.filter(pk=kept.pk).update(state=State.MERGED)
    confirm_proposal(proposal=kept, by=cast.lead)
    assert undo_confirmation(proposal=kept, by=cast.lead).state == State.MERGED


def test_what_has_been_public_is_not_taken_back(cast, kept):
    confirm_proposal(proposal=kept, by=cast.lead)
    make_forum.make_release(cast.edition)
    with pytest.raises(CallError, match="session_was_public"):
        undo_confirmation(proposal=kept, by=cast.team)
    assert Session.objects.count() == 1


def test_taking_back_what_is_not_confirmed_says_so(cast, kept):
    with pytest.raises(CallError, match="undo_confirmed"):
        undo_confirmation(proposal=kept, by=cast.lead)


# --- who is who ---------------------------------------------------------------------------------


def who_is_who(proposal: Proposal, data: dict[str, str] | None = None) -> WhoIsWho:
    found = behind(proposal)
    return WhoIsWho(data, people=found.unknown_people(), organisations=found.unknown_organisations())


def test_candidates_are_offered_with_their_reason(cast, kept):
    near, sure = make_forum.make_person("Nina Neuvé"), make_forum.make_person("Modère Moussa")
    form = who_is_who(kept)
    by_label = {choice.label: (dict(choice.field.choices), choice.value()) for choice, _other in form.rows()}
    nina, chosen = by_label["Nina Neuve"]
    assert str(near.pk) in nina
    assert chosen == str(near.pk)
    assert by_label["Moussa Modère"][1] == str(sure.pk)
    assert by_label["Les Tablées"][1] == "new"
    assert "R. Abibi" not in by_label


def test_two_of_one_name_must_be_chosen_between(cast, kept):
    for slug in ("nina-1", "nina-2"):
        make_forum.make_person("Nina Neuve", slug=slug)
    form = who_is_who(kept)
    (nina,) = (choice for choice, _other in form.rows() if choice.label == "Nina Neuve")
    assert nina.value() is None
    page = cast.client("lead").post(reverse("call_team:confirm", args=["ici", kept.number]), {"seen": seen_of(kept)})
    assert page.status_code == 422
    assert not Session.objects.exists()


def test_another_one_of_the_registry_may_be_named(cast, kept):
    other = make_forum.make_person("Fatou Autrenom")
    form = who_is_who(kept)
    data = {choice.html_name: "new" for choice, _other in form.rows()}
    (key,) = (choice.html_name for choice, _other in form.rows() if choice.label == "Nina Neuve")
    empty = who_is_who(kept, {**data, key: "other"})
    assert not empty.is_valid()
    assert list(empty.errors) == [f"{key}_other"]
    named = who_is_who(kept, {**data, key: "other", f"{key}_other": "Fatou Autrenom"})
    assert named.is_valid(), named.errors
    assert named.found_people()[int(key.removeprefix("person_"))] == other


def test_page_confirms_and_leads_on_to_placing(cast, kept):
    address = reverse("call_team:confirm", args=["ici", kept.number])
    client = cast.client("lead")
    form = client.get(address).context["form"]
    data = {choice.html_name: "new" for choice, _other in form.rows()}
    answer = client.post(address, {**data, "seen": seen_of(kept), "tells": "on"})
    assert answer["Location"] == reverse("call_team:place", args=["ici", kept.number])
    letter = Message.objects.get()
    assert (letter.to_email, letter.state) == ("claire@example.org", Message.State.DRAFT)
    assert client.get(answer["Location"]).status_code == 200
    assert not Slot.objects.exists()


def test_page_of_somebody_late_says_who_was_first(cast, kept):
    address = reverse("call_team:confirm", args=["ici", kept.number])
    client = cast.client("team")
    data = {choice.html_name: "new" for choice, _other in client.get(address).context["form"].rows()}
    confirm_proposal(proposal=kept, by=cast.lead)
    page = client.post(address, {**data, "seen": seen_of(kept)})
    assert page.status_code == 422
    assert cast.lead.email in page.content.decode()
    assert Session.objects.count() == 1


@pytest.mark.parametrize("n", [1, 3])
def test_confirm_page_costs_the_same_for_any_number_of_names(cast, django_assert_num_queries, n):
    proposal = make.make_proposal(cast.call, "Longue", path=cast.path, state=State.KEPT, organisations=[f"Org {n}" for n in range(n)])
    for number in range(n):
        make.make_contributor(proposal, f"Personne {number}", role=Contributor.Role.SPEAKER)
    client = cast.client("lead")
    address = reverse("call_team:confirm", args=["ici", proposal.number])
    client.get(address)
    with django_assert_num_queries(19):
        assert client.get(address).status_code == 200


def test_a_self_managed_one_is_a_session_too(cast):
    Proposal.objects.filter(pk=cast.self_managed.pk).update(state=State.KEPT)
    assert cast.self_managed.kind.nature == Kind.Nature.SELF_MANAGED
    assert confirm_proposal(proposal=cast.self_managed, by=cast.lead).state == Session.State.ACCEPTED
