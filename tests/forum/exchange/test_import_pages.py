"""A programme handed in on the page: shown first, taken over as a job, refused to whoever is not of the team."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from essaim.desk.models import Entry, Job, Message
from essaim.desk.run import Run
from essaim.desk.worker import claim, perform
from essaim.forum.models import Appearance, Edition, Import, Session, Speaker
from essaim.forum.queries.prospect import latest_release
from tests.factories.forum import make_account, make_edition, make_organiser, make_series, make_session

pytestmark = pytest.mark.django_db(transaction=True)
OWN = Path(__file__).resolve().parents[2] / "data" / "schedules"


@pytest.fixture(autouse=True)
def _files(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def edition() -> Edition:
    return make_edition("niort", languages=("fr", "en", "es"))


@pytest.fixture
def organiser(client: Client, edition: Edition) -> Client:
    client.force_login(make_organiser(edition))
    return client


def run_waiting() -> None:
    """What a worker would do, here and now."""
    while job := claim("test"):
        perform(Run(job))


def hand_in(client: Client, edition: Edition, name: str = "pretalx.json", content: bytes | None = None):
    data = content if content is not None else (OWN / name).read_bytes()
    return client.post(f"/en/team/{edition.slug}/import/", {"file": SimpleUploadedFile(name, data), "language": "fr"})


def test_import_is_shown_before_anything_changes(organiser: Client, edition: Edition):
    answer = hand_in(organiser, edition)
    run_waiting()
    made = Import.objects.get()
    page = organiser.get(answer["Location"]).content.decode()
    assert made.state == Import.State.PREVIEWED
    assert "Nothing has changed yet" in page
    assert made.counts["sessions.created"] > 0
    assert not Session.objects.exists()


def test_import_taken_over_and_put_on_line(organiser: Client, edition: Edition):
    address = hand_in(organiser, edition)["Location"]
    run_waiting()
    organiser.post(f"{address}take/", {"releases": "on"})
    run_waiting()
    made = Import.objects.get()
    assert made.state == Import.State.DONE
    assert Session.objects.filter(edition=edition).count() == made.counts["sessions.created"]
    assert latest_release(edition) is not None
    assert Entry.objects.filter(action="import_session").count() == made.counts["sessions.created"]


@pytest.mark.parametrize(("ticked", "letters"), [({}, 1), ({"quiet": "on"}, 0)])
def test_release_by_an_import_writes_letters_that_wait(organiser: Client, edition: Edition, ticked, letters):
    address = hand_in(organiser, edition)["Location"]
    run_waiting()
    organiser.post(f"{address}take/")
    run_waiting()
    appearance = Appearance.objects.filter(session__edition=edition).first()
    Speaker.objects.update_or_create(edition=edition, person=appearance.person, defaults={"email": "awa@example.org"})
    again = hand_in(organiser, edition)["Location"]
    run_waiting()
    organiser.post(f"{again}take/", {"releases": "on", **ticked})
    run_waiting()
    assert latest_release(edition).number == 1
    assert list(Message.objects.values_list("to_email", "state")) == [("awa@example.org", "draft")] * letters
    assert ("letters wait to be read before they go" in organiser.get(again).text) == bool(letters)


def test_same_file_again_changes_nothing(organiser: Client, edition: Edition):
    for _ in range(2):
        address = hand_in(organiser, edition)["Location"]
        run_waiting()
        organiser.post(f"{address}take/")
        run_waiting()
    first, second = Import.objects.order_by("pk")
    assert second.counts == {"sessions.unchanged": first.counts["sessions.created"]}


def test_import_taken_over_once(organiser: Client, edition: Edition):
    address = hand_in(organiser, edition)["Location"]
    run_waiting()
    for _ in range(2):
        organiser.post(f"{address}take/")
        run_waiting()
    assert Job.objects.filter(kind="forum.take_over_import").count() == 1
    assert "cannot be taken over" in organiser.get(address).content.decode()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.xml", b"", "empty"),
        ("photo.xml", b"\x89PNG\r\n\x1a\n" + b"0" * 100, "no schedule"),
        ("bomb.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><schedule>&b;</schedule>', "declares a document type"),
        ("cut.json", b'{"schedule": {"conference": ', "broken"),
        ("large.json", b" " * (21 * 1024 * 1024), "MB"),
    ],
)
def test_unreadable_file_says_why_and_changes_nothing(organiser: Client, edition: Edition, name, content, said):
    answer = hand_in(organiser, edition, name, content)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not Import.objects.exists()
    assert not Job.objects.exists()


def test_findings_are_located_and_downloadable(organiser: Client, edition: Edition):
    address = hand_in(organiser, edition, "broken.ics")["Location"]
    run_waiting()
    page = organiser.get(address).content.decode()
    table = organiser.get(f"{address}findings.csv").content.decode()
    assert "line" in page
    assert len(table.splitlines()) > 2


def test_edition_from_a_file(organiser: Client):
    series = make_series("forum")
    data = (OWN / "pretalx.json").read_bytes()
    form = {
        "file": SimpleUploadedFile("pretalx.json", data),
        "series": series.pk,
        "slug": "made",
        "language": "fr",
        "time_zone": "Europe/Paris",
    }
    answer = organiser.post("/en/team/import/", form)
    assert answer.status_code == 302, answer.content.decode()
    made = Edition.objects.get(slug="made")
    assert not made.is_public
    assert made.languages[0] == "fr"
    assert Import.objects.get().edition == made


def test_edition_from_a_file_refuses_an_unknown_zone_and_language(organiser: Client):
    data = (OWN / "pretalx.json").read_bytes()
    form = {
        "file": SimpleUploadedFile("p.json", data),
        "series": make_series("forum").pk,
        "slug": "made",
        "language": "xx1",
        "time_zone": "Europe/Niort",
    }
    page = organiser.post("/en/team/import/", form).content.decode()
    assert "“xx1” is not a language code" in page
    assert "Europe/Niort" in page
    assert not Edition.objects.filter(slug="made").exists()


@pytest.mark.parametrize("path", ["", "1/", "1/take/", "1/findings.csv"])
@pytest.mark.parametrize("who", ["stranger", "participant", "other_team"])
def test_import_is_the_teams(client: Client, edition: Edition, path: str, who: str):
    client.force_login(make_organiser(edition))
    address = hand_in(client, edition)["Location"]
    client.logout()
    if who == "participant":
        client.force_login(make_account("participant@example.org"))
    if who == "other_team":
        client.force_login(make_organiser(make_edition("other"), "other@example.org"))
    target = address.replace("/import/", "/import/", 1) + path.removeprefix("1/") if path else f"/en/team/{edition.slug}/import/"
    answer = client.post(target) if path.endswith("take/") else client.get(target)
    assert answer.status_code in ({302} if who == "stranger" else {404})
    if who == "stranger":
        assert "/account/login/" in answer["Location"]


def test_model_workbook_reads_back(organiser: Client):
    from essaim.forum.interchange import read

    answer = organiser.get("/en/team/import/model.xlsx")
    assert read(answer.content).format == "xlsx"


def test_sessions_gone_are_cancelled_when_asked(organiser: Client, edition: Edition):
    address = hand_in(organiser, edition)["Location"]
    run_waiting()
    organiser.post(f"{address}take/")
    run_waiting()
    own = make_session(edition, title="Entered by hand", state=Session.State.ACCEPTED)
    other = hand_in(organiser, edition, "seances.csv")["Location"]
    run_waiting()
    made = Import.objects.latest("pk")
    assert made.counts["sessions.gone"] == Import.objects.earliest("pk").counts["sessions.created"]
    organiser.post(f"{other}take/", {"cancels_gone": "on"})
    run_waiting()
    own.refresh_from_db()
    assert own.state == Session.State.ACCEPTED
    assert Session.objects.filter(edition=edition, state=Session.State.CANCELLED).count() == made.counts["sessions.gone"]
