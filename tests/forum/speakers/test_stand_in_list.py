"""The list of people who could step in: any spreadsheet in three languages, findings with their place, brought up to date by the second."""

from datetime import date
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from essaim.forum.actions.stand_in import take_over_stand_ins
from essaim.forum.exchange.stand_ins import handed_on, read_list, written_list, written_model
from essaim.forum.inputs.stand_in import days_of
from essaim.forum.interchange.errors import UnreadableSchedule
from essaim.forum.interchange.stand_in_hours import span_text, spans_in
from essaim.forum.interchange.stand_in_reader import read_stand_ins
from essaim.forum.models import StandIn
from tests.factories import forum as make

PARIS = ZoneInfo("Europe/Paris")
DAYS = [date(2027, 6, 9), date(2027, 6, 10), date(2027, 6, 11)]

FRENCH = """Nom;Courriel;Organisation;Pays;Parcours;Langues;Heures libres;Visa
Lucía Paz;lucia@example.org;Red Común;CO;A, B;espagnol, français;2027-06-09 09:00-13:00;obtenu
Jean Dupré;jean@example.org;;France;A;fr;2027-06-10;pas nécessaire
"""
SPANISH = """Nombre\tCorreo electrónico\tPaís\tItinerarios\tIdiomas\tHoras libres\tVisado
Ana Ruiz\tana@example.org\tMX\tA\tes; en\t09/06/2027 tarde\tdesconocido
"""
ENGLISH = """name,e-mail,country,paths,languages,free hours,visa
"Sy, Fatou",fatou@example.org,ML,A,"fr, en","2027-06-09 09:00-10:30; 14:00-18:00",held
"""


def read(text: str | bytes):
    return read_stand_ins(text.encode() if isinstance(text, str) else text, days=DAYS, zone=PARIS)


def codes(reading) -> dict[str, str]:
    return {one.code: one.facts.get("value", "") for one in reading.told()}


# --- reading -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "languages", "visa"),
    [(FRENCH, "Lucía Paz", ("es", "fr"), "held"), (SPANISH, "Ana Ruiz", ("es", "en"), ""), (ENGLISH, "Sy, Fatou", ("fr", "en"), "held")],
)
def test_headings_in_three_languages_and_any_separator(text, name, languages, visa):
    reading = read(text)
    assert reading.told() == ()
    row = reading.rows[0]
    assert (row.name, row.languages, row.visa) == (name, languages, visa)


def test_french_list_written_by_excel_in_windows_letters():
    reading = read(FRENCH.encode("cp1252"))
    assert [row.name for row in reading.rows] == ["Lucía Paz", "Jean Dupré"]
    assert "encoding_guessed" in codes(reading)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("2027-06-09 09:00-13:00", ["2027-06-09 09:00-13:00"]),
        ("09/06/2027 9h-13h30", ["2027-06-09 09:00-13:30"]),
        ("9/6 14:00 à 18:00", ["2027-06-09 14:00-18:00"]),
        ("2027-06-09 matin", ["2027-06-09 08:00-13:00"]),
        ("2027-06-09 (afternoon)", ["2027-06-09 13:00-18:00"]),
        ("2027-06-09 mañana", ["2027-06-09 08:00-13:00"]),
        ("2027-06-09 20:00-24:00", ["2027-06-09 20:00-24:00"]),
        ("2027-06-09", ["2027-06-09"]),
        ("2027-06-09 13:00-09:00", []),
        ("2027-06-09 à partir de 9h", []),
        ("2027-13-45 9:00-10:00", []),
        ("toujours", []),
        ("2027-06-09 25:00-26:00", []),
    ],
)
def test_hours_as_people_write_them(text, spans):
    told, _day = spans_in(text, None, DAYS, PARIS)
    assert [span_text(start, end) for start, end in told] == spans


def test_hours_alone_are_of_the_day_before_them():
    [row] = read(ENGLISH).rows
    assert [span_text(start, end) for start, end in row.free] == ["2027-06-09 09:00-10:30", "2027-06-09 14:00-18:00"]


@pytest.mark.parametrize(
    ("cells", "code", "value"),
    [
        ("Lucía Paz;;;;;charabia;;", "stand_in_language", "charabia"),
        ("Lucía Paz;pas une adresse;;;;;;", "stand_in_mail", "pas une adresse"),
        ("Lucía Paz;;;;;;un de ces jours;", "stand_in_hours", "un de ces jours"),
        ("Lucía Paz;;;;;;2027-07-01 09:00-10:00;", "stand_in_day_outside", "2027-07-01 09:00-10:00"),
        ("Lucía Paz;;;;;;;peut-être", "stand_in_visa", "peut-être"),
        ("Lucía Paz;;;;;;;refusé", "stand_in_refused", "refusé"),
        (";lucia@example.org;;;;;;", "stand_in_without_name", "lucia@example.org"),
    ],
)
def test_what_is_not_understood_is_said_with_its_place(cells, code, value):
    reading = read(FRENCH.splitlines()[0] + "\n" + cells + "\n")
    [finding] = [one for one in reading.told() if one.code == code]
    assert finding.facts["value"] == value
    assert finding.places[0].cell.endswith("2")


