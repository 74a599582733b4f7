"""The real editions say what published pages say, and nothing more."""

import csv
import re
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from essaim.desk import journal
from essaim.forum.models import Appearance, Download, Edition, Involvement, Partner, Report, Session, Slot, Statement
from essaim.forum.queries.prospect import latest_release
from essaim.forum.rules import EDITION
from essaim.kit.languages import is_language
from essaim.registry.models import Claim, Organisation, Territory

FORUMS = {
    "gsef2018": "gsef-2018",
    "niort2019": "niort-2019",
    "gsef2020v": "gsef-2020",
    "gsef2021": "gsef-2021",
    "niort2024": "niort-2024",
    "gsef2025": "gsef-2025",
}
PRINTED_DATES = {
    "6-9 Sept": "2016-09-06/09",
    "7-9 Sept": "2016-09-07/09",
    "16-17 Oct": "2014-10-16/17",
    "17-18 Oct": "2014-10-17/18",
    "21 Nov": "2019-11-21",
    "28 Nov": "2019-11-28",
}
INTERPRETED = re.compile(r"^[a-z]{2}(\|[a-z]{2})+")


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


class NiortChecks:
    """Run by test_loaded.py, where the demo is loaded once for all."""

    @property
    def niort(self) -> Edition:
        return Edition.objects.get(slug="niort-2019")

    def test_thirteen_paths_of_which_seven_have_a_name(self) -> None:
        paths = list(self.niort.paths.all())

        assert [path.letter for path in paths] == list("ABCDEFGHIJKLM")
        assert [bool(path.name) for path in paths] == [True] * 7 + [False] * 6
        assert all("lettre" in journal.plain(path.note)["fr"] for path in paths)

    def test_no_hour_and_no_room_is_known(self) -> None:
        version = latest_release(self.niort)
        slots = list(version.slots.all())

        assert len(slots) == 7
        assert [(slot.starts_at, slot.ends_at, slot.room) for slot in slots] == [(None, None, None)] * 7
        assert {slot.session.format.kind for slot in slots if slot.is_day_inferred} == {"opening_plenary", "closing_plenary"}

    def test_spoken_languages_are_unknown(self) -> None:
        assert {(tuple(row.spoken), tuple(row.interpreted)) for row in self.niort.sessions.all()} == {((), ())}

    def test_workshop_follows_the_panorama_and_has_no_title(self) -> None:
        workshop = self.niort.sessions.get(code="atelier-cooperation-internationale")

        assert not workshop.title
        assert workshop.follows.code == "panorama-mondial-ess"
        assert {part.organisation.slug for part in workshop.involvements.all()} == {"rtes", "so-cooperation"}

    def test_panorama_prints_abibi_and_means_abidi(self) -> None:
        appearance = Appearance.objects.get(session__code="panorama-mondial-ess", person__slug="rachid-abidi")

        assert (appearance.printed_as, appearance.person.name, appearance.country.code) == ("Rachid Abibi", "Rachid Abidi", "TN")

    def test_partners_are_those_named_with_a_role_and_a_source(self) -> None:
        assert self.niort.partners.count() == 15
        assert self.niort.partners.filter(source=None).count() == 0
        assert set(self.niort.partners.filter(role="organiser").values_list("organisation__slug", flat=True)) == {
            "cncress",
            "reseau-des-cress",
            "cress-nouvelle-aquitaine",
        }

    def test_contributions_are_counted_twice_and_never_averaged(self) -> None:
        claims = Claim.objects.filter(kind=EDITION, key=str(self.niort.pk), measure="contributions")

        assert {(claim.value, claim.qualifier) for claim in claims} == {(Decimal(170), "more_than"), (Decimal(161), "")}

    def test_report_attributes_every_statement_in_our_words_in_three_languages(self) -> None:
        report = Report.objects.get(edition=self.niort)
        statements = list(report.statements.all())

        assert [statement.person.slug for statement in statements] == ["laurence-kwark"] * 3
        assert not any(statement.is_quotation for statement in statements)
        for text in (report.title, report.summary, report.body, *(row.text for row in statements)):
            assert set(text.data) == {"fr", "en", "es"}

    def test_hwaseong_delegation_met_four_hosts(self) -> None:
        visit = self.niort.visits.get()

        assert visit.day is None
        assert [meeting.organisation.slug for meeting in visit.meetings.all()] == [
            "le-relais-gironde",
            "fabrique-pola",
            "departement-de-la-gironde",
            "bordeaux-metropole",
        ]

    def test_documents_without_an_address_say_so(self) -> None:
        for download in Download.objects.filter(edition=self.niort):
            assert download.url or download.note


