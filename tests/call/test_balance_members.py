"""What is read of proposals, sessions and versions: each rule of counting on rows made for it."""

from datetime import timedelta

import pytest

from essaim.call.balancing import UNKNOWN
from essaim.call.models import Contributor, Kind, Merger, Proposal, ProposingOrganisation
from essaim.call.queries.balance import PROGRAMME, PROPOSALS, Choice, draft_choices, draft_for_swaps, members_of
from essaim.forum.models import Absence, Appearance, Availability, Session, Speaker
from essaim.registry.models import Goal, Organisation, Territory
from tests.factories import call as make
from tests.factories import forum as make_forum

AF, EU = frozenset({"AF"}), frozenset({"EU"})
State = Proposal.State


@pytest.fixture
def countries(db) -> dict[str, Territory]:
    return {code: make_forum.make_territory(code, code) for code in ("FR", "BF", "KR")}


@pytest.fixture
def kept(cast) -> Proposal:
    cast.proposal.organisations.all().delete()
    cast.proposal.contributors.all().delete()
    Proposal.objects.filter(pk=cast.proposal.pk).update(state=State.KEPT)
    cast.proposal.refresh_from_db()
    return cast.proposal


def units(cast, dimension: str, code: str = PROPOSALS) -> list[frozenset[str]]:
    choice = next(one for one in draft_choices(cast.edition) if one.code == code)
    return [unit for member in members_of(cast.edition, choice) for unit in member.units.get(dimension, ())]


def body(proposal: Proposal, country: Territory | None = None, role: str = "lead", **facts: object) -> ProposingOrganisation:
    return ProposingOrganisation.objects.create(proposal=proposal, name="Une structure", country=country, role=role, **facts)


def test_the_draft_holds_what_was_kept_merged_or_confirmed(cast):
    states = [State.KEPT, State.MERGED, State.CONFIRMED, State.DECLINED, State.WITHDRAWN, State.JOINED, State.DRAFT, State.DISSOLVED]
    made = {state: make.make_proposal(cast.call, state=state) for state in states}
    keys = {member.key for member in members_of(cast.edition, Choice(PROPOSALS))}
    assert keys == {f"p:{made[state].pk}" for state in (State.KEPT, State.MERGED, State.CONFIRMED)}


def test_lead_organisations_are_counted_and_without_any_all_that_are_named(cast, kept, countries):
    body(kept, countries["BF"], kind="cooperative")
    body(kept, countries["FR"], role="partner")
    assert units(cast, "continent") == [AF]
    assert units(cast, "country") == [frozenset({"BF"})]
    assert units(cast, "organisation_kind") == [frozenset({"cooperative"})]
    kept.organisations.filter(role="lead").delete()
    assert units(cast, "continent") == [EU]


def test_a_country_comes_from_the_registry_when_nobody_wrote_it(cast, kept, countries):
    region = Territory.objects.create(scheme="iso-3166", level="subdivision", code="BF-01", name="Boucle", parent=countries["BF"])
    registered = Organisation.objects.create(slug="o", name="O", territory=region, kind="network")
    body(kept, organisation=registered)
    town = Territory.objects.create(scheme="fr-cog", level="municipality", code="79191", name="Niort")
    body(kept, organisation=Organisation.objects.create(slug="n", name="N", territory=town))
    assert units(cast, "country") == [frozenset({"BF"}), frozenset({"FR"})]
    assert units(cast, "organisation_kind") == [frozenset({"network"}), UNKNOWN]


def test_without_organisation_its_people_tell_the_origin_and_without_people_it_is_unknown(cast, kept, countries):
    assert units(cast, "continent") == [UNKNOWN]
    make.make_contributor(kept, "Awa", country=countries["BF"])
    assert units(cast, "continent") == [AF]
    body(kept)
    assert units(cast, "continent") == [UNKNOWN]


def test_each_person_once_and_contacts_not_at_all(cast, kept):
    person = make_forum.make_person("Awa Sow")
    for role in (Contributor.Role.AUTHOR, Contributor.Role.SPEAKER):
        make.make_contributor(kept, "Awa Sow", person=person, role=role, gender="woman", is_newcomer=True)
    make.make_contributor(kept, "Le secrétariat", role=Contributor.Role.CONTACT, gender="man")
    make.make_contributor(kept, "Bo Diop")
    assert units(cast, "gender") == [frozenset({"woman"}), UNKNOWN]
    assert units(cast, "newcomer") == [frozenset({"yes"}), UNKNOWN]