def test_somebody_whose_visa_is_refused_is_never_in_the_list():
    reading = read(FRENCH.splitlines()[0] + "\nLucía Paz;;;;;;;refusé\nJean Dupré;;;;;;;oui\n")
    assert [row.name for row in reading.rows] == ["Jean Dupré"]


def test_no_is_not_taken_for_needs_none():
    reading = read("Nom;Visa\nLucía Paz;non\n")
    assert reading.rows[0].visa == ""
    assert "stand_in_visa" in codes(reading)


def test_same_address_twice_keeps_the_first():
    reading = read("Nom;Courriel\nLucía Paz;l@example.org\nLucia P.;L@example.org\n")
    assert [row.name for row in reading.rows] == ["Lucía Paz"]
    assert codes(reading) == {"stand_in_twice": "l@example.org"}


def test_unknown_column_is_named():
    assert codes(read("Nom;Visa;Pointure\nLucía Paz;obtenu;38\n")) == {"header_unknown": "Pointure"}


@pytest.mark.parametrize("text", ["", "   \n", "Pointure;Taille\n38;170\n", "Courriel;Visa\na@example.org;obtenu\n"])
def test_file_without_names_is_refused_whole(text):
    with pytest.raises(UnreadableSchedule) as refused:
        read(text)
    assert refused.value.code in ("empty", "stand_ins_header_missing")


def test_broken_workbook_and_document_types_are_refused():
    with pytest.raises(UnreadableSchedule):
        read(b"PK\x03\x04 not a workbook")


def test_workbook_is_read_from_the_sheet_that_has_the_columns():
    book = Workbook()
    book.active.append(["Lisez-moi"])
    sheet = book.create_sheet("Inscrits")
    sheet.append(["Liste des inscrits"])
    sheet.append(["Nom", "Langues", "Visa"])
    sheet.append(["Lucía Paz", "es", "obtenu"])
    out = BytesIO()
    book.save(out)
    reading = read(out.getvalue())
    assert [(row.name, row.place.sheet, row.place.cell) for row in reading.rows] == [("Lucía Paz", "Inscrits", "A3")]


# --- taken over -----------------------------------------------------------------------------------------

pytestmark = pytest.mark.django_db


def take(stage, text: str):
    read = read_list(stage.edition, text.encode(), days_of(stage.edition))
    return take_over_stand_ins(edition=stage.edition, rows=read.facts, by=stage.team)


def test_list_becomes_rows_with_countries_and_paths(stage):
    stage.country("CO")
    stage.country("FR")
    taken = take(stage, FRENCH)
    assert taken.created == ["Lucía Paz", "Jean Dupré"]
    row = StandIn.objects.get(name="Lucía Paz")
    assert (row.country.code, row.visa, row.languages) == ("CO", "held", ["es", "fr"])
    assert [path.letter for path in row.paths.order_by("letter")] == ["A", "B"]
    assert row.free == [["2027-06-09T09:00:00+02:00", "2027-06-09T13:00:00+02:00"]]


def test_unknown_path_and_country_are_findings(stage):
    read = read_list(stage.edition, b"name,paths,country\nA B,Q,Atlantis\n", days_of(stage.edition))
    assert {one.code for one in read.findings} == {"stand_in_path", "stand_in_country"}
    assert read.facts[0]["paths"] == []


def test_an_unknown_country_and_path_are_each_found_in_their_own_cell(stage):
    text = "nom;courriel;pays;parcours\nAwa;awa@ici..org;XX;Z\n"
    found = {one.code: one.places[0].cell for one in read_list(stage.edition, text.encode(), DAYS).findings}
    assert found == {"stand_in_mail": "B2", "stand_in_country": "C2", "stand_in_path": "D2"}


def test_second_import_brings_up_to_date_and_makes_no_copies(stage):
    stage.country("CO")
    stage.country("FR")
    take(stage, FRENCH)
    taken = take(stage, FRENCH.replace("pas nécessaire", "inconnu"))
    assert (taken.created, taken.changed, taken.unchanged) == ([], ["Jean Dupré"], ["Lucía Paz"])
    assert StandIn.objects.count() == 2
    assert StandIn.objects.get(name="Jean Dupré").visa == ""


def test_row_is_known_again_by_its_identifier_though_the_name_changed(stage):
    take(stage, "identifiant,nom,visa\n17,Lucía Paz,obtenu\n")
    take(stage, "identifiant,nom,visa\n17,Lucía Paz Gómez,obtenu\n")
    assert StandIn.objects.get().name == "Lucía Paz Gómez"


def test_namesakes_with_two_addresses_are_two_people(stage):
    take(stage, "nom,courriel\nAna Ruiz,ana@example.org\n")
    take(stage, "nom,courriel\nAna Ruiz,otra@example.org\n")
    assert StandIn.objects.count() == 2


