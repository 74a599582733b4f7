"""A whole site of its own for one test: data folder, migrated database (the suite's kind), real processes."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from django.conf import settings
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]


def is_postgres() -> bool:
    return settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


def postgres_url(name: str) -> str:
    facts = settings.DATABASES["default"]
    who = quote(facts["USER"]) + (f":{quote(facts['PASSWORD'])}" if facts["PASSWORD"] else "")
    return f"postgresql://{who}@{facts['HOST']}:{facts['PORT'] or 5432}/{name}"


def postgres_run(*statements: sql.Composed) -> None:
    with psycopg.connect(postgres_url("postgres"), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


class Site:
    """Processes get this site's environment and none of the suite's."""

    def __init__(self, data: Path, database: str) -> None:
        self.data, self.database = data, database
        data.mkdir(parents=True, exist_ok=True)
        url = postgres_url(database) if is_postgres() else f"sqlite://{data / 'essaim.sqlite3'}"
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("ESSAIM_", "DATABASE_", "PYTEST_"))}
        self.environment = kept | {
            "DJANGO_SETTINGS_MODULE": "tests.sites.settings",
            "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "src"))),
            "PYTHONUNBUFFERED": "1",
            "ESSAIM_DATA": str(data),
            "ESSAIM_SECRET_KEY": "for-tests",
            "ESSAIM_STATIC": str(data / "static"),
            "DATABASE_URL": url,
        }

    def essaim(self, *arguments: str, status: int = 0) -> str:
        """One command to its end: everything it printed."""
        ended = subprocess.run(
            [sys.executable, "-m", "essaim.cli", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        said = ended.stdout + ended.stderr
        assert ended.returncode == status, said
        return said

    def python(self, code: str) -> Any:
        """Code in the site's own Django; what it puts into `answer` comes back."""
        whole = f"import django, json; django.setup(); answer = None\n{code}\nprint(json.dumps(answer))"
        ended = subprocess.run(
            [sys.executable, "-c", whole], env=self.environment, capture_output=True, text=True, timeout=120, check=False
        )
        assert ended.returncode == 0, ended.stderr
        return json.loads(ended.stdout.splitlines()[-1])

    @contextmanager
    def process(self, *command: str) -> Iterator[subprocess.Popen[str]]:
        """A process kept running; asked to stop at the end, then ended. Its output is in data/log."""
        with (self.data / "log").open("a") as log:
            process = subprocess.Popen(list(command), env=self.environment, stdout=log, stderr=log, text=True, start_new_session=True)
        try:
            yield process
        finally:
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()

    def worker(self) -> Any:
        return self.process(sys.executable, "-m", "essaim.cli", "worker")

    @contextmanager
    def server(self, *options: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
        """`essaim serve` on a free port: the process and the port, once it says that it answers."""
        with self.process(sys.executable, "-m", "essaim.cli", "serve", "--port", "0", *options) as process:
            said = until(lambda: re.search(r"answers on http://127\.0\.0\.1:(\d+)/", self.log()), process=process, site=self)
            yield process, int(said[1])

    def log(self) -> str:
        return (self.data / "log").read_text()


def until(ask: Callable[[], Any], *, within_s: float = 60, process: "subprocess.Popen[str] | None" = None, site: Site | None = None) -> Any:
    """What `ask` gives once it is true; fails with the site's log when it stays false or the process ends."""
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        if given := ask():
            return given
        assert process is None or process.poll() is None, site.log() if site else "the process ended"
        time.sleep(0.05)
    raise AssertionError(site.log()[-4000:] if site else "it did not happen in time")


def make_site(folder: Path, template: "Site | None" = None) -> Site:
    """Migrated; from the template in a moment, where there is one."""
    name = f"essaim_site_{uuid.uuid4().hex[:10]}"
    if is_postgres():
        source = sql.SQL(" TEMPLATE {}").format(sql.Identifier(template.database)) if template else sql.SQL("")
        postgres_run(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)) + source)
    elif template:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(template.data / "essaim.sqlite3", folder / "essaim.sqlite3")
    site = Site(folder, name)
    if template is None:
        site.python("from django.core.management import call_command; call_command('migrate', verbosity=0)")
        if not is_postgres():
            site.python("from django.db import connection; connection.cursor().execute('PRAGMA wal_checkpoint(TRUNCATE)')")
    return site


def drop_site(site: Site) -> None:
    if is_postgres():
        postgres_run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(site.database)))
