"""A spreadsheet taken into a call and given out: preview, taking over, the same again, what is personal."""

from importlib.resources import files

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from essaim.call.actions.call import create_call
from essaim.call.errors import CallError
from essaim.call.exchange.entries import entries_of, team_proposals
from essaim.call.exchange.forms import form_of
from essaim.call.exchange.imports import AT_ONCE, ask_take_over, begin_import, carry_out, read_file
from essaim.call.exchange.planning import plan_for
from essaim.call.models import Contributor, Proposal, ProposalImport, Question
from essaim.call.sheets import write_csv
from essaim.desk.models import Entry, Job
from essaim.desk.run import Run
from essaim.desk.worker import claim, perform
from tests.factories import call as make
from tests.factories import forum as make_forum

Type = Question.Type
HEADER = "identifiant,type de proposition,parcours,titre,organisation porteuse,pays,mail référent·e,plus,peut être publique"
ROWS = [
    "f1,collective,A,Cantines de quartier,Les Tablées,FR,karim@example.org,Des circuits courts,oui",
    "f2,collective,B,Monnaie du marais,Ville d'ici,Sénégal,awa@example.org,Une monnaie,non",
    "f3,self-managed,Z,Atelier,Collectif,FR,,,",
]


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.fixture
def call(cast):
    make_forum.make_territory("SN", {"fr": "Sénégal"})
    make_forum.make_territory("FR", {"fr": "France"})
    make.make_question(cast.call, "plus", Type.TEXT, label="Plus-value ?", is_public=True)
    return cast.call


def sheet(*rows: str, name="propositions.csv"):
    return SimpleUploadedFile(name, "\r\n".join([HEADER, *rows]).encode())


def begin(call, *rows: str, by=None):
    content, reading = read_file(sheet(*rows), call)
    return begin_import(call=call, content=content, reading=reading, name="propositions.csv", by=by)


def out(call):
    return write_csv(form_of(call, "fr"), entries_of(team_proposals(call)), language="fr", personal=True)


def test_preview_says_what_would_be_made_and_makes_nothing(cast, call):
    before = Proposal.objects.count()
    client = cast.client("team")
    response = client.post(f"/en/team/ici/call/calls/{call.slug}/sheets/", {"file": sheet(*ROWS), "language": "fr"})
    page = client.get(response["Location"]).content.decode()
    assert '<span class="big">3</span> proposals new' in page
    assert "“Z” is no path of this edition (A Coopération territoriale; B Finances)" in page
    assert "C4" in page
    assert Proposal.objects.count() == before


def test_taken_over_as_the_preview_said(cast, call):
    client = cast.client("team")
    address = client.post(f"/en/team/ici/call/calls/{call.slug}/sheets/", {"file": sheet(*ROWS), "language": "fr"})["Location"]
    client.post(f"{address}take/")
    rows = {row.outside_id: row for row in call.proposals.exclude(outside_id="")}
    assert set(rows) == {"f1", "f2", "f3"}
    first = rows["f1"]
    assert (first.state, first.path, str(first.title), first.may_be_public) == ("received", cast.path, "Cantines de quartier", True)
    assert first.answers == {"plus": "Des circuits courts"}
    assert first.sent_at is not None
    assert first.number == max(row.number for row in call.proposals.all()) - 2
    lead = first.organisations.get()
    assert (lead.name, lead.country.code, lead.role) == ("Les Tablées", "FR", "lead")
    assert first.contributors.get().email == "karim@example.org"
    assert first.revisions.get().texts == {"title.fr": "Cantines de quartier", "answers.plus": "Des circuits courts"}
    assert rows["f2"].organisations.get().country.code == "SN"
    assert (rows["f3"].path, rows["f3"].may_be_public, rows["f3"].kind.nature) == (None, False, "self_managed")
    assert "Taken over." in client.get(address).content.decode()


def test_second_import_of_the_same_file_changes_nothing(call):
    carry_out(begin(call, *ROWS), by=None)
    once, entries = out(call), Entry.objects.filter(action="import_proposal").count()
    again = begin(call, *ROWS)
    assert {name: count for name, count in again.counts.items() if count} == {"same": 3}
    carry_out(again, by=None)
    assert out(call) == once
    assert Entry.objects.filter(action="import_proposal").count() == entries


