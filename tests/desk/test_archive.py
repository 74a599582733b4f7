"""Backup and restore of whole sites, on the suite's database, while a writer is at work.

1. A backup is one moment: no half transaction, no row without its file.
2. Restored on an empty site, every row and every file is as it was.
3. A site that is not empty is not overwritten unasked; a damaged, foreign or newer archive changes nothing.
4. A restore that is killed leaves the old site whole, or the new one; a running server shows the new one.
"""

import asyncio
import json
import random
import shutil
import sys
import time
import zipfile
from pathlib import Path

import pytest

from tests.sites.fixtures import Site
from tests.sites.site import drop_site, make_site, until

WRITER = """
import django, itertools, time; django.setup()
from pathlib import Path
from django.conf import settings
from django.db import transaction
from essaim.desk.models import Entry
root = Path(settings.MEDIA_ROOT, "kept"); root.mkdir(parents=True, exist_ok=True)
for number in itertools.count():
    root.joinpath(f"{number}.bin").write_bytes(b"%d" % number * 1000)
    with transaction.atomic():
        Entry.objects.create(action="write", kind="pair", key=str(number), label="one", after={"é": [number]})
        Entry.objects.create(action="write", kind="pair", key=str(number), label="other", after={"é": [number]})
    time.sleep(0.002)
"""
ROWS = """
from essaim.desk.models import Account, Entry, Job
answer = [list(map(str, row)) for model in (Account, Entry, Job) for row in model.objects.order_by('pk').values_list()]
"""
FILL = """
from essaim.desk.actions.job import enqueue
from essaim.desk.models import Account, Entry
from datetime import UTC, datetime
who = Account.objects.create_user('odile@example.org', 'a-long-password', name='Odile')
Account.objects.filter(pk=who.pk).update(joined_at=datetime(2019, 5, 1, 8, 30, 0, 123456, tzinfo=UTC))
for n in range(700):
    Entry.objects.create(action='edit', kind='session', key=str(n), label='Séance « ouverte »', account=who, before={'a': None}, after={'a': [1, 'é']})
enqueue(kind='chores.count', arguments={'name': 'later', 'list': [1, 2.5, None]}, by=who)
from pathlib import Path
from django.conf import settings
Path(settings.MEDIA_ROOT, 'photos').mkdir(parents=True, exist_ok=True)
Path(settings.MEDIA_ROOT, 'photos', 'one.jpg').write_bytes(bytes(range(256)) * 50)
"""


@pytest.fixture
def other_site(tmp_path: Path, site_template: Site):
    made = make_site(tmp_path / "other", site_template)
    yield made
    drop_site(made)


def column(archive: zipfile.ZipFile, label: str, name: str) -> list[object]:
    names, *rows = [json.loads(line) for line in archive.read(f"rows/{label}.jsonl").splitlines()]
    return [row[names.index(name)] for row in rows]


def test_backup_while_a_writer_works_is_one_moment(site: Site, tmp_path: Path) -> None:
    """1."""
    with site.process(sys.executable, "-c", WRITER) as writer:
        count = "from essaim.desk.models import Entry; answer = Entry.objects.count()"
        until(lambda: site.python(count) > 200, process=writer, site=site)
        site.essaim("backup", str(tmp_path / "moment.zip"))
        before = site.python(count)
        until(lambda: site.python(count) > before, process=writer, site=site)
    with zipfile.ZipFile(tmp_path / "moment.zip") as archive:
        numbers = column(archive, "desk.entry", "key")
        assert len(numbers) > 200
        assert all(numbers.count(number) == 2 for number in set(numbers))
        assert {f"files/kept/{number}.bin" for number in numbers} <= set(archive.namelist())
    assert (tmp_path / "moment.zip").stat().st_mode & 0o077 == 0


def test_restore_on_an_empty_site_gives_the_same_rows_and_files(site: Site, other_site: Site, tmp_path: Path) -> None:
    """2. The other site then goes on numbering where the first one was."""
    site.python(FILL)
    said = site.essaim("backup", str(tmp_path / "whole.zip"))
    assert "1 files" in said
    other_site.essaim("restore", str(tmp_path / "whole.zip"))
    assert other_site.python(ROWS) == site.python(ROWS)
    assert (other_site.data / "files/photos/one.jpg").read_bytes() == (site.data / "files/photos/one.jpg").read_bytes()
    assert (
        other_site.python(
            "from essaim.desk.models import Entry; answer = Entry.objects.create(action='x', kind='x', key='1', label='x').pk"
        )
        > 700
    )
    assert other_site.python(
        "from django.contrib.auth import authenticate; answer = bool(authenticate(email='odile@example.org', password='a-long-password'))"
    )


def test_site_with_rows_is_not_overwritten_unasked(site: Site, other_site: Site, tmp_path: Path) -> None:
    """3."""
    site.essaim("backup", str(tmp_path / "empty.zip"))
    other_site.python(FILL)
    before = other_site.python(ROWS)
    said = other_site.essaim("restore", str(tmp_path / "empty.zip"), status=1)
    assert "not empty" in said
    assert "--replace" in said
    assert other_site.python(ROWS) == before
    other_site.essaim("restore", str(tmp_path / "empty.zip"), "--replace")
    assert other_site.python(ROWS) == []
    assert not (other_site.data / "files/photos/one.jpg").exists()


