"""What everybody reads of calls and proposals: dates in words, phases, and nothing personal."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from essaim.call.actions.call import close_call, extend_call
from essaim.call.announced import left_said, moment_said
from essaim.call.models import Call, Contributor, Merger, MergerPart, Proposal, Question
from essaim.forum.models import Edition
from essaim.kit.private import masked
from essaim.registry.models import Territory
from tests.factories import call as make
from tests.factories import forum as make_forum

Type = Question.Type
SECRETS = (
    "claire@example.org",
    "karim@example.org",
    "05 49 00 00 00",
    "+33 6 12 34 56 78",
    "tartempion@example.com",
    "Besoin d'un fauteuil",
)


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.fixture
def call(cast):
    make.make_question(cast.call, "plus", Type.TEXT, label="Plus-value ?", is_public=True)
    make.make_question(cast.call, "interne", Type.TEXT, label="Pour l'équipe")
    make.make_question(cast.call, "besoins", Type.TEXT, label="Besoins", is_personal=True, is_public=True)
    make.make_question(cast.call, "mail", Type.EMAIL, label="Mail", is_public=True)
    make.make_question(cast.call, "telephone", Type.PHONE, label="Téléphone", is_public=True)
    make.make_question(cast.call, "autogere", Type.TEXT, label="Autogéré", is_public=True).kinds.add(cast.self_managed.kind)
    return cast.call


@pytest.fixture
def leaky(cast, call) -> Proposal:
    """Agreed to be public, and full of what must not be."""
    proposal = cast.proposal
    proposal.may_be_public = True
    proposal.summary = {"fr": "Écrivez à karim@example.org ou au 05 49 00 00 00"}
    proposal.description = {"fr": "karim@example.org"}
    proposal.answers = {
        "plus": "Appelez le +33 6 12 34 56 78 ou tartempion@example.com ; 12 000 repas en 2019",
        "interne": "Note de l'équipe",
        "besoins": "Besoin d'un fauteuil",
        "mail": "karim@example.org",
        "telephone": "05 49 00 00 00",
        "autogere": "D'un autre type",
    }
    proposal.save()
    make.make_contributor(proposal, "Karim Contact", role=Contributor.Role.CONTACT, email="karim@example.org", phone="05 49 00 00 00")
    proposal.organisations.create(name="Association tartempion@example.com", postcode="79000", place=5)
    return proposal


def texts_of(client):
    """Every public page and file about proposals, in three languages."""
    pages = ["", "proposals/", "proposals/?path=A", "proposals.csv", "proposals.json"]
    return {
        f"{language}/{page}": client.get(f"/{language}/call/ici/{page}").content.decode()
        for language in ("fr", "en", "es")
        for page in pages
    }


def test_public_pages_and_files_hold_no_address_number_or_personal_answer(client, leaky):
    texts = texts_of(client)
    assert all("Cantines partagées" in text for page, text in texts.items() if "proposals" in page)
    for page, text in texts.items():
        for secret in (*SECRETS, "Karim Contact", "Note de l'équipe", "D'un autre type", "79000", "example.com"):
            assert secret not in text, (page, secret)
            assert json.dumps(secret)[1:-1] not in text, (page, secret)
    assert "12 000 repas en 2019" in texts["fr/proposals.json"]
    assert "Les Tablées" in texts["fr/proposals.csv"]


def test_public_file_has_only_public_columns(client, leaky):
    rows = list(csv.reader(io.StringIO(client.get("/en/call/ici/proposals.csv").content.decode("utf-8-sig"))))
    assert "plus" in rows[0]
    assert not {"interne", "besoins", "mail", "telephone", "autogere", "may be public", "identifier", "contact e-mail"} & set(rows[0])
    assert not [header for header in rows[0] if "personal" in header]
    assert len(rows) == 2


@pytest.mark.parametrize("state", [state for state in Proposal.State if state not in Proposal.SENT])
def test_what_is_not_sent_is_never_public(client, leaky, state):
    leaky.state = state
    leaky.save()
    assert all("Cantines partagées" not in text for text in texts_of(client).values())


def test_without_agreement_nothing_is_public(client, leaky):
    leaky.may_be_public = False
    leaky.save()
    assert all("Cantines partagées" not in text for text in texts_of(client).values())


def test_proposals_of_a_hidden_call_or_edition_are_not_public(client, cast, leaky):
    Call.objects.update(is_public=False)
    assert all("Cantines partagées" not in text for text in texts_of(client).values())
    Call.objects.update(is_public=True)
    Edition.objects.update(is_public=False)
    assert client.get("/fr/call/ici/proposals.csv").status_code == 404
    assert client.get("/fr/call/ici/proposals/").status_code == 404


def test_agreement_taken_back_is_gone_at_once(client, leaky):
    assert "Cantines partagées" in client.get("/fr/call/ici/proposals/").content.decode()
    Proposal.objects.filter(pk=leaky.pk).update(may_be_public=False)
    assert "Cantines partagées" not in client.get("/fr/call/ici/proposals/").content.decode()


def test_part_of_a_merged_proposal_is_not_shown_beside_it(client, cast, leaky):
    result = make.make_proposal(cast.call, "Cantines du monde", path=cast.path, state="merged", may_be_public=True)
    MergerPart.objects.create(merger=Merger.objects.create(result=result), proposal=leaky, former_state="received")
    Proposal.objects.filter(pk=leaky.pk).update(state="joined")
    page = client.get("/fr/call/ici/proposals/").content.decode()
    assert "Cantines du monde" in page
    assert "Cantines partagées" not in page
    Proposal.objects.filter(pk=result.pk).update(may_be_public=False)
    assert "Cantines partagées" in client.get("/fr/call/ici/proposals/").content.decode()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Écrire à a.b+c@exemple.org.", False),
        ("claire (at) exemple.org", False),
        ("Tél. 05.49.00.00.00", False),
        ("+221 77 123 45 67", False),
        ("0033 5 49 00 00 00", False),
        ("12 000 repas en 2019, 100 000 euros", True),
        ("de 2019 à 2024", True),
        ("46.3239, -0.4588", True),
        ("https://example.org/2019/05/49", True),
        ("SIREN 552 100 554", True),
        ("10 h 30 – 12 h 00", True),
    ],
)
def test_addresses_and_numbers_in_texts_are_withheld_and_figures_kept(text, kept):
    assert (masked(text) == text) == kept


def test_invented_proposals_say_so_in_every_form(client, leaky):
    Proposal.objects.update(is_synthetic=True)
    texts = texts_of(client)
    assert "invented for the demo" in texts["en/proposals/"]
    assert "invented for the demo" in texts["en/proposals.csv"]
    assert '"is_synthetic": true' in texts["en/proposals.json"]


# --- the call's page -----------------------------------------------------------------------------


def bordeaux(cast):
    """The call of Bordeaux 2025: until 20 December 2024."""
    town = make_forum.make_territory("33063", {"fr": "Bordeaux", "es": "Burdeos"}, Territory.Level.MUNICIPALITY, Territory.Scheme.COG)
    Edition.objects.filter(pk=cast.edition.pk).update(territory=town)
    Call.objects.filter(pk=cast.call.pk).update(closes_at=datetime(2024, 12, 20, 22, 59, tzinfo=UTC))
    return Call.objects.select_related("edition__territory").get(pk=cast.call.pk)


@pytest.mark.parametrize(
    ("reader", "words"),
    [
        ("en", "Friday 20 December 2024, 23:59, Bordeaux time (UTC+1)"),
        ("fr", "vendredi 20 décembre 2024"),
        ("es", "Burdeos"),
    ],
)
def test_deadline_is_said_in_words(client, cast, reader, words):
    bordeaux(cast)
    page = client.get(f"/{reader}/call/ici/appel/").content.decode()
    assert words in page
    assert 'datetime="2024-12-20T23:59+01:00"' in page


def test_deadline_of_another_zone_names_its_town(cast):
    call = bordeaux(cast)
    call.time_zone = "America/Mexico_City"
    assert moment_said(datetime(2021, 5, 16, 4, 59, tzinfo=UTC), call, "en") == "Saturday 15 May 2021, 23:59, Mexico City time (UTC−5)"


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=9, hours=3), "9 days left"),
        (timedelta(hours=30), "30 hours left"),
        (timedelta(hours=1, minutes=5), "1 hour left"),
        (timedelta(minutes=7), "7 minutes left"),
        (timedelta(seconds=20), "1 minute left"),
        (timedelta(0), ""),
    ],
)
def test_time_left_in_words(left, words):
    now = timezone.now()
    assert left_said(now + left, now) == words


def test_open_call_offers_to_propose_by_kind(client, cast, call):
    page = client.get("/en/call/ici/appel/").content.decode()
    for kind in cast.call.kinds.all():
        assert f'href="/en/call/ici/appel/propose/{kind.slug}/"' in page
    assert "Plus-value ?" in page
    assert "days left" in page


def test_closed_call_says_so_and_offers_nothing(client, cast):
    bordeaux(cast)
    page = client.get("/en/call/ici/appel/").content.decode()
    assert "Closed since:" in page
    assert "drafts are kept" in page
    assert "/propose/" not in page
    assert "left)" not in page


def test_call_that_has_not_opened_says_when(client, cast):
    Call.objects.update(opens_at=datetime(2098, 1, 1, tzinfo=UTC))
    page = client.get("/en/call/ici/appel/").content.decode()
    assert "Opens:" in page
    assert "Wednesday 1 January 2098" in page
    assert "/propose/" not in page


def test_extended_call_says_from_when_to_when(client, cast):
    extend_call(call=cast.call, closes_at=cast.call.closes_at + timedelta(days=23), by=cast.team)
    assert "Extended from Thursday 1 January 2099, 01:00, Paris time (UTC+1) to" in client.get("/en/call/ici/appel/").content.decode()


def test_page_kept_between_readers_follows_an_early_closing(client, cast, settings):
    settings.KEPT_PAGES_MB = 8
    assert "/propose/" in client.get("/en/call/ici/appel/").content.decode()
    close_call(call=cast.call, by=cast.team)
    assert "/propose/" not in client.get("/en/call/ici/appel/").content.decode()


def test_deadline_in_the_hours_of_many_places(client, cast):
    bordeaux(cast)
    page = client.get("/en/call/ici/appel/deadline/").content.decode()
    assert "Paris, Madrid" in page
    assert "Saturday 21 December 2024" in page
    assert "UTC+5:30" in page


@pytest.mark.parametrize("page", ["appel/", "appel/deadline/"])
def test_hidden_call_is_there_for_its_team_alone(cast, page):
    Call.objects.update(is_public=False, name={"fr": "Appel encore secret"})
    for who in ("stranger", "participant", "lead", "contributor"):
        response = cast.client(who).get(f"/fr/call/ici/{page}")
        assert response.status_code == 404
        assert "encore secret" not in response.content.decode()
    assert "encore secret" in cast.client("team").get(f"/fr/call/ici/{page}").content.decode()
    assert "encore secret" not in cast.client("team").get("/fr/call/ici/").content.decode()


def test_list_names_public_calls_with_their_phase(client, cast):
    make.make_call(cast.edition, "cache", name="Appel caché", is_public=False)
    page = client.get("/en/call/ici/").content.decode()
    assert "Appel à contributions" in page
    assert "Appel caché" not in page
    Call.objects.update(is_public=False)
    assert "No call is public now" in client.get("/en/call/ici/").content.decode()


def test_declined_and_withdrawn_are_not_shown_and_all_received_are_counted(client, cast, call):
    """Their authors agreed to be read as proposing, not as refused."""
    Proposal.objects.update(may_be_public=True)
    for state in (Proposal.State.DECLINED, Proposal.State.WITHDRAWN, Proposal.State.DRAFT):
        make.make_proposal(call, f"Secret {state}", path=cast.path, state=state, may_be_public=True)
    for page in texts_of(client).values():
        assert "Secret" not in page
    page = client.get("/en/call/ici/proposals/").content.decode()
    assert "Cantines partagées" in page
    assert "6 proposals were received in all." in page


def test_pages_have_one_query_count(client, cast, call, django_assert_num_queries):
    make.make_proposal(call, "Une", path=cast.path, may_be_public=True, organisations=["X"])
    for number in range(2):
        for page, count in (("", 4), ("appel/", 8), ("proposals/", 8), ("proposals.csv", 6), ("proposals.json", 6)):
            with django_assert_num_queries(count):
                client.get(f"/fr/call/ici/{page}")
        make.make_call(cast.edition, f"autre-{number}")
        make.make_proposal(call, f"Autre {number}", path=cast.path, may_be_public=True, organisations=["Y", "Z"])
        make.make_kind(call, slug=f"sorte-{number}")
        make.make_question(call, f"encore-{number}")
        make.make_criterion(call)