def test_second_import_updates_the_same_proposals(call):
    carry_out(begin(call, *ROWS), by=None)
    count = call.proposals.count()
    changed = ROWS[0].replace("Cantines de quartier", "Cantines partagées").replace("Les Tablées", "les tablees").replace("FR", "SN")
    made = begin(call, changed, ROWS[1])
    assert {name: count for name, count in made.counts.items() if count} == {"change": 1, "same": 1}
    carry_out(made, by=None)
    row = call.proposals.get(outside_id="f1")
    assert call.proposals.count() == count
    assert str(row.title) == "Cantines partagées"
    assert [(one.name, one.country.code) for one in row.organisations.all()] == [("Les Tablées", "SN")]
    assert [revision.texts["title.fr"] for revision in row.revisions.order_by("number")] == ["Cantines de quartier", "Cantines partagées"]
    assert row.revision == 1


def test_export_taken_in_again_changes_nothing(cast, call):
    make.make_contributor(cast.proposal, "Awa Diop", role=Contributor.Role.SPEAKER, organisation_name="Réseau | Sud")
    cast.proposal.answers = {"plus": "=1+1 ; oui"}
    cast.proposal.spoken, cast.proposal.audience, cast.proposal.may_be_public = ["fr", "wo"], 30, True
    cast.proposal.save()
    once = out(call)
    content, reading = read_file(SimpleUploadedFile("sortie.csv", once), call)
    assert [finding.code for finding in reading.findings] == []
    made = begin_import(call=call, content=content, reading=reading, name="sortie.csv", by=None)
    assert {name: count for name, count in made.counts.items() if count} == {"same": 4}
    carry_out(made, by=None)
    assert out(call) == once


def test_rows_without_number_or_identifier_are_known_by_title_and_organisation(call):
    text = "titre,organisation porteuse,type de proposition\r\nCantines,Les Tablées,collective\r\n"
    for wanted in ({"create": 1}, {"same": 1}):
        content, reading = read_file(SimpleUploadedFile("a.csv", text.encode()), call)
        made = begin_import(call=call, content=content, reading=reading, name="a.csv", by=None)
        assert {name: count for name, count in made.counts.items() if count} == wanted
        assert "row_by_title" in {finding["code"] for finding in made.findings}
        carry_out(made, by=None)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("f9,,A,Sans type,Les Tablées,FR,,,oui", "row_without_kind"),
        ("f9,collective,A,,Les Tablées,FR,,,oui", "row_without_title"),
    ],
)
def test_row_that_cannot_be_taken_is_left_out_and_said(call, row, code):
    made = begin(call, row)
    assert made.counts["create"] == 0
    assert made.counts["left_out"] == 1
    assert code in {finding["code"] for finding in made.findings}


@pytest.mark.parametrize(
    ("type", "facts", "cell", "code", "words"),
    [
        (Type.EMAIL, {}, "pas-un-mail", "answer_no_email", "“pas-un-mail” is no e-mail address"),
        (Type.PHONE, {}, "abc", "answer_no_phone", "“abc” is no telephone number"),
        (Type.URL, {}, "javascript:x", "answer_no_address", "“javascript:x” is no web address"),
        (
            Type.LINE,
            {"most": 10},
            "bien plus que dix",
            "answer_too_long",
            "“bien plus que dix” has 17 characters; “demande” takes 10 at most.",
        ),
        (Type.TEXT, {}, "x" * 60_000, "answer_too_long", "has 60000 characters; “demande” takes 50000 at most."),
        (Type.NUMBER, {"most": 10}, "11", "answer_too_high", "11 is more than 10"),
        (Type.SEVERAL, {"most": 1, "choices": [{"value": "a"}, {"value": "b"}]}, "a; b", "answer_too_many", "2 chosen; at most 1"),
    ],
)
def test_what_the_form_refuses_is_said_before_taking_over_and_left_out(cast, call, type, facts, cell, code, words):  # noqa: A002 the form's word
    """In the form's own words, with row, column and value; the rest of the row is taken."""
    make.make_question(call, "demande", type, **facts)
    file = SimpleUploadedFile("a.csv", f'titre,type de proposition,demande\nCantines,collective,"{cell}"\n'.encode())
    client = cast.client("team")
    address = client.post(f"/en/team/ici/call/calls/{call.slug}/sheets/", {"file": file, "language": "fr"})["Location"]
    page = client.get(address).content.decode()
    assert words in page
    finding = next(one for one in ProposalImport.objects.get().findings if one["code"] == code)
    assert [place["cell"] for place in finding["places"]] == ["C2"]
    client.post(f"{address}take/")
    assert call.proposals.latest("pk").answers == {}