def rewritten(source: Path, target: Path, change: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            new.writestr(info.filename, change.get(info.filename, old.read(info.filename)))
        for name in change.keys() - set(old.namelist()):
            new.writestr(name, change[name])
    return target


def test_archive_that_is_damaged_foreign_or_newer_changes_nothing(site: Site, tmp_path: Path) -> None:
    """3."""
    site.python(FILL)
    good = tmp_path / "good.zip"
    site.essaim("backup", str(good))
    with zipfile.ZipFile(good) as archive:
        facts = json.loads(archive.read("manifest.json"))
        accounts = archive.read("rows/desk.account.jsonl")
    newer = json.dumps(facts | {"migrations": [*facts["migrations"], ["forum", "9999_tomorrow"]]}).encode()
    cut = tmp_path / "cut.zip"
    cut.write_bytes(good.read_bytes()[:-3000])
    cases = {
        rewritten(good, tmp_path / "changed.zip", {"rows/desk.account.jsonl": accounts.replace(b"odile", b"elido")}): "damaged: checksum",
        rewritten(good, tmp_path / "added.zip", {"files/../../escape": b"x"}): "not those it lists",
        rewritten(good, tmp_path / "newer.zip", {"manifest.json": newer}): "Upgrade Essaim first",
        cut: "not a backup of Essaim, or cut short",
        tmp_path / "missing.zip": "there is no such file",
    }
    before = site.python(ROWS)
    for archive_path, reason in cases.items():
        assert reason in site.essaim("restore", str(archive_path), "--replace", status=1)
    assert site.python(ROWS) == before
    assert (site.data / "files/photos/one.jpg").exists()


def test_rows_that_do_not_fit_leave_the_old_site(site: Site, tmp_path: Path) -> None:
    """3. Checksums right, rows wrong: an entry of an account that does not exist."""
    import hashlib

    site.python(FILL)
    good = tmp_path / "good.zip"
    site.essaim("backup", str(good))
    with zipfile.ZipFile(good) as archive:
        facts = json.loads(archive.read("manifest.json"))
        names = archive.read("rows/desk.account.jsonl").splitlines(keepends=True)[0]
    facts["parts"]["rows/desk.account.jsonl"] = {"size": len(names), "sha256": hashlib.sha256(names).hexdigest()}
    facts["rows"]["desk.account"] = 0
    change = {"rows/desk.account.jsonl": names, "manifest.json": json.dumps(facts).encode()}
    before = site.python(ROWS)
    said = site.essaim("restore", str(rewritten(good, tmp_path / "torn.zip", change)), "--replace", status=1)
    assert "The site is as it was" in said
    assert site.python(ROWS) == before


def test_killed_restore_leaves_one_site_or_the_other(site: Site, tmp_path: Path) -> None:
    """4."""
    site.essaim("backup", str(tmp_path / "empty.zip"))
    site.python(FILL)
    site.essaim("backup", str(tmp_path / "full.zip"))
    full = site.python(ROWS)
    chance = random.Random(5)  # noqa: S311 moments
    for turn in range(4):
        command = (sys.executable, "-m", "essaim.cli", "restore", str(tmp_path / ("full.zip" if turn % 2 else "empty.zip")), "--replace")
        with site.process(*command) as process:
            time.sleep(1 + chance.random() * 2.5)
            process.kill()
            process.wait()
        assert site.python(ROWS) in (full, [])


def test_running_server_shows_the_restored_site(site: Site, tmp_path: Path) -> None:
    """4."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks" / "server_choice"))
    import load

    async def count(port: int) -> int:
        connection = await asyncio.open_connection("127.0.0.1", port)
        _, _, body = await load.get(connection, "entries")
        connection[1].close()
        return int(body)

    site.python(FILL)
    site.essaim("backup", str(tmp_path / "full.zip"))
    with site.server("--workers", "1", "--job-workers", "0") as (_, port):
        site.python("from essaim.desk.models import Entry; Entry.objects.all().delete()")
        assert asyncio.run(count(port)) == 0
        site.essaim("restore", str(tmp_path / "full.zip"), "--replace")
        assert asyncio.run(count(port)) == 700


def test_backup_refuses_to_overwrite(site: Site, tmp_path: Path) -> None:
    target = tmp_path / "kept.zip"
    target.write_text("precious")
    assert "--replace" in site.essaim("backup", str(target), status=1)
    assert target.read_text() == "precious"
    site.essaim("backup", str(target), "--replace")
    assert zipfile.is_zipfile(target)
    shutil.rmtree(tmp_path / "nowhere", ignore_errors=True)
    assert "is not a folder" in site.essaim("backup", str(tmp_path / "nowhere" / "b.zip"), status=1)