def test_what_a_speaker_declared_counts_where_the_proposal_says_nothing(cast, kept):
    person = make_forum.make_person("Awa Sow")
    Speaker.objects.create(edition=cast.edition, person=person, gender="woman", is_newcomer=False)
    make.make_contributor(kept, "Awa Sow", person=person)
    assert (units(cast, "gender"), units(cast, "newcomer")) == ([frozenset({"woman"})], [frozenset({"no"})])


def test_somebody_who_cannot_come_is_not_counted(cast, kept):
    person = make_forum.make_person("Awa Sow")
    make.make_contributor(kept, "Awa Sow", person=person, gender="woman")
    absence = Absence.objects.create(edition=cast.edition, person=person, reason="visa")
    assert units(cast, "gender") == []
    absence.lifted_at = absence.noted_at
    absence.save()
    assert units(cast, "gender") == [frozenset({"woman"})]


def test_languages_goals_and_format_belong_to_the_session(cast, kept):
    kept.spoken, kept.format = ["fr", "es"], make_forum.make_format(cast.edition)
    kept.save()
    from essaim.registry.actions.framework import load_sdgs

    load_sdgs()
    kept.goals.set(Goal.objects.filter(code__in=["8", "8.3", "5"]))
    assert units(cast, "language") == [frozenset({"fr", "es"})]
    assert units(cast, "goal") == [frozenset({"5", "8"})]
    assert units(cast, "format") == [frozenset({"workshop"})]


def test_an_attached_contribution_counts_by_its_people_and_makes_its_panel_stay(cast, kept):
    make.make_contributor(cast.individual, "Awa", gender="woman")
    Proposal.objects.filter(pk=cast.individual.pk).update(state=State.ATTACHED, panel=kept, spoken=["ko"])
    members = members_of(cast.edition, Choice(PROPOSALS))
    assert {member.key: member.is_fixed for member in members} == {f"p:{kept.pk}": True, f"p:{cast.individual.pk}": True}
    assert units(cast, "language") == [UNKNOWN]
    assert frozenset({"woman"}) in units(cast, "gender")


def test_a_merged_one_stays(cast, kept):
    Merger.objects.create(result=kept)
    (member,) = members_of(cast.edition, Choice(PROPOSALS))
    assert member.is_fixed


def test_an_interpreted_format_needs_a_booth_for_each_other_language(cast, kept):
    table = make_forum.make_format(cast.edition, "round_table")
    table.is_interpreted = True
    table.save()
    Proposal.objects.update(format=table, spoken=["es"])
    draft = draft_for_swaps(cast.edition, Choice(PROPOSALS), [], ["A", "B"])
    booths = {member.key: member.n_booths for member in (*draft.members, *draft.waiting)}
    assert booths[f"p:{kept.pk}"] == 2
    assert booths[f"p:{cast.self_managed.pk}"] == 0


# --- sessions -----------------------------------------------------------------------------------


@pytest.fixture
def session(cast, countries) -> Session:
    made = make_forum.make_session(
        cast.edition, "Cantines", paths=[cast.path], format=make_forum.make_format(cast.edition), spoken=["fr"], interpreted=["fr", "en"]
    )
    made.audience = 40
    made.save()
    make_forum.make_slot(made, "09:00", "10:00", room=make_forum.make_room(make_forum.make_site(cast.edition), capacity=80, booths=1))
    make_forum.make_involvement(made, Organisation.objects.create(slug="b", name="B", territory=countries["BF"], kind="mutual"))
    awa = make_forum.make_person("Awa Sow")
    make_forum.make_appearance(made, awa)
    Speaker.objects.create(edition=cast.edition, person=awa, gender="woman", is_newcomer=True)
    return made


def test_a_session_of_the_draft_programme(cast, session):
    (member,) = members_of(cast.edition, Choice(PROGRAMME))
    assert (member.key, member.paths, member.kind, member.format) == (f"s:{session.pk}", {"A"}, "collective", "workshop")
    assert (member.seats, member.audience, member.n_booths, member.place.booths) == (80, 40, 1, 1)
    assert {name: member.units[name] for name in ("continent", "organisation_kind", "gender", "newcomer", "language")} == {
        "continent": (AF,),
        "organisation_kind": (frozenset({"mutual"}),),
        "gender": (frozenset({"woman"}),),
        "newcomer": (frozenset({"yes"}),),
        "language": (frozenset({"fr"}),),
    }