NIORT = [
    str(field["fact"]) for field in yaml.safe_load((files("essaim.call.data") / "forms.yaml").read_text())["forms"]["niort-2019"]["fields"]
]


@pytest.mark.parametrize(("kind", "made"), [("", 0), ("communication-collective", 1)])
def test_export_of_2019_enters_a_call_with_three_kinds_once_the_kind_is_chosen(cast, kind, made):
    """No column of it names a kind, and the point stands in two columns."""
    call = create_call(edition=cast.edition, by=cast.team, name={"fr": "Appel"}, kinds="bordeaux-2025", form="niort-2019")
    kind = kind and call.kinds.get(nature="collective").slug
    headers = [name for name in NIORT if name != "latitude / longitude"] + ["latitude", "longitude"]
    told = {"Titre de la Contribution": "Cantines", "Organisation porteuse": "Les Tablées", "latitude": "46.32", "longitude": "-0.46"}
    text = "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in (headers, [told.get(name, "") for name in headers]))
    client, address = cast.client("team"), f"/en/team/ici/call/calls/{call.slug}/sheets/"
    assert "Kind of rows that name none" in client.get(address).content.decode()
    data = {"file": SimpleUploadedFile("a.csv", text.encode()), "language": "fr", "kind": kind}
    shown = client.post(address, data)["Location"]
    page = client.get(shown).content.decode()
    findings = {one["code"] for one in ProposalImport.objects.get().findings}
    assert not findings & {"header_unknown", "place_not_asked", "header_twice"}
    assert ("row_takes_kind" in findings, "row_without_kind" in findings) == (bool(made), not made)
    assert ("choose the kind of rows that name none" in page) == (not made)
    client.post(f"{shown}take/")
    assert [(row.kind.nature, row.answers["lieu"]) for row in call.proposals.all()] == [("collective", {"lat": 46.32, "lon": -0.46})] * made


def test_row_with_a_kind_that_does_not_exist_is_not_taken_as_the_chosen_one(call):
    file = SimpleUploadedFile("a.csv", b"titre,type de proposition\nCantines,colective\n")
    content, reading = read_file(file, call, "fr", "collective")
    made = begin_import(call=call, content=content, reading=reading, name="a.csv", by=None, kind="collective")
    assert made.counts["create"] == 0
    assert {"kind_unknown", "row_without_kind"} <= {one["code"] for one in made.findings}


def test_kind_of_a_proposal_that_stands_is_not_changed_by_the_chosen_one(cast, call):
    file = SimpleUploadedFile("a.csv", f"numéro,titre\n{cast.self_managed.number},Atelier nouveau\n".encode())
    content, reading = read_file(file, call, "fr", "collective")
    made = begin_import(call=call, content=content, reading=reading, name="a.csv", by=None, kind="collective")
    carry_out(made, by=None)
    cast.self_managed.refresh_from_db()
    assert (cast.self_managed.kind.slug, str(cast.self_managed.title)) == ("self-managed", "Atelier nouveau")
    assert made.findings == []


def test_number_of_another_call_or_of_a_draft_is_left_out(cast, call):
    draft = make.make_proposal(call, "Brouillon", state="draft", author=cast.contributor)
    elsewhere = make.make_proposal(make.make_call(cast.edition, "autre"), "Ailleurs")
    content, reading = read_file(
        SimpleUploadedFile("a.csv", f"numéro,titre\n{draft.number},X\n{elsewhere.number},Y\n9999,Z\n".encode()), call
    )
    made = begin_import(call=call, content=content, reading=reading, name="a.csv", by=None)
    assert sorted(finding["code"] for finding in made.findings) == ["number_unknown", "number_unknown", "still_a_draft"]
    carry_out(made, by=None)
    draft.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (str(draft.title), str(elsewhere.title)) == ("Brouillon", "Ailleurs")


