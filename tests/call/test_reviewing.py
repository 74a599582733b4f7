"""Words, questions and answers, marks, conflicts of interest, and what changed since one looked."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from essaim.call.actions.comment import add_comment, answer_question, ask_author
from essaim.call.actions.criterion import remove_criterion, save_criterion
from essaim.call.actions.looking import note_look
from essaim.call.actions.review import Given, declare_conflict, give_marks, lift_conflict
from essaim.call.errors import CallError
from essaim.call.models import Call, Comment, Conflict, Look, Mark, Proposal, ProposalFile, TextRevision
from essaim.call.queries.review import review_of
from essaim.call.queries.waiting import next_unmarked
from essaim.desk.errors import DeskError
from essaim.desk.models import Entry, Grant, Message
from essaim.desk.uploads import may_read, store_document
from essaim.forum.rules import standing_of
from tests.factories import call as make
from tests.factories import forum as make_forum


def review(cast, who: str, proposal: Proposal | None = None):
    fresh = Proposal.objects.get(pk=(proposal or cast.proposal).pk)
    return review_of(standing_of(getattr(cast, who), cast.edition), fresh)


def page(cast, who: str, proposal: Proposal | None = None) -> str:
    address = reverse("call_team:proposal", args=["ici", (proposal or cast.proposal).number])
    return cast.client(who).get(address).content.decode()


# --- words --------------------------------------------------------------------------------------


def test_a_question_goes_to_its_authors_at_once_in_their_language(cast):
    cast.contributor.language = "es"
    cast.contributor.save()
    question = ask_author(proposal=cast.proposal, body="¿Quién?", by=cast.reviewer)
    letter = Message.objects.get()
    assert (letter.to_email, letter.language, letter.state) == ("claire@example.org", "es", Message.State.WAITING)
    assert f"#q{question.pk}" in letter.body


def test_an_answer_stands_below_its_question_and_tells_whoever_asked(cast):
    question = ask_author(proposal=cast.proposal, body="Qui ?", by=cast.reviewer)
    add_comment(proposal=cast.proposal, body="Entre nous", by=cast.lead)
    assert [thread.is_open for thread in review(cast, "lead").threads] == [True, False]
    answer = answer_question(question=question, body="Moi", by=cast.contributor)
    assert [(thread.comment.body, [one.pk for one in thread.answers]) for thread in review(cast, "lead").threads] == [
        ("Qui ?", [answer.pk]),
        ("Entre nous", []),
    ]
    assert set(Message.objects.values_list("to_email", flat=True)) == {"claire@example.org", "remi@example.org"}


def test_nobody_but_an_author_answers(cast):
    question = ask_author(proposal=cast.proposal, body="Qui ?", by=cast.reviewer)
    for who in ("lead", "team", "participant", "other_lead"):
        with pytest.raises(CallError, match="may_not_answer"):
            answer_question(question=question, body="Moi", by=getattr(cast, who))
    word = add_comment(proposal=cast.proposal, body="Entre nous", by=cast.lead)
    with pytest.raises(CallError, match="may_not_answer"):
        answer_question(question=word, body="Moi", by=cast.contributor)


@pytest.mark.parametrize("who", ["other_lead", "contributor", "participant"])
def test_others_neither_say_nor_hear(cast, who):
    add_comment(proposal=cast.proposal, body="Mot zibeline", by=cast.lead)
    for act in (add_comment, ask_author):
        with pytest.raises(CallError, match="may_not_discuss"):
            act(proposal=cast.proposal, body="Moi aussi", by=getattr(cast, who))
    assert "zibeline" not in page(cast, who)
    own = cast.client(who).get(reverse("call:proposal", args=["ici", cast.proposal.number]))
    assert "zibeline" not in own.content.decode()


@pytest.mark.parametrize(("body", "code"), [("  \n", "empty_comment"), ("x" * 10_001, "long_comment")])
def test_words_have_bounds(cast, body, code):
    with pytest.raises(CallError) as error:
        add_comment(proposal=cast.proposal, body=body, by=cast.lead)
    assert error.value.code == code
    assert not Comment.objects.exists()


def test_page_says_and_asks(cast):
    address = reverse("call_team:comment", args=["ici", cast.proposal.number])
    client = cast.client("reviewer")
    client.post(address, {"body": "Entre nous", "say": ""})
    client.post(address, {"body": "Qui ?", "ask": ""})
    assert list(Comment.objects.values_list("kind", "body")) == [("team", "Entre nous"), ("question", "Qui ?")]
    empty = client.post(address, {"body": "", "say": ""})
    assert empty.status_code == 422
    assert 'id="say_body_error"' in empty.content.decode()


# --- marks --------------------------------------------------------------------------------------


def test_marks_are_given_changed_and_taken_back(cast):
    criterion = make.make_criterion(cast.call)
    give_marks(proposal=cast.proposal, marks={criterion.pk: Given(4, "Bien")}, by=cast.reviewer)
    give_marks(proposal=cast.proposal, marks={criterion.pk: Given(2)}, by=cast.reviewer)
    assert list(Mark.objects.values_list("value", "note")) == [(2, "")]
    give_marks(proposal=cast.proposal, marks={criterion.pk: Given(None)}, by=cast.reviewer)
    assert not Mark.objects.exists()
    assert Entry.objects.filter(action="mark_proposal").count() == 3


@pytest.mark.parametrize("value", [-1, 6])
def test_a_mark_out_of_range_writes_none_of_them(cast, value):
    first, second = make.make_criterion(cast.call), make.make_criterion(cast.call)
    with pytest.raises(CallError, match="mark_out_of_range"):
        give_marks(proposal=cast.proposal, marks={first.pk: Given(3), second.pk: Given(value)}, by=cast.reviewer)
    assert not Mark.objects.exists()


def test_a_criterion_of_another_call_is_refused(cast):
    strange = make.make_criterion(make.make_call(cast.edition, "autre"))
    with pytest.raises(CallError, match="criterion_of_another_call"):
        give_marks(proposal=cast.proposal, marks={strange.pk: Given(3)}, by=cast.reviewer)


def test_mean_is_weighted_with_number_and_spread_and_none_is_not_zero(cast):
    light, heavy = make.make_criterion(cast.call, most=10, weight=1), make.make_criterion(cast.call, most=4, weight=3)
    unmarked = review(cast, "team")
    assert (unmarked.mean, unmarked.n_reviewers, unmarked.spread) == (None, 0, None)
    give_marks(proposal=cast.proposal, marks={light.pk: Given(10), heavy.pk: Given(2)}, by=cast.reviewer)
    one = review(cast, "team")
    assert (one.mean, one.n_reviewers, one.spread) == (62.5, 1, None)
    give_marks(proposal=cast.proposal, marks={heavy.pk: Given(0)}, by=cast.lead)
    two = review(cast, "team")
    assert (two.mean, two.n_reviewers, two.spread) == (31.25, 2, 31.25)
    assert "31" in page(cast, "team")


def test_a_criterion_that_weighs_nothing_divides_by_nothing(cast):
    idle = make.make_criterion(cast.call, weight=0)
    give_marks(proposal=cast.proposal, marks={idle.pk: Given(3)}, by=cast.reviewer)
    assert review(cast, "team").mean is None


def test_blind_until_ones_own_marks_are_given_criterion_by_criterion(cast):
    first, second = make.make_criterion(cast.call), make.make_criterion(cast.call, "Ancrage")
    give_marks(proposal=cast.proposal, marks={first.pk: Given(4, "zibeline"), second.pk: Given(4)}, by=cast.reviewer)
    blind = review(cast, "lead")
    assert (blind.mean, blind.are_others_hidden, [one.others for one in blind.marks]) == (None, True, [(), ()])
    assert "zibeline" not in page(cast, "lead")
    give_marks(proposal=cast.proposal, marks={first.pk: Given(1)}, by=cast.lead)
    half = review(cast, "lead")
    assert (half.mean, [len(one.others) for one in half.marks]) == (None, [1, 0])
    assert half.n_reviewers == 1, "others alone: one’s own are known"
    give_marks(proposal=cast.proposal, marks={second.pk: Given(1)}, by=cast.lead)
    assert review(cast, "lead").mean == 50.0
    assert "zibeline" in page(cast, "lead")


def test_an_open_call_hides_nothing(cast):
    Call.objects.update(is_blind=False)
    give_marks(proposal=cast.proposal, marks={make.make_criterion(cast.call).pk: Given(4)}, by=cast.reviewer)
    assert review(cast, "lead").mean == 80.0


@pytest.mark.parametrize("who", ["other_lead", "contributor", "participant"])
def test_others_mark_nothing(cast, who):
    criterion = make.make_criterion(cast.call)
    with pytest.raises(CallError, match="may_not_discuss"):
        give_marks(proposal=cast.proposal, marks={criterion.pk: Given(3)}, by=getattr(cast, who))
    address = reverse("call_team:mark", args=["ici", cast.proposal.number])
    assert cast.client(who).post(address, {f"mark_{criterion.pk}": "3"}).status_code == 404
    assert not Mark.objects.exists()


def test_page_leads_on_to_the_next_one_to_mark(cast):
    criterion = make.make_criterion(cast.call)
    standing = standing_of(cast.reviewer, cast.edition)
    assert next_unmarked(standing, cast.proposal) == cast.individual.number
    cast.client("reviewer").post(reverse("call_team:mark", args=["ici", cast.individual.number]), {f"mark_{criterion.pk}": "3"})
    assert next_unmarked(standing, cast.proposal) == cast.self_managed.number
    assert next_unmarked(standing, cast.self_managed) == cast.proposal.number


# --- criteria -----------------------------------------------------------------------------------


def test_the_team_defines_criteria(cast):
    address = reverse("call_team:criteria", args=["ici", cast.call.slug])
    cast.client("team").post(address, {"name__fr": "Ancrage local", "most": "5", "weight": "2"})
    (criterion,) = cast.call.criteria.all()
    assert (str(criterion.name), criterion.most, criterion.weight) == ("Ancrage local", 5, 2)
    for who in ("lead", "reviewer", "participant"):
        assert cast.client(who).get(address).status_code == 404


@pytest.mark.parametrize("most", ["0", "101", "-1", "beaucoup", ""])
def test_a_highest_mark_has_bounds(cast, most):
    address = reverse("call_team:criteria", args=["ici", cast.call.slug])
    cast.client("team").post(address, {"name__fr": "Ancrage", "most": most, "weight": "1"})
    assert not cast.call.criteria.exists()


def test_marked_criteria_stay_and_keep_their_range(cast):
    criterion = make.make_criterion(cast.call)
    give_marks(proposal=cast.proposal, marks={criterion.pk: Given(4)}, by=cast.reviewer)
    with pytest.raises(CallError, match="marks_higher"):
        save_criterion(call=cast.call, criterion=criterion, by=cast.team, name={"fr": "Ancrage"}, help={}, most=3, weight=1)
    with pytest.raises(DeskError, match="in_use"):
        remove_criterion(criterion=criterion, by=cast.team)


# --- conflicts of interest ----------------------------------------------------------------------


def test_declared_it_keeps_out_of_words_marks_and_decisions(cast):
    criterion = make.make_criterion(cast.call)
    give_marks(proposal=cast.proposal, marks={criterion.pk: Given(0, "zibeline")}, by=cast.lead)
    give_marks(proposal=cast.proposal, marks={criterion.pk: Given(4)}, by=cast.reviewer)
    add_comment(proposal=cast.proposal, body="Mot zibeline", by=cast.reviewer)
    cast.client("lead").post(reverse("call_team:conflict", args=["ici", cast.proposal.number]), {"reason": "Nous en sommes"})
    text = page(cast, "lead")
    assert "Cantines" in text
    assert "zibeline" not in text
    assert "claire@example.org" not in text
    assert 'name="state"' not in text
    assert review(cast, "reviewer").mean == 80.0
    assert cast.client("lead").get(reverse("call_team:decline", args=["ici", cast.proposal.number])).status_code == 404
    with pytest.raises(CallError, match="may_not_discuss"):
        add_comment(proposal=cast.proposal, body="Quand même", by=cast.lead)


def test_nobody_lifts_their_own_and_the_team_does(cast):
    conflict = declare_conflict(proposal=cast.proposal, account=cast.lead, by=cast.lead)
    for who in ("lead", "reviewer", "other_lead"):
        with pytest.raises(CallError, match="may_not_lift"):
            lift_conflict(conflict=conflict, by=getattr(cast, who))
    own = declare_conflict(proposal=cast.proposal, account=cast.team, by=cast.team)
    with pytest.raises(CallError, match="may_not_lift"):
        lift_conflict(conflict=own, by=cast.team)
    own.delete()
    lift_conflict(conflict=conflict, by=cast.team)
    assert review(cast, "lead").may_discuss


def test_the_team_notes_one_for_somebody_and_nobody_else_does(cast):
    address = reverse("call_team:conflict", args=["ici", cast.proposal.number])
    cast.client("team").post(address, {"account": cast.reviewer.pk, "reason": "Son association"})
    assert Conflict.objects.get().account == cast.reviewer
    assert "Son association" in page(cast, "team")
    assert "Son association" not in page(cast, "lead")
    with pytest.raises(CallError, match="may_not_declare"):
        declare_conflict(proposal=cast.proposal, account=cast.reviewer, by=cast.lead)
    strange = cast.client("team").post(address, {"account": cast.participant.pk})
    assert strange.status_code == 422
    assert Conflict.objects.count() == 1


def test_it_is_suggested_when_ones_organisation_or_address_is_behind_it(cast):
    assert review(cast, "lead").suspicion == ""
    cast.proposal.organisations.update(organisation=cast.organisation)
    assert review(cast, "lead").suspicion == "Les Tablées"
    assert review(cast, "reviewer").suspicion == ""
    make.make_contributor(cast.proposal, "Rémi", email="REMI@example.org")
    assert review(cast, "reviewer").suspicion == "remi@example.org"


def test_an_author_of_the_path_team_is_told_so(cast):
    make.make_contributor(cast.proposal, "Léa", account=cast.lead)
    found = review(cast, "lead")
    assert (found.has_conflict, found.is_author, found.may_discuss) == (True, True, False)
    assert reverse("call:proposal", args=["ici", cast.proposal.number]) in page(cast, "lead")


# --- since one last looked ----------------------------------------------------------------------


def test_what_changed_since_one_looked_is_shown_until_it_is_read(cast):
    TextRevision.objects.create(proposal=cast.proposal, number=1, texts={"title.fr": "Cantines. Ensemble."})
    Proposal.objects.filter(pk=cast.proposal.pk).update(revision=1)
    page(cast, "lead")
    assert Look.objects.get().revision == 1
    TextRevision.objects.create(proposal=cast.proposal, number=2, texts={"title.fr": "Cantines. Autrement."})
    Proposal.objects.filter(pk=cast.proposal.pk).update(revision=2)
    for _ in range(2):
        text = page(cast, "lead")
        assert "<del>Ensemble.</del>" in text
        assert "<ins>Autrement.</ins>" in text
    cast.client("lead").post(reverse("call_team:look", args=["ici", cast.proposal.number]), {"revision": "2"})
    assert "<ins>" not in page(cast, "lead")


def test_read_up_to_what_was_shown_and_no_further(cast):
    Proposal.objects.filter(pk=cast.proposal.pk).update(revision=5)
    cast.proposal.refresh_from_db()
    assert note_look(proposal=cast.proposal, revision=3, by=cast.lead).revision == 3
    assert note_look(proposal=cast.proposal, revision=99, by=cast.lead).revision == 5
    with pytest.raises(CallError):
        note_look(proposal=cast.proposal, revision=5, by=cast.other_lead)


# --- who reads what -----------------------------------------------------------------------------


def test_addresses_are_for_the_team_and_whoever_leads_the_path(cast):
    seen = {who: "claire@example.org" in page(cast, who) for who in ("team", "lead", "reviewer", "other_lead")}
    assert seen == {"team": True, "lead": True, "reviewer": False, "other_lead": False}


def test_personal_answers_are_for_whoever_decides(cast):
    make.make_question(cast.call, "secret", is_personal=True)
    Proposal.objects.filter(pk=cast.proposal.pk).update(answers={"secret": "zibeline"})
    seen = {who: "zibeline" in page(cast, who) for who in ("team", "lead", "reviewer")}
    assert seen == {"team": True, "lead": True, "reviewer": False}


@pytest.mark.parametrize("is_personal", [False, True])
def test_files_are_for_those_who_may_read_the_answer(cast, is_personal):
    make.make_question(cast.call, "visuel", "file", is_personal=is_personal)
    upload = store_document(file=SimpleUploadedFile("a.txt", b"texte", "text/plain"), by=cast.contributor)
    ProposalFile.objects.create(proposal=cast.proposal, question="visuel", upload=upload)
    seen = [who for who in ("team", "lead", "reviewer", "contributor", "other_lead", "participant") if may_read(getattr(cast, who), upload)]
    assert seen == ["team", "lead", *([] if is_personal else ["reviewer"]), "contributor"]
    assert not may_read(None, upload)


@pytest.mark.parametrize("n", [1, 3])
def test_page_costs_the_same_for_any_number_of_words_and_people(cast, django_assert_num_queries, n):
    criteria = [make.make_criterion(cast.call, f"Critère {number}") for number in range(n)]
    Call.objects.update(is_blind=False)
    for number in range(n):
        add_comment(proposal=cast.proposal, body=f"Mot {number}", by=cast.reviewer)
        question = ask_author(proposal=cast.proposal, body=f"Question {number}", by=cast.lead)
        answer_question(question=question, body="Moi", by=cast.contributor)
        make.make_contributor(cast.proposal, email=f"p{number}@example.org")
        make.make_question(cast.call, f"q{number}")
    Proposal.objects.filter(pk=cast.proposal.pk).update(answers={f"q{number}": "Dit" for number in range(n)})
    give_marks(proposal=cast.proposal, marks={one.pk: Given(3) for one in criteria}, by=cast.reviewer)
    client = cast.client("lead")
    address = reverse("call_team:proposal", args=["ici", cast.proposal.number])
    client.get(address)
    with django_assert_num_queries(37):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "leaves",
    [
        lambda cast: declare_conflict(proposal=cast.proposal, account=cast.reviewer, by=cast.reviewer),
        lambda cast: Grant.objects.filter(account=cast.reviewer).delete(),
    ],
)
def test_an_answer_is_not_mailed_to_who_is_kept_out_by_now(cast, leaves):
    question = ask_author(proposal=cast.proposal, body="Pourquoi ?", by=cast.reviewer)
    leaves(cast)
    answer_question(question=question, body="Parce que.", by=cast.contributor)
    assert not Message.objects.filter(to_email=cast.reviewer.email).exists()


def test_the_team_reads_which_territory_it_is_about(cast):
    cast.proposal.territory = make_forum.make_territory("79", "Deux-Sèvres", "department", "fr-cog")
    cast.proposal.save()
    shown = cast.client("reviewer").get(reverse("call_team:proposal", args=["ici", cast.proposal.number])).content.decode()
    assert "<dd>Deux-Sèvres</dd>" in shown