def test_breaks_drafts_and_cancelled_sessions_are_not_counted(cast, session):
    make_forum.make_session(cast.edition, format=make_forum.make_format(cast.edition, "break"))
    make_forum.make_session(cast.edition, state=Session.State.DRAFT)
    make_forum.make_session(cast.edition, state=Session.State.CANCELLED)
    assert len(members_of(cast.edition, Choice(PROGRAMME))) == 1


@pytest.mark.parametrize("facts", [{"answer": "declined"}, {"presence": "absent"}, {"role": "contact"}])
def test_whoever_is_not_on_stage_is_not_counted(cast, session, facts):
    Appearance.objects.filter(session=session).update(**facts)
    assert units(cast, "gender", PROGRAMME) == []


def test_by_video_counts_as_there(cast, session):
    Appearance.objects.filter(session=session).update(presence="video")
    assert units(cast, "gender", PROGRAMME) == [frozenset({"woman"})]


def test_a_released_version_is_read_as_it_said_and_not_as_things_are_today(cast, session, countries):
    make_forum.make_release(cast.edition)
    bo = make_forum.make_person("Bo Diop")
    Speaker.objects.create(edition=cast.edition, person=bo, gender="man")
    make_forum.make_appearance(session, bo)
    Session.objects.filter(pk=session.pk).update(spoken=["en"])
    make_forum.make_session(cast.edition, "Nouvelle", paths=[cast.path])
    assert units(cast, "language", "1") == [frozenset({"fr"})]
    assert units(cast, "gender", "1") == [frozenset({"woman"})]
    assert units(cast, "continent", "1") == [AF]
    assert units(cast, "format", "1") == [frozenset({"workshop"})]
    assert sorted(map(sorted, units(cast, "language", PROGRAMME))) == [["en"], ["fr"]]


def test_whom_a_version_named_and_nobody_finds_any_more_is_unknown(cast, session):
    make_forum.make_release(cast.edition)
    Appearance.objects.all().delete()
    assert units(cast, "gender", "1") == [UNKNOWN]


# --- what swaps are checked against -------------------------------------------------------------


def test_somebody_known_by_name_alone_is_not_put_in_two_places(cast, session, kept):
    """Awa Sow speaks at nine; a proposal names her without a link to the registry."""
    make.make_contributor(cast.proposal, "Awa  SOW")
    draft = draft_for_swaps(cast.edition, Choice(PROPOSALS), [], ["A"])
    (member,) = draft.members
    (place,) = [one.place for one in members_of(cast.edition, Choice(PROGRAMME))]
    assert draft.timetable.people_obstacle(member, place, {"nobody"}).code == "person_elsewhere"
    assert draft.timetable.people_obstacle(member, place, {f"s:{session.pk}"}) is None


def test_availabilities_and_own_session(cast, session, kept):
    Proposal.objects.filter(pk=kept.pk).update(state=State.CONFIRMED, session=session)
    person = Appearance.objects.get(session=session).person
    make.make_contributor(kept, "Awa Sow", person=person)
    speaker = Speaker.objects.get(person=person)
    at = make_forum.at(cast.edition, "14:00")
    Availability.objects.create(speaker=speaker, starts_at=at, ends_at=at + timedelta(hours=4))
    draft = draft_for_swaps(cast.edition, Choice(PROPOSALS), [], ["A"])
    (member,) = draft.members
    assert member.place.capacity == 80
    assert draft.timetable.people_obstacle(member, member.place, {member.key}).code == "person_unavailable"
    assert {one.key for one in draft.waiting} == {f"p:{one.pk}" for one in (cast.individual, cast.self_managed, cast.elsewhere)}


def test_kind_of_a_session_without_proposal(cast):
    make_forum.make_session(cast.edition, format=make_forum.make_format(cast.edition, "self_managed"))
    (member,) = members_of(cast.edition, Choice(PROGRAMME))
    assert member.kind == Kind.Nature.SELF_MANAGED
