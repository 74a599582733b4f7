"""The command line as a person meets it: real processes on a site of their own."""

import json
import re
from urllib.request import urlopen

import pytest

from essaim.cli import COMMANDS
from tests.sites.site import ROOT, Site, until

PASSWORD = "un-essaim-de-2027"


def documents() -> str:
    return "\n".join(path.read_text() for path in (ROOT / "docs").rglob("*.md"))


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_command_is_documented(name: str) -> None:
    assert f"essaim {name}" in documents()


def test_setting_is_documented_and_nothing_else_is() -> None:
    """Every variable the settings read stands in the reference, and every variable there is read."""
    source = (ROOT / "src/essaim/config/settings.py").read_text()
    read = set(re.findall(r'environment\.\w+\(\s*"([A-Z_]+)"', source))
    listed = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs/reference/settings.md").read_text(), re.MULTILINE))
    assert len(read) > 15
    assert listed == read


def test_account_can_be_made_put_in_the_team_and_given_a_password(site: Site) -> None:
    site.environment["ESSAIM_PASSWORD"] = PASSWORD
    assert "runs the site" in site.essaim("account", "create", "ada@example.org", "--team")
    site.essaim("account", "create", "paul@example.org")
    site.environment["ESSAIM_PASSWORD"] = PASSWORD + "-new"
    site.essaim("account", "password", "paul@example.org")
    answer = site.python(
        "from django.contrib.auth import authenticate as a\n"
        f"answer = [a(email='ada@example.org', password={PASSWORD!r}).is_staff, a(email='paul@example.org', password={PASSWORD + '-new'!r}).is_staff]"
    )
    assert answer == [True, False]


def test_account_refusals_say_what_to_do(site: Site) -> None:
    site.environment["ESSAIM_PASSWORD"] = PASSWORD
    site.essaim("account", "create", "ada@example.org", "--team")
    assert "already" in site.essaim("account", "create", "ADA@example.org", status=1)
    assert "no account for 'eve@example.org'" in site.essaim("account", "team", "eve@example.org", status=1)
    assert "not an e-mail address" in site.essaim("account", "create", "ada", status=1)
    assert "last one" in site.essaim("account", "team", "ada@example.org", "--leave", status=1)
    site.environment["ESSAIM_PASSWORD"] = "short"
    assert "cannot be used" in site.essaim("account", "password", "ada@example.org", status=1)
    del site.environment["ESSAIM_PASSWORD"]
    assert "No terminal" in site.essaim("account", "password", "ada@example.org", status=1)


def test_wrong_setting_stops_every_command_and_names_itself(site: Site) -> None:
    site.environment["ESSAIM_THREADS"] = "many"
    said = site.essaim("serve", status=1)
    assert "ESSAIM_THREADS='many'" in said
    assert "Traceback" not in said


def test_serve_before_upgrade_is_refused(site: Site) -> None:
    site.python(
        "from django.db.migrations.recorder import MigrationRecorder as R; R.Migration.objects.filter(app='search', name='0001_initial').delete()"
    )
    assert "essaim upgrade" in site.essaim("serve", "--port", "0", status=1)


def test_check_names_setting_and_remedy(site: Site) -> None:
    site.environment |= {"ESSAIM_ADDRESS": "https://forum.example.org", "ESSAIM_DEBUG": "1"}
    said = site.essaim("check", status=1)
    for name in ("ESSAIM_DEBUG", "ESSAIM_HOSTS", "ESSAIM_BEHIND_PROXY", "ESSAIM_MAIL_HOST", "ESSAIM_STATIC"):
        assert name in said


def test_upgrade_twice_changes_nothing_the_second_time(site: Site) -> None:
    site.environment["DJANGO_SETTINGS_MODULE"] = "essaim.config.settings"
    first = site.essaim("upgrade")
    assert "Static files: collected" in first
    second = site.essaim("upgrade")
    assert "up to date" in second
    assert "Static files: unchanged" in second
    assert "made" not in second


def test_served_site_is_well_and_its_worker_is_seen(site: Site) -> None:
    def health() -> dict[str, object]:
        try:
            with urlopen(f"http://127.0.0.1:{port}/health") as answer:
                return dict(json.load(answer))
        except OSError:
            return {}

    with site.server("--workers", "1") as (_, port):
        assert until(health, site=site)["ok"] is True
        until(lambda: "GET /health 200" in site.log(), site=site)


def test_import_tells_its_findings_as_sentences_in_the_language_asked_for(site: Site) -> None:
    site.python(
        "from datetime import date\n"
        "from essaim.forum.models import Edition, Series\n"
        "from essaim.registry.models import Organisation\n"
        "series = Series.objects.create(slug='forum', name={'en': 'Forum'})\n"
        "Edition.objects.create(series=series, slug='niort', name={'en': 'Niort'}, starts_on=date(2019, 11, 6), ends_on=date(2019, 11, 8),"
        " time_zone='Europe/Paris', languages=['fr', 'en'])\n"
        "answer = 1"
    )
    file = str(ROOT / "tests/data/schedules/broken.ics")
    said = site.essaim("import", "niort", file, "--dry-run")
    assert re.search(r"\(line \d+", said)
    assert "_" not in said.replace("broken.ics", "")
    assert re.search(r"\(ligne \d+", site.essaim("import", "niort", file, "--dry-run", "--lang", "fr"))


@pytest.mark.parametrize(
    ("options", "said", "letters"),
    [((), "Letters in the outbox, to be read before they go: 1.", 1), (("--quiet",), "No letters were written.", 0)],
)
def test_release_by_an_import_writes_letters_that_wait(site: Site, options: tuple[str, ...], said: str, letters: int) -> None:
    site.python(
        "from datetime import date\n"
        "from essaim.forum.models import Edition, Series\n"
        "series = Series.objects.create(slug='forum', name={'en': 'Forum'})\n"
        "Edition.objects.create(series=series, slug='niort', name={'en': 'Niort'}, starts_on=date(2019, 11, 6), ends_on=date(2019, 11, 8),"
        " time_zone='Europe/Paris', languages=['fr', 'en'])\n"
        "answer = 1"
    )
    file = str(ROOT / "tests/data/schedules/pretalx.json")
    site.essaim("import", "niort", file)
    site.python(
        "from essaim.forum.models import Appearance, Speaker\n"
        "one = Appearance.objects.select_related('session').first()\n"
        "Speaker.objects.update_or_create(edition_id=one.session.edition_id, person_id=one.person_id, defaults={'email': 'awa@example.org'})\n"
        "answer = 1"
    )
    told = " ".join(site.essaim("import", "niort", file, "--release", *options).split())
    assert "Version 1 is on line." in told
    assert said in told
    state = "from essaim.desk.models import Message; answer = list(Message.objects.values_list('to_email', 'state'))"
    assert site.python(state) == [["awa@example.org", "draft"]] * letters