def test_who_is_not_in_the_file_stays_and_is_named(stage):
    stage.stand_in("Déjà Là")
    assert take(stage, "nom,visa\nLucía Paz,obtenu\n").not_there == ["Déjà Là"]
    assert StandIn.objects.count() == 2


def test_export_reads_back_the_same(stage):
    stage.country("CO")
    stage.country("FR")
    take(stage, FRENCH)
    for headers in ("fr", "en", "es"):
        again = read_list(stage.edition, written_list(stage.edition, headers), days_of(stage.edition))
        assert again.findings == ()
        taken = take_over_stand_ins(edition=stage.edition, rows=again.facts, by=stage.team)
        assert (taken.created, taken.changed) == ([], [])


def test_what_a_preview_hands_on_reads_back_the_same(stage):
    stage.country("CO")
    stage.country("FR")
    first = read_list(stage.edition, FRENCH.encode(), days_of(stage.edition))
    assert read_list(stage.edition, handed_on(stage.edition, first.rows).encode(), days_of(stage.edition)).facts == first.facts


def test_export_holds_no_formula(stage):
    stage.stand_in("=HYPERLINK(1)", email="x@example.org")
    book = load_workbook(BytesIO(written_list(stage.edition, "en")))
    assert {cell.data_type for row in book.worksheets[0].iter_rows(min_row=2) for cell in row if cell.value} == {"s"}


def test_model_explains_each_column(stage):
    book = load_workbook(BytesIO(written_model(stage.edition, "fr")))
    assert [cell.value for cell in book.worksheets[0][1]][:3] == ["identifiant", "nom", "courriel"]
    assert book.worksheets[1].max_row == 10


def test_page_shows_first_and_takes_over_then(stage):
    client = stage.client("team")
    file = SimpleUploadedFile("liste.csv", b"nom,visa,langues\nLuc\xc3\xada Paz,obtenu,charabia\n")
    shown = client.post("/en/team/ici/stand-ins/take/", {"file": file})
    assert "1 person understood" in shown.text
    assert "charabia" in shown.text
    assert not StandIn.objects.exists()
    handed = shown.text.split('<textarea name="text" hidden>')[1].split("</textarea>")[0]
    client.post("/en/team/ici/stand-ins/take/", {"write": "1", "text": handed})
    assert StandIn.objects.get().name == "Lucía Paz"


def test_pasted_rows_work_as_a_file_does(stage):
    stage.client("team").post("/en/team/ici/stand-ins/take/", {"write": "1", "text": "nom\tvisa\nLucía Paz\tobtenu"})
    assert StandIn.objects.get().visa == "held"


def test_nothing_and_nonsense_are_said(stage):
    client = stage.client("team")
    assert "Choose a file, or paste rows below." in client.post("/en/team/ici/stand-ins/take/", {}).text
    answer = client.post("/en/team/ici/stand-ins/take/", {"text": "Pointure;Taille\n38;170"})
    assert answer.status_code == 422
    assert "“Pointure;Taille”" in answer.text


def test_row_is_entered_changed_and_removed_by_hand(stage):
    client = stage.client("team")
    client.post(
        "/en/team/ici/stand-ins/new/",
        {"name": "Lucía Paz", "languages": ["es"], "free": "2027-06-09 matin", "visa": "held", "paths": [stage.path.pk]},
    )
    row = StandIn.objects.get()
    assert row.free == [["2027-06-09T08:00:00+02:00", "2027-06-09T13:00:00+02:00"]]
    refused = client.post(f"/en/team/ici/stand-ins/{row.pk}/", {"name": "Lucía Paz", "free": "bientôt"})
    assert refused.status_code == 422
    assert "“bientôt”" in refused.text
    client.post(f"/en/team/ici/stand-ins/{row.pk}/remove/", {})
    assert not StandIn.objects.exists()


def test_path_of_another_edition_is_no_choice(stage):
    other = make.make_path(make.make_edition("ailleurs"), "C")
    answer = stage.client("team").post("/en/team/ici/stand-ins/new/", {"name": "Lucía Paz", "paths": [other.pk]})
    assert answer.status_code == 422


def test_who_stands_in_cannot_leave_the_list_silently(stage):
    from essaim.forum.actions.substitution import Choice, step_in

    row = stage.stand_in("Lucía Paz")
    stage.absent(stage.awa)
    step_in(appearance=stage.bill(stage.session, stage.awa), choice=Choice(stand_in=row), by=stage.team)
    answer = stage.client("team").post(f"/en/team/ici/stand-ins/{row.pk}/remove/", follow=True)
    assert "stands in in the programme" in answer.text
    assert StandIn.objects.exists()


@pytest.mark.parametrize("n", [1, 3])
def test_list_costs_the_same(stage, n, django_assert_num_queries):
    for number in range(n):
        stage.stand_in(f"Remplaçant {number}", country=stage.country("CO"))
    client = stage.client("team")
    with django_assert_num_queries(7):
        assert client.get("/en/team/ici/stand-ins/").text.count('<th scope="row">') == n