class RealChecks:
    def test_no_fictional_person_or_organisation_is_in_them(self) -> None:
        real = {"edition__is_fictional": False}
        within = {"session__edition__is_fictional": False}

        assert not Partner.objects.filter(**real, organisation__is_fictional=True).exists()
        assert not Involvement.objects.filter(**within, organisation__is_fictional=True).exists()
        assert not Appearance.objects.filter(**within, person__is_fictional=True).exists()
        assert not Statement.objects.filter(report__edition__is_fictional=False, person__is_fictional=True).exists()
        assert Edition.objects.filter(is_fictional=False).count() == 10

    def test_every_claim_and_every_session_has_a_source(self) -> None:
        assert Claim.objects.count() > 80
        assert not Claim.objects.filter(source=None).exists()
        assert not Session.objects.filter(edition__is_fictional=False, source=None).exists()

    def test_all_language_codes_are_languages(self) -> None:
        for edition in Edition.objects.all():
            assert all(is_language(code) for code in edition.languages)
        for session in Session.objects.all():
            assert {*session.spoken, *session.interpreted} <= set(session.edition.languages)

    def test_kept_claims_are_those_of_our_reading(self) -> None:
        edition = Edition.objects.get(slug="gsef-2025")
        kept = Claim.objects.filter(kind=EDITION, key=str(edition.pk), is_kept=True)

        assert {(claim.measure, claim.value) for claim in kept} == {("participants", Decimal(10800)), ("countries", Decimal(109))}
        assert all(claim.note for claim in kept)

    def test_disputed_numbers_stay_open(self) -> None:
        for slug in ("niort-2017", "niort-2024", "gsef-2025"):
            edition = Edition.objects.get(slug=slug)
            assert (edition.number, bool(edition.number_note)) == (None, True)

    def test_hours_after_the_end_of_summer_time_are_an_hour_from_utc(self) -> None:
        slot = Slot.objects.filter(session__code="saint-michel-solidaire", version__number=1).get()

        assert slot.starts_at.astimezone(ZoneInfo("UTC")).strftime("%Y-%m-%d %H:%M") == "2025-10-30 09:00"

    @pytest.fixture(autouse=True)
    def _shared(self, request: pytest.FixtureRequest) -> None:
        self.request = request

    def rows(self, name: str) -> list[dict[str, str]]:
        shared: Path = self.request.getfixturevalue("shared_data")
        with (shared / "facts" / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def test_every_row_of_figure_conflicts_is_a_claim_of_its_source(self) -> None:
        rows = self.rows("figure_conflicts.csv")
        assert len(rows) == 37

        for row in rows:
            claims = [claim for claim in claims_about(row["subject"]) if is_of_source(claim, row["source"])]
            values = {claim.value for claim in claims}
            words = {claim.words for claim in claims}
            missing = [number for number in numbers_in(row["value"]) if number not in values]
            assert claims, row
            assert not missing or PRINTED_DATES.get(row["value"], row["value"]) in words, (row, values, words)

    def test_every_recovered_session_is_there_with_its_title_day_hour_and_languages(self) -> None:
        rows = [row for row in self.rows("sessions_real.csv") if row["forum"] in FORUMS]
        assert len(rows) == 7 + 6 + 5 + 8 + 3 + 23

        for row in rows:
            session = recovered(row)
            slot = session.slots.get(version__number=1)
            zone = ZoneInfo(row["tz"])
            if re.fullmatch(r"\d{4}-\d\d-\d\d", row["date"]):
                assert slot.day.isoformat() == row["date"], row
            for field, moment in (("start", slot.starts_at), ("end", slot.ends_at)):
                assert (moment.astimezone(zone).strftime("%H:%M") if moment else "") == row[field], row
            if INTERPRETED.match(row["interpretation"]):
                assert set(session.interpreted) == set(row["interpretation"].split()[0].split("|")), row
            if row["interpretation"].endswith(" only"):
                assert (session.spoken, session.interpreted) == ([row["interpretation"][:2]], []), row


def recovered(row: dict[str, str]) -> Session:
    sessions = Session.objects.filter(edition__slug=FORUMS[row["forum"]])
    if row["title"] == "(title not found)":
        return next(session for session in sessions if not session.title)
    wanted = plain(row["title"]).removesuffix(" (9 themes)")
    found = [session for session in sessions if wanted in {plain(text) for text in titles(session)}]
    assert found, f"no session of {row['forum']} is called “{wanted}”"
    return found[0]


def titles(session: Session) -> list[str]:
    data = journal.plain(session.title)
    return list(data.values()) if isinstance(data, dict) else [str(data)]


def claims_about(subject: str) -> list[Claim]:
    if subject == "RéZAS members":
        return list(Claim.objects.filter(kind="registry.organisation", key=str(Organisation.objects.get(slug="rezas").pk)))
    if subject == "SSE share of French private jobs":
        france = Territory.objects.get(scheme="iso-3166", level="country", code="FR")
        return list(Claim.objects.filter(kind="registry.territory", key=str(france.pk)))
    name = subject.replace("Prix ESS 2019", "Niort 2019")
    series, year = name.lower().split()[:2]
    edition = Edition.objects.get(slug=f"{series}-{year}")
    return list(Claim.objects.filter(kind=EDITION, key=str(edition.pk)).select_related("source"))


def numbers_in(value: str) -> list[Decimal]:
    if value in PRINTED_DATES:
        return [Decimal(-1)]
    return [Decimal(number) for number in re.findall(r"\d+", value)]


def is_of_source(claim: Claim, printed: str) -> bool:
    """`gsef-net.org/es/…; bordeaux.fr` is the source `gsef-declaration-bordeaux-2025`: the domain's name begins the code."""
    hosts = [part.strip().split("/")[0].split()[0] for part in printed.split(";")]
    labels = [host.removeprefix("www.").split(".")[-2] if "." in host else host for host in hosts]
    return any(claim.source.code.startswith(label[:4]) for label in labels)