def test_empty_cell_changes_nothing(call):
    carry_out(begin(call, *ROWS), by=None)
    made = begin(call, "f1,,,,,,,,")
    assert {name: count for name, count in made.counts.items() if count} == {"same": 1}


def test_file_taken_over_is_not_taken_over_again(cast, call):
    made = begin(call, *ROWS)
    ask_take_over(made=made, by=cast.team)
    with pytest.raises(CallError, match="sheet_taken_over"):
        ask_take_over(made=made, by=cast.team)


@pytest.mark.django_db(transaction=True)
def test_long_file_is_taken_over_as_a_job(cast, call):
    rows = [f"x{number},collective,A,Proposition {number},Les Tablées,FR,,Texte {number},oui" for number in range(AT_ONCE + 1)]
    client = cast.client("team")
    address = client.post(f"/en/team/ici/call/calls/{call.slug}/sheets/", {"file": sheet(*rows), "language": "fr"})["Location"]
    response = client.post(f"{address}take/")
    job = Job.objects.get(kind="call.take_over_proposals")
    assert response["Location"].endswith(f"/{job.pk}/")
    assert not call.proposals.filter(outside_id="x0").exists()
    while waiting := claim("test"):
        perform(Run(waiting))
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.error
    assert call.proposals.filter(outside_id__startswith="x").count() == AT_ONCE + 1
    assert ProposalImport.objects.get().state == ProposalImport.State.DONE


def test_plan_costs_the_same_however_many_rows(call, django_assert_num_queries):
    for rows in (ROWS[:1], ROWS):
        _content, reading = read_file(sheet(*rows), call)
        form = form_of(call, "fr")
        with django_assert_num_queries(5):
            plan_for(call, form, reading.entries)


def test_export_for_the_team_alone_with_and_without_what_is_personal(cast, call):
    client = cast.client("team")
    whole = client.get(f"/fr/team/ici/call/calls/{call.slug}/sheets/proposals.csv").content.decode()
    assert "claire@example.org" in whole
    assert "no-store" in client.get(f"/fr/team/ici/call/calls/{call.slug}/sheets/proposals.xlsx")["Cache-Control"]
    without = client.get(f"/fr/team/ici/call/calls/{call.slug}/sheets/proposals.csv?personal=no").content.decode()
    assert "claire@example.org" not in without
    assert "Cantines partagées" in without


def test_drafts_stay_out_of_the_export(cast, call):
    make.make_proposal(call, "Brouillon secret", state="draft")
    assert "Brouillon secret" not in out(call).decode()


@pytest.mark.parametrize("who", ["stranger", "participant", "contributor", "other_lead", "lead", "reviewer"])
@pytest.mark.parametrize("page", ["", "proposals.csv", "proposals.xlsx", "model.xlsx"])
def test_only_the_team_has_the_sheets(cast, call, who, page):
    response = cast.client(who).get(f"/fr/team/ici/call/calls/{call.slug}/sheets/{page}")
    assert response.status_code == (302 if who == "stranger" else 404)
    assert "claire@example.org" not in response.content.decode()


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"%PDF-1.4", "is no spreadsheet"), (b"rien,du tout\n1,2\n", "no row names a title"), (b"PK\x03\x04abc", "was not opened")],
)
def test_file_that_is_no_list_is_refused_at_its_input(cast, call, content, words):
    page = cast.client("team").post(
        f"/en/team/ici/call/calls/{call.slug}/sheets/", {"file": SimpleUploadedFile("x.csv", content), "language": "fr"}
    )
    assert words in page.content.decode()
    assert not ProposalImport.objects.exists()


def test_findings_as_a_spreadsheet_cannot_run(cast, call):
    made = begin(call, "f1,collective,=1+1,Cantines,Les Tablées,FR,,,oui")
    table = cast.client("team").get(f"/en/team/ici/call/calls/{call.slug}/sheets/{made.pk}/findings.csv").content.decode()
    assert "“=1+1” is no path" in table
    assert '"=' not in table
