"""A call composed by its team: pages, actions, order, what is refused, what is wrong with a form."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from essaim.call.actions.call import change_call, close_call, create_call, extend_call, remove_call, reopen_call
from essaim.call.actions.kind import move_kind, remove_kind, save_kind
from essaim.call.actions.question import copy_question, move_question, order_questions, remove_question, save_question
from essaim.call.errors import CallError
from essaim.call.models import Call, Kind, Question
from essaim.call.phases import Phase, phase_of
from essaim.call.queries.call import edition_calls, extension_of
from essaim.desk.journal import revision
from essaim.desk.models import Delivery, Entry, Webhook
from tests.factories import call as make
from tests.factories import forum as make_forum

Type = Question.Type


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def order(call):
    return list(call.questions.order_by("place").values_list("slug", flat=True))


# --- the call ------------------------------------------------------------------------------------


def test_new_call_page_makes_a_call_that_is_not_public(cast):
    data = {
        "name__fr": "Appel 2027",
        "name__en": "Call 2027",
        "time_zone": "Europe/Paris",
        "opens_on": "2027-01-01",
        "opens_hour": "",
        "closes_on": "2027-02-01",
        "closes_hour": "23:59",
        "languages": ["fr", "en"],
        "kinds": "bordeaux-2025",
        "form": "niort-2019",
    }
    response = cast.client("team").post("/fr/team/ici/call/calls/new/", data)
    call = Call.objects.get(slug="call-2027")
    assert response["Location"] == "/fr/team/ici/call/calls/call-2027/"
    assert not call.is_public
    assert call.opens_at == datetime(2026, 12, 31, 23, tzinfo=UTC)
    assert call.closes_at == datetime(2027, 2, 1, 22, 59, tzinfo=UTC)
    assert [kind.nature for kind in call.kinds.all()] == ["individual", "collective", "self_managed"]
    assert call.questions.count() > 20


def test_deadline_with_the_wrong_offset_is_caught_and_both_readings_offered(cast):
    """GSEF 2021: "15 May 2021 23:59 (GMT-6)", and Mexico City was on UTC−5 that day."""
    client = cast.client("team")
    data = {
        "name__fr": "Appel 2021",
        "time_zone": "America/Mexico_City",
        "closes_on": "2021-05-15",
        "closes_hour": "23:59 (GMT-6)",
        "kinds": "one",
    }
    page = client.post("/en/team/ici/call/calls/new/", data).content.decode()
    assert not Call.objects.filter(slug="appel-2021").exists()
    assert "You wrote UTC−6, but on 15 May 2021 the hour of Mexico City is UTC−5" in page
    assert "Saturday 15 May 2021, 23:59, Mexico City time (UTC−5): if the place’s hour is right" in page
    assert "Sunday 16 May 2021, 00:59, Mexico City time (UTC−5): if UTC−6 is right" in page
    assert 'value="2021-05-16T04:59Z"' in page
    client.post("/en/team/ici/call/calls/new/", {**data, "closes_reading": "2021-05-16T05:59Z"})
    assert Call.objects.get(slug="appel-2021").closes_at == datetime(2021, 5, 16, 5, 59, tzinfo=UTC)


def test_reading_that_was_not_offered_is_not_taken(cast):
    data = {"name__fr": "A", "time_zone": "America/Mexico_City", "closes_on": "2021-05-15", "closes_hour": "23:59 GMT-6", "kinds": "one"}
    cast.client("team").post("/en/team/ici/call/calls/new/", {**data, "closes_reading": "1999-01-01T00:00Z"})
    assert not Call.objects.filter(name__icontains='"A"').exists()


@pytest.mark.parametrize(
    ("zone", "day", "hour", "words"),
    [
        ("Europe/Paris", "2024-10-27", "02:30", "comes twice"),
        ("Europe/Paris", "2025-03-30", "02:30", "does not exist"),
        ("Europe/Madrid", "2018-02-28", "midnight", "beginning or the end"),
        ("Europe/Paris", "2025-03-30", "soon", "“soon” is no hour"),
        ("Europe/Paris", "2025-03-30", "", "Say at what hour"),
        ("Europe/Paris", "", "23:59", "An hour without its day"),
    ],
)
def test_hour_in_doubt_is_asked_about(cast, zone, day, hour, words):
    data = {"name__fr": "Appel", "time_zone": zone, "closes_on": day, "closes_hour": hour, "kinds": "one"}
    page = cast.client("team").post("/en/team/ici/call/calls/new/", data).content.decode()
    assert words in page
    assert Call.objects.count() == 1


def test_closing_before_opening_is_refused(cast):
    with pytest.raises(CallError, match="call_closes_before_opening"):
        change_call(call=cast.call, by=cast.team, closes_at=datetime(2019, 1, 1, tzinfo=UTC))


def test_call_without_kind_does_not_become_public(cast):
    call = make.make_call(cast.edition, "vide", is_public=False)
    with pytest.raises(CallError, match="call_without_kind"):
        change_call(call=call, by=cast.team, is_public=True)


def test_hours_are_chosen_among_places_by_continent_the_editions_own_first(cast):
    """Etc/GMT-6 is UTC+6: whoever copied "GMT-6" with 23:59 announced a wrong deadline."""
    groups = cast.client("team").get("/fr/team/ici/call/calls/new/").context["form"].fields["time_zone"].choices
    heads = [head for head, _rows in groups]
    zones = [zone for _head, rows in groups for zone, _label in rows]
    assert heads[0] == "Cette édition"
    assert zones[0] == cast.edition.time_zone
    assert {"Afrique", "Amériques", "Asie", "Europe", "Océanie"} <= set(heads)
    assert {"America/Mexico_City", "Asia/Seoul", "Africa/Dakar"} <= set(zones)
    assert not [zone for zone in zones if zone.startswith("Etc/") or "/" not in zone]


def test_zone_of_no_place_is_not_taken(cast):
    data = {"name__fr": "Appel", "time_zone": "Etc/GMT-6", "closes_on": "2027-05-15", "closes_hour": "23:59", "kinds": "one"}
    page = cast.client("team").post("/en/team/ici/call/calls/new/", data)
    assert page.context["form"].errors.keys() == {"time_zone"}
    assert Call.objects.count() == 1


def test_call_with_a_zone_of_no_place_opens_and_says_so(cast):
    cast.call.time_zone = "Etc/GMT-6"
    cast.call.save()
    client, address = cast.client("team"), f"/en/team/ici/call/calls/{cast.call.slug}/settings/"
    page = client.get(address)
    assert "Etc/GMT-6 (no place; now UTC+6)" in page.content.decode()
    assert "“Etc/GMT-6” is the clock of no town" in page.content.decode()
    form = page.context["form"]
    assert form["time_zone"].value() == "Etc/GMT-6"
    assert "turn the sign round" in client.get(f"/en/team/ici/call/calls/{cast.call.slug}/").content.decode()


@pytest.mark.parametrize("slug", ["proposals", "new"])
def test_address_of_another_page_is_no_name_for_a_call(cast, slug):
    page = cast.client("team").post(
        f"/en/team/ici/call/calls/{cast.call.slug}/settings/", {"name__fr": "Appel", "time_zone": "Europe/Paris", "slug": slug}
    )
    assert page.status_code == 200
    assert slug in page.content.decode()
    assert not Call.objects.filter(slug=slug).exists()


def test_settings_page_shows_and_keeps_what_stands(cast):
    client, address = cast.client("team"), f"/fr/team/ici/call/calls/{cast.call.slug}/settings/"
    form = client.get(address).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    data |= {"opens_on": "2020-01-01", "closes_on": "2099-01-01"}
    client.post(address, data)
    before = (cast.call.opens_at, cast.call.closes_at, cast.call.is_public, str(cast.call.name))
    cast.call.refresh_from_db()
    assert (cast.call.opens_at, cast.call.closes_at, cast.call.is_public, str(cast.call.name)) == before


def test_extension_is_kept_with_the_first_end(cast):
    """GSEF 2018: until 28 February, extended to 23 March; and once more."""
    first = cast.call.closes_at
    extend_call(call=cast.call, closes_at=first + timedelta(days=23), by=cast.team)
    extended = extend_call(call=cast.call, closes_at=first + timedelta(days=30), by=cast.team)
    found = extension_of(extended)
    assert (found.former, found.now) == (first, first + timedelta(days=30))
    assert Entry.objects.filter(action="extend_call").count() == 2


def test_extension_must_be_later_and_not_past(cast):
    with pytest.raises(CallError, match="extension_not_later"):
        extend_call(call=cast.call, closes_at=cast.call.closes_at, by=cast.team)
    Call.objects.filter(pk=cast.call.pk).update(closes_at=datetime(2021, 1, 1, tzinfo=UTC))
    with pytest.raises(CallError, match="end_in_the_past"):
        extend_call(call=cast.call, closes_at=datetime(2022, 1, 1, tzinfo=UTC), by=cast.team)


def test_extending_a_closed_call_opens_it_again(cast):
    close_call(call=cast.call, by=cast.team)
    cast.call.refresh_from_db()
    assert phase_of(cast.call) == Phase.CLOSED
    extended = extend_call(call=cast.call, closes_at=timezone.now() + timedelta(days=9), by=cast.team)
    assert phase_of(extended) == Phase.OPEN


def test_closed_early_and_opened_again(cast):
    closed = close_call(call=cast.call, by=cast.team)
    assert phase_of(closed) == Phase.CLOSED
    with pytest.raises(CallError, match="call_not_open"):
        close_call(call=cast.call, by=cast.team)
    assert phase_of(reopen_call(call=cast.call, by=cast.team)) == Phase.OPEN
    with pytest.raises(CallError, match="call_not_closed_early"):
        reopen_call(call=cast.call, by=cast.team)


def test_programmes_that_listen_hear_of_a_public_call_and_of_no_other(cast):
    Webhook.objects.create(scope=f"forum.edition:{cast.edition.pk}", url="https://example.org/hook", secret="s")
    hidden = create_call(edition=cast.edition, by=cast.team, name={"fr": "Secret"}, closes_at=timezone.now() + timedelta(days=9))
    extend_call(call=hidden, closes_at=timezone.now() + timedelta(days=19), by=cast.team)
    assert not Delivery.objects.exists()
    hidden.refresh_from_db()
    ends = hidden.closes_at
    shown = change_call(call=hidden, by=cast.team, is_public=True)
    change_call(call=shown, by=cast.team, intro={"fr": "Autre texte"})
    closed = close_call(call=shown, by=cast.team)
    reopen_call(call=shown, by=cast.team)
    extend_call(call=shown, closes_at=ends + timedelta(days=1), by=cast.team)
    shown.refresh_from_db()
    change_call(call=shown, by=cast.team, closes_at=ends + timedelta(days=2))
    told = [(row.event, row.payload["call"], row.payload["closes_at"]) for row in Delivery.objects.order_by("pk")]
    assert told == [
        ("call.announced", "secret", ends.isoformat()),
        ("call.closed", "secret", closed.closed_early_at.isoformat()),
        ("call.reopened", "secret", ends.isoformat()),
        ("call.extended", "secret", (ends + timedelta(days=1)).isoformat()),
        ("call.extended", "secret", (ends + timedelta(days=2)).isoformat()),
    ]


def test_extend_page_says_former_and_new_end(cast):
    client, address = cast.client("team"), f"/en/team/ici/call/calls/{cast.call.slug}/extend/"
    client.post(address, {"closes_on": "2099-03-23", "closes_hour": "23:59"})
    page = client.get(address).content.decode()
    assert "Extended from Thursday 1 January 2099, 01:00, Paris time (UTC+1) to Monday 23 March 2099, 23:59, Paris time (UTC+1)." in page


def test_call_with_proposals_is_kept(cast):
    with pytest.raises(Exception, match="in_use"):
        remove_call(call=cast.call, by=cast.team)
    remove_call(call=create_call(edition=cast.edition, by=cast.team, name={"fr": "Vide"}, form="niort-2024"), by=cast.team)
    assert Call.objects.count() == 1


def test_private_call_leaves_kept_pages_alone_and_a_public_one_renews_them(cast):
    number = revision()
    call = create_call(edition=cast.edition, by=cast.team, name={"fr": "Bis"})
    save_question(call=call, question=None, by=cast.team, label={"fr": "Plus ?"}, type=Type.LINE)
    assert revision() == number
    save_question(call=cast.call, question=None, by=cast.team, label={"fr": "Plus ?"}, type=Type.LINE)
    assert revision() > number


# --- kinds ---------------------------------------------------------------------------------------


def test_kind_with_proposals_keeps_its_nature(cast):
    with pytest.raises(CallError, match="kind_has_proposals"):
        save_kind(call=cast.call, kind=cast.proposal.kind, by=cast.team, nature=Kind.Nature.SELF_MANAGED)
    save_kind(call=cast.call, kind=cast.proposal.kind, by=cast.team, name={"fr": "Collective"})


def test_kind_in_use_is_kept_also_by_a_question_of_its_own(cast):
    call = create_call(edition=cast.edition, by=cast.team, name={"fr": "Bis"}, kinds="bordeaux-2025")
    kind = call.kinds.get(slug="autogeree")
    make.make_question(call, "salle").kinds.add(kind)
    with pytest.raises(Exception, match="in_use"):
        remove_kind(kind=kind, by=cast.team)
    remove_kind(kind=call.kinds.get(slug="individuelle"), by=cast.team)
    assert call.kinds.count() == 2


def test_kinds_move_and_stay_at_the_ends(cast):
    call = create_call(edition=cast.edition, by=cast.team, name={"fr": "Bis"}, kinds="bordeaux-2025")
    last = call.kinds.get(slug="autogeree")
    move_kind(kind=last, step=1, by=cast.team)
    move_kind(kind=last, step=-1, by=cast.team)
    assert [kind.slug for kind in call.kinds.all()] == ["individuelle", "autogeree", "collective"]


def test_kind_page_says_its_rules(cast):
    page = cast.client("team").get(f"/en/team/ici/call/calls/{cast.call.slug}/").content.decode()
    assert "It is never merged with another, and not interpreted." in page
    assert "the organisers attach it to a panel" in page


# --- questions -----------------------------------------------------------------------------------


def test_question_page_makes_a_question_with_choices_in_two_languages(cast):
    cast.call.languages = ["fr", "en"]
    cast.call.save()
    data = {
        "label__fr": "Échelle ?",
        "label__en": "Scale?",
        "type": "several",
        "choices__fr": "local | Locale\nInternationale",
        "choices__en": "local | Local\ninternationale | International",
        "allows_other": "on",
        "is_required": "on",
    }
    response = cast.client("team").post(f"/fr/team/ici/call/calls/{cast.call.slug}/questions/new/", data)
    assert response.status_code == 302
    question = cast.call.questions.get()
    assert question.slug == "scale"
    assert question.choices == [
        {"value": "local", "label": {"fr": "Locale", "en": "Local"}},
        {"value": "internationale", "label": {"fr": "Internationale", "en": "International"}},
    ]


def test_choices_that_do_not_fit_are_said_line_by_line(cast):
    cast.call.languages = ["fr", "en"]
    cast.call.save()
    data = {"label__fr": "Échelle", "type": "one", "choices__fr": "a | A\na | B", "choices__en": "c | C"}
    page = cast.client("team").post(f"/en/team/ici/call/calls/{cast.call.slug}/questions/new/", data).content.decode()
    assert "Line 2: “a” stands there twice." in page
    assert "line 1: “c” is none of the values: a." in page
    assert not cast.call.questions.exists()


def test_condition_is_ticked_among_answers_of_one_earlier_question(cast):
    make.make_question(cast.call, "etat", Type.ONE, choices=[{"value": "idee", "label": {"fr": "Une idée"}}])
    make.make_question(cast.call, "suite", Type.YES_NO)
    client, address = cast.client("team"), f"/en/team/ici/call/calls/{cast.call.slug}/questions/new/"
    assert "Une idée" in client.get(address).content.decode()
    page = client.post(address, {"label__fr": "Détail", "type": "line", "asked_if": ["etat=idee", "suite=yes"]})
    assert "A condition looks at one question" in page.content.decode()
    client.post(address, {"label__fr": "Détail", "type": "line", "asked_if": ["suite=yes"]})
    assert cast.call.questions.get(slug="detail").condition == {"question": "suite", "is": ["yes"]}


def test_personal_and_public_at_once_is_refused(cast):
    data = {"label__fr": "Courriel", "type": "email", "is_personal": "on", "is_public": "on"}
    page = cast.client("team").post(f"/en/team/ici/call/calls/{cast.call.slug}/questions/new/", data).content.decode()
    assert "What is personal is never shown publicly" in page


def test_question_page_shows_and_keeps_what_stands(cast):
    choices = [{"value": "idee", "label": {"fr": "Une idée"}}, {"value": "fini", "label": {"fr": "Terminé"}}]
    make.make_question(cast.call, "suite", Type.YES_NO)
    row = make.make_question(
        cast.call, "etat", Type.ONE, choices=choices, allows_other=True, is_public=True, condition={"question": "suite", "is": ["yes"]}
    )
    client, address = cast.client("team"), f"/fr/team/ici/call/calls/{cast.call.slug}/questions/etat/"
    form = client.get(address).context["form"]
    entries = Entry.objects.count()
    client.post(address, {name: form[name].value() for name in form.fields if form[name].value() not in (None, False, [])})
    row.refresh_from_db()
    assert row.choices == choices
    assert row.condition == {"question": "suite", "is": ["yes"]}
    assert Entry.objects.count() == entries


def test_answered_question_keeps_name_type_and_choices_made(cast):
    row = make.make_question(cast.call, "etat", Type.ONE, choices=[{"value": "idee", "label": {}}, {"value": "fini", "label": {}}])
    cast.proposal.answers = {"etat": "idee"}
    cast.proposal.save()
    for code, facts in (
        ("question_answered_name", {"slug": "autre"}),
        ("question_answered_type", {"type": Type.NUMBER}),
        ("choice_made", {"choices": [{"value": "fini", "label": {}}]}),
    ):
        with pytest.raises(CallError, match=code):
            save_question(call=cast.call, question=row, by=cast.team, **facts)
    save_question(call=cast.call, question=row, by=cast.team, choices=[{"value": "idee", "label": {"fr": "Une idée"}}])


def test_answered_question_goes_only_when_said_and_answers_stay(cast):
    row = make.make_question(cast.call, "etat")
    cast.proposal.answers = {"etat": "une idée"}
    cast.proposal.save()
    client, address = cast.client("team"), f"/en/team/ici/call/calls/{cast.call.slug}/questions/etat/remove/"
    client.post(address)
    assert Question.objects.filter(pk=row.pk).exists()
    assert "1 proposal answers it" in client.get(address).content.decode()
    client.post(address, {"sure": "on"})
    assert not Question.objects.filter(pk=row.pk).exists()
    cast.proposal.refresh_from_db()
    assert cast.proposal.answers == {"etat": "une idée"}


def test_question_others_depend_on_is_kept(cast):
    row = make.make_question(cast.call, "suite", Type.YES_NO)
    make.make_question(cast.call, "detail", condition={"question": "suite", "is": ["yes"]})
    with pytest.raises(CallError, match="question_watched"):
        remove_question(question=row, by=cast.team)


def test_renaming_takes_conditions_along(cast):
    row = make.make_question(cast.call, "suite", Type.YES_NO)
    make.make_question(cast.call, "detail", condition={"question": "suite", "is": ["yes"]})
    save_question(call=cast.call, question=row, by=cast.team, slug="apres")
    assert cast.call.questions.get(slug="detail").condition["question"] == "apres"


def test_order_by_buttons_by_drag_and_by_copy(cast):
    rows = [make.make_question(cast.call, slug) for slug in ("a", "b", "c")]
    move_question(question=rows[2], step=-1, by=cast.team)
    assert order(cast.call) == ["a", "c", "b"]
    order_questions(call=cast.call, order=[row.pk for row in rows], by=cast.team)
    assert order(cast.call) == ["a", "b", "c"]
    copy = copy_question(question=rows[0], by=cast.team)
    assert order(cast.call) == ["a", copy.slug, "b", "c"]
    entries = Entry.objects.count()
    move_question(question=rows[2], step=1, by=cast.team)
    assert Entry.objects.count() == entries


def test_dragging_is_refused_when_the_form_has_changed_meanwhile(cast):
    rows = [make.make_question(cast.call, slug) for slug in ("a", "b")]
    address = f"/en/team/ici/call/calls/{cast.call.slug}/questions/order/"
    client = cast.client("team")
    assert client.post(address, {"order": [rows[1].pk, rows[0].pk]}).json() == {"said": "Saved."}
    make.make_question(cast.call, "c")
    answer = client.post(address, {"order": [rows[0].pk, rows[1].pk]})
    assert answer.status_code == 409
    assert "meanwhile" in answer.json()["said"]
    assert order(cast.call)[:2] == ["b", "a"]


def test_two_low_lines_are_refused_in_a_name(cast):
    with pytest.raises(CallError, match="question_slug_lines"):
        save_question(call=cast.call, question=None, by=cast.team, slug="a__other", label={"fr": "A"}, type=Type.LINE)


# --- preview -------------------------------------------------------------------------------------


def test_preview_speaks_the_language_chosen_and_keeps_nothing(cast):
    make.make_question(cast.call, "plus", label={"fr": "Plus-value ?", "es": "¿Valor añadido?"}, is_required=True)
    cast.call.languages = ["fr", "es"]
    cast.call.save()
    client, address = cast.client("team"), f"/en/team/ici/call/calls/{cast.call.slug}/preview/?language=es"
    assert "¿Valor añadido?" in client.get(address).content.decode()
    page = client.post(address, {}).content.decode()
    assert 'id="id_q-plus_error"' in page
    page = client.post(address, {"q-plus": "Mucho"}).content.decode()
    assert 'id="id_q-plus_error"' not in page
    assert "These answers could be sent." in page or "note ok" in page


# --- lists cost the same however long ------------------------------------------------------------


def test_list_of_calls_has_one_query_count(cast, django_assert_num_queries):
    client = cast.client("team")
    for number in range(3):
        if number in (0, 2):
            with override("fr"), django_assert_num_queries(5):
                client.get("/fr/team/ici/call/calls/")
        make.make_call(cast.edition, f"appel-{number}")


def test_counts_of_the_list_are_those_of_the_call(cast):
    make.make_question(cast.call, "a")
    make.make_proposal(cast.call, state="draft")
    row = edition_calls(cast.edition).get()
    assert (row.n_kinds, row.n_questions, row.n_sent, row.n_drafts) == (3, 1, 4, 1)


@pytest.mark.parametrize("page", ["", "questions/", "preview/"])
def test_pages_of_a_call_have_one_query_count(cast, page, django_assert_max_num_queries):
    client, counts = cast.client("team"), []
    for number in range(3):
        make.make_question(cast.call, f"q{number}").kinds.add(cast.proposal.kind)
        make_forum.make_format(cast.edition, slug=f"f{number}")
        if number in (0, 2):
            with django_assert_max_num_queries(16) as found:
                client.get(f"/fr/team/ici/call/calls/{cast.call.slug}/{page}")
            counts.append(len(found))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("who", ["stranger", "participant", "contributor", "other_lead", "lead", "reviewer"])
@pytest.mark.parametrize(
    "page", ["", "new/", "appel/", "appel/settings/", "appel/extend/", "appel/questions/", "appel/questions/secrete/", "appel/preview/"]
)
def test_only_the_team_composes(cast, who, page):
    make.make_question(cast.call, "secrete", label="Question gardée secrète")
    response = cast.client(who).get(f"/fr/team/ici/call/calls/{page}")
    assert response.status_code == (302 if who == "stranger" else 404)
    assert "gardée secrète" not in response.content.decode()


@pytest.mark.parametrize(
    ("day", "hour"), [("9999-12-31", "midnight"), ("9999-12-31", "24:00"), ("9999-12-31", "23:59 UTC-12"), ("0001-01-01", "00:00")]
)
def test_day_beyond_every_clock_is_refused_at_its_place(cast, day, hour):
    client, later = cast.client("team"), {"closes_on": day, "closes_hour": hour}
    page = client.post("/en/team/ici/call/calls/appel/extend/", later)
    assert list(page.context["form"].errors) == ["closes_on"]
    page = client.post("/en/team/ici/call/calls/appel/settings/", {"name__fr": "Appel", "time_zone": "Europe/Paris", **later})
    assert list(page.context["form"].errors) == ["closes_on"]


def test_kind_of_anothers_name_is_told_at_its_place(cast):
    kind, other = cast.call.kinds.all()[:2]
    for address in ("new/", f"{other.slug}/"):
        page = cast.client("team").post(
            f"/en/team/ici/call/calls/appel/kinds/{address}", {"name__fr": "X", "nature": other.nature, "slug": kind.slug}
        )
        assert "Another kind of this call" in str(page.context["form"].errors["slug"])
