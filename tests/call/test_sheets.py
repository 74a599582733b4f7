"""Rows of a spreadsheet as entries and back: pure, no database."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from essaim.call.limits import is_mail
from essaim.call.sheets import Entry, Form, Organisation, Person, Question, UnreadableSheet, read, write_csv, write_model, write_xlsx
from essaim.call.sheets.cells import Unread, read_answer

FORM = Form(
    language="fr",
    languages=("fr", "en"),
    kinds=(("collective", ("Communication collective", "Collective communication")), ("autogeree", ("Session autogérée",))),
    paths=(("A", ("Coopération territoriale",)), ("B", ("Finances",))),
    formats=(("atelier", ("Atelier", "Workshop")),),
    goals=frozenset(str(number) for number in range(1, 18)),
    countries={"senegal": "SN", "sn": "SN", "france": "FR", "fr": "FR"},
    organisation_kinds=(("association", ("association", "asociación")),),
    questions=(
        Question("etat", "one", ("État de la contribution", "State"), (("en-cours", ("Projet en cours", "Under way")),), allows_other=True),
        Question("echelle", "several", ("Échelle",), (("local", ("Locale",)), ("world", ("Mondiale",)))),
        Question("plus-value-texte", "text", ("En quoi cette initiative apporte une plus-value pour nos territoires ?",), is_public=True),
        Question("mail-referent", "email", ("Mail référent·e",), is_personal=True),
        Question("lieu", "place", ("Latitude / longitude",)),
        Question("combien", "number", ("Combien ?",)),
        Question("format", "one", ("Format",), (("court", ("Court",)),)),
        Question("accord", "consent", ("Accord pour que les informations soient visibles sur le site",)),
    ),
)
ENTRY = Entry(
    number=7,
    outside_id="fiche-12",
    kind="collective",
    path="A",
    state="reçue",
    language="fr",
    title={"fr": "Cantines partagées", "en": "Shared canteens"},
    summary={"fr": "Une cantine ; des paysans"},
    description={"fr": "Long\ntexte"},
    format="atelier",
    goals=("2", "12"),
    spoken=("fr", "en"),
    audience=30,
    level="confirmé",
    organisations=(
        Organisation("Les Tablées", kind="association", status="Association loi 1901", country="FR", postcode="79000", town="Niort"),
        Organisation("Ville ; d'ici", is_lead=False),
    ),
    people=(
        Person("author", "Claire", email="claire@example.org"),
        Person("contact", "Karim", email="karim@example.org", phone="+33 5 49 00 00 00"),
        Person("speaker", "Awa Diop", organisation="Réseau | Sud", country="SN"),
    ),
    consent=True,
    answers={
        "etat": "en-cours",
        "echelle": ["local", "world"],
        "plus-value-texte": "Des circuits courts",
        "mail-referent": "karim@example.org",
        "lieu": {"lat": 46.32, "lon": -0.46},
        "combien": 12,
        "format": "court",
        "accord": True,
    },
)


def rows(text, form=FORM):
    return read(text.encode(), name="essai.csv", form=form)


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_what_is_written_reads_back_without_loss(language, write):
    """But for the state, which is not read, and where the row stands."""
    reading = read(write(FORM, [ENTRY], language=language, personal=True), name="x", form=FORM)
    assert reading.findings == ()
    (found,) = reading.entries
    assert replace(found, row=0, sheet="", state="reçue") == ENTRY


def test_same_entries_give_the_same_bytes():
    assert write_csv(FORM, [ENTRY], language="fr", personal=True) == write_csv(FORM, [ENTRY], language="fr", personal=True)
    assert write_xlsx(FORM, [ENTRY], language="fr", personal=True) == write_xlsx(FORM, [ENTRY], language="fr", personal=True)


def test_personal_columns_are_marked_or_left_out():
    whole = write_csv(FORM, [ENTRY], language="fr", personal=True).decode()
    header = whole.splitlines()[0]
    assert header.count("(personnel)") == 7  # six of ours and one question
    assert '"q:mail-referent (personnel)"' in header
    without = write_csv(FORM, [ENTRY], language="fr", personal=False).decode()
    assert "(personnel)" not in without
    for secret in ("claire@", "karim@", "+33 5 49", "Awa Diop", "Karim"):
        assert secret in whole
        assert secret not in without


DANGEROUS = ["=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "＝1"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_cells_that_could_run_are_made_safe_and_read_back(text):
    entry = replace(ENTRY, title={"fr": text}, organisations=(Organisation(text.strip()),), answers={"plus-value-texte": text})
    csv = write_csv(FORM, [entry], language="fr", personal=True).decode("utf-8-sig")
    assert f'"{text}' not in csv
    workbook = load_workbook(BytesIO(write_xlsx(FORM, [entry], language="fr", personal=True)))
    assert all(cell.data_type != "f" for sheet in workbook for row in sheet.iter_rows() for cell in row)
    (back,) = read(write_csv(FORM, [entry], language="fr", personal=True), name="x", form=FORM).entries
    assert back.title["fr"] == text.strip()


def test_export_of_2019_is_understood_by_its_own_words():
    text = (
        "Titre de la Contribution;Organisation porteuse;Statut de l'organisation;Code postal;Ville;latitude / longitude;"
        "Autres organisations partenaires;Mail référent·e;Téléphone du référent;État de la contribution;Présentation de la proposition;"
        "Accord pour que les informations soient visibles sur le site;Email\r\n"
        "Cantines;Les Tablées;ESS - Association loi 1901;79000;Niort;46.32, -0.46;Ville d'ici;karim@example.org;05 49 00 00 00;"
        "Projet en cours;Long texte;oui;claire@example.org\r\n"
    )
    reading = rows(text)
    assert reading.findings == ()
    assert all(reading.columns.values())
    (entry,) = reading.entries
    assert entry.title == {"fr": "Cantines"}
    assert entry.organisations[0] == Organisation("Les Tablées", status="ESS - Association loi 1901", postcode="79000", town="Niort")
    assert entry.organisations[1] == Organisation("Ville d'ici", is_lead=False)
    assert entry.people == (
        Person("author", "claire", email="claire@example.org"),
        Person("contact", "karim", email="karim@example.org", phone="05 49 00 00 00"),
    )
    assert entry.consent is True
    assert entry.answers["etat"] == "en-cours"
    assert entry.answers["lieu"] == {"lat": 46.32, "lon": -0.46}
    assert entry.answers["accord"] is True


@pytest.mark.parametrize("header", ["titre", "Title", "TÍTULO", "titre [fr]", "Title (French)", "title_fr"])
def test_headers_in_three_languages(header):
    reading = rows(f"{header},outside\nCantines,x\n")
    assert reading.entries[0].title == {"fr": "Cantines"}
    assert reading.columns["outside"] == ""


def test_question_is_known_by_its_name_its_label_in_any_language_and_its_mark():
    for header in ("etat", "État de la contribution", "state of? no", "Q: etat"):
        known = rows(f"titre,{header}\nCantines,Under way\n").entries[0].answers
        assert known == ({} if "no" in header else {"etat": "en-cours"})


def test_question_named_like_a_column_of_ours_answers_both_until_it_has_its_own():
    both = rows("titre,format\nCantines,Atelier\n")
    assert both.entries[0].format == "atelier"
    apart = rows("titre,format,q:format\nCantines,Atelier,Court\n")
    assert (apart.entries[0].format, apart.entries[0].answers) == ("atelier", {"format": "court"})


@pytest.mark.parametrize(
    ("header", "cell", "code", "quoted"),
    [
        ("parcours", "Z", "path_unknown", "A Coopération territoriale; B Finances"),
        ("type de proposition", "Poster", "kind_unknown", "collective Communication collective"),
        ("pays", "Atlantide", "country_unknown", "Atlantide"),
        ("ODD", "99", "goal_unknown", "99"),
        ("langue", "klingonais ancien", "language_unknown", "klingonais ancien"),
        ("numéro", "sept", "no_number", "sept"),
        ("échelle", "galactique", "choice_unknown", "local; world"),
        ("combien ?", "beaucoup", "answer_unread", "beaucoup"),
        ("peut être publique", "peut-être", "consent_unread", "peut-être"),
        ("e-mail de l'auteur", "claire at example", "mail_unread", "claire at example"),
        ("météo", "beau", "header_unknown", "météo"),
        ("e-mail de l'auteur", "pas-un-mail", "mail_unread", "pas-un-mail"),
        ("e-mail de l'auteur", "a@b", "mail_unread", "a@b"),
        ("téléphone du référent", "abc", "phone_unread", "abc"),
        ("description", "x" * 60_000, "text_too_long", "60000"),
        ("code postal", "79000 Niort cedex 9", "cell_cut", "79000 Niort cedex 9"),
        ("pour combien de personnes", "0", "audience_out_of_range", "0"),
        ("latitude", "46,32", "answer_unread", "46,32; –"),
    ],
)
def test_what_is_not_understood_is_said_with_its_place(header, cell, code, quoted):
    reading = rows(f'titre,organisation porteuse,"{header}"\nCantines,Les Tablées,"{cell}"\n')
    finding = next(one for one in reading.findings if one.code == code)
    assert quoted in " ".join(finding.facts.values())
    assert finding.places[0].cell == ("C1" if code == "header_unknown" else "C2")
    assert reading.entries[0].title == {"fr": "Cantines"}


def test_title_the_form_would_not_take_is_said_and_left_out():
    reading = rows(f"titre,organisation porteuse\n{'x' * 500},Les Tablées\n")
    finding = next(one for one in reading.findings if one.code == "title_too_long")
    assert (finding.facts["length"], finding.facts["known"], finding.places[0].cell) == ("500", "300", "A2")
    assert reading.entries[0].title == {}


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("claire@example.org", True), ("a.b+c@sous.exemple-long.fr", True), ("o'brien@example.museum", True), ("élise@münchen.de", True),
        ("pas-un-mail", False), ("a@b", False), ("a@b@example.org", False), ("a b@example.org", False), (".a@example.org", False),
        ("a@-example.org", False), ("a@example..org", False), ("claire@example.org\n", False), (f"{'a' * 250}@example.org", False),
    ],
)  # fmt: skip
def test_what_an_address_looks_like(text, is_one):
    assert is_mail(text) == is_one


@pytest.mark.parametrize(
    ("latitude", "longitude"), [("latitude", "longitude"), ("Latitud", "Longitud"), ("bf_latitude", "bf_longitude"), ("lat", "lon")]
)
def test_latitude_and_longitude_in_columns_of_their_own_are_one_answer(latitude, longitude):
    reading = rows(f'titre,{longitude},ville,{latitude}\nCantines,"-0,46",Niort,"46,32"\nSans point,,,\n')
    assert reading.findings == ()
    assert [entry.answers for entry in reading.entries] == [{"lieu": {"lat": 46.32, "lon": -0.46}}, {}]
    assert reading.columns[latitude] == "? lieu"


def test_column_with_both_goes_before_the_two():
    reading = rows('titre,latitude,longitude,latitude / longitude\nCantines,1,2,"46.32, -0.46"\n')
    assert reading.entries[0].answers == {"lieu": {"lat": 46.32, "lon": -0.46}}


def test_latitude_that_no_question_asks_for_is_said_not_to_be_kept():
    reading = rows("titre,latitude,longitude\nCantines,46.32,-0.46\n", form=replace(FORM, questions=()))
    assert [(one.code, one.facts["value"], one.places[0].cell) for one in reading.findings] == [
        ("place_not_asked", "latitude", "B1"),
        ("place_not_asked", "longitude", "C1"),
    ]


@pytest.mark.parametrize(
    ("type", "text", "answer"),
    [
        ("several", "Locale; Mondiale", ["local", "world"]),
        ("several", "Locale, Mondiale", ["local", "world"]),
        ("several", "Locale\nMondiale\nLocale", ["local", "world"]),
        ("one", "locale", "local"),
        ("yes_no", "Oui", True),
        ("yes_no", "No", False),
        ("date", "20/12/2024", "2024-12-20"),
        ("date", "2024-12-20 00:00", "2024-12-20"),
        ("number", "1 200", 1200),
        ("place", "46,32 ; -0,46", {"lat": 46.32, "lon": -0.46}),
        ("text", "a ; b", "a ; b"),
    ],
)
def test_answers_as_people_type_them(type, text, answer):  # noqa: A002 the form's word
    question = Question("q", type, ("Q",), (("local", ("Locale",)), ("world", ("Mondiale",))))
    assert read_answer(question, text) == answer


@pytest.mark.parametrize(("type", "text"), [("date", "31/02/2024"), ("place", "146, 0"), ("yes_no", "peut-être"), ("file", "a.pdf")])
def test_answers_that_cannot_be_read_are_refused(type, text):  # noqa: A002
    with pytest.raises(Unread):
        read_answer(Question("q", type, ("Q",)), text)


def test_comma_in_a_choice_is_no_separator():
    question = Question("q", "several", ("Q",), (("a", ("Entreprendre, innover",)),), allows_other=True)
    assert read_answer(question, "Entreprendre, innover") == ["a"]
    assert read_answer(question, "autre, chose") == [{"other": "autre, chose"}]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "sheet_empty"),
        (b"nothing here", "sheet_without_header"),
        (b"%PDF-1.7", "sheet_of_another_type"),
        (b"PK\x03\x04broken", "sheet_refused"),
        (b"title\0", "sheet_of_another_type"),
    ],
)
def test_files_that_are_no_list_are_refused(data, code):
    with pytest.raises(UnreadableSheet) as refused:
        read(data, name="essai", form=FORM)
    assert refused.value.code == code


def test_zip_bomb_is_not_unpacked():
    out = BytesIO()
    with ZipFile(out, "w", 8) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    with pytest.raises(UnreadableSheet, match="sheet_refused"):
        read(out.getvalue(), name="essai.xlsx", form=FORM)


def test_windows_text_is_read_and_said():
    reading = read("titre;ville\nSéance;Orléans\n".encode("cp1252"), name="x", form=FORM)
    assert reading.entries[0].title == {"fr": "Séance"}
    assert [finding.code for finding in reading.findings] == ["encoding_guessed"]


def test_model_workbook_explains_every_column_of_the_call():
    book = load_workbook(BytesIO(write_model(FORM, language="fr")))
    headers = [cell.value for cell in book.worksheets[0][1]]
    explained = {row[1].value: row[2].value for row in book.worksheets[1].iter_rows(min_row=2)}
    assert {"titre [fr]", "titre [en]", "q:etat", "q:mail-referent (personnel)", "combien"} <= set(headers)
    assert "Projet en cours" in explained["q:etat"]
    assert "Communication collective; Session autogérée" in explained["type de proposition"]
    assert book.worksheets[0].max_row == 1


def test_model_workbook_is_a_list_without_rows():
    reading = read(write_model(FORM, language="es"), name="model.xlsx", form=FORM)
    assert reading.entries == ()
    assert all(reading.columns.values())


TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=60).map(str.strip)


@settings(max_examples=60, deadline=None)
@given(TEXT.filter(bool), TEXT, TEXT.filter(bool), st.sampled_from(["csv", "xlsx"]))
def test_any_text_survives_the_way_out_and_in(title, summary, name, kind):
    entry = replace(
        ENTRY,
        title={"fr": title},
        summary={"fr": summary} if summary else {},
        description={},
        organisations=(Organisation(" ".join(name.split()) or "x"),),
        people=(),
        answers={"plus-value-texte": title},
    )
    write = write_csv if kind == "csv" else write_xlsx
    (back,) = read(write(FORM, [entry], language="en", personal=True), name="x", form=FORM).entries
    assert back.title == entry.title
    assert back.summary == entry.summary
    assert back.answers == entry.answers
    assert back.organisations[0].name == entry.organisations[0].name
