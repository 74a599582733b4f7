"""Start the two servers on the same programme, each with two workers, in folders of their own."""

import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
WORK = ROOT / "var" / "bench"
WORKERS = 2
PRETALX = "2025.2.2"
PRETALX_FOLDER = WORK / f"pretalx-{PRETALX}"
PRETALX_CONFIG = """[filesystem]
data = {folder}/data
static = {folder}/static
[site]
debug = False
url = http://127.0.0.1:{port}
secret = bench
[database]
backend = sqlite3
name = {folder}/db.sqlite3
"""
ESSAIM = [sys.executable, "-m", "essaim.cli"]
BEGAN = time.monotonic()


def say(words: str) -> None:
    """A line of progress, with the minutes gone."""
    print(f"[{(time.monotonic() - BEGAN) / 60:4.1f} min] {words}", file=sys.stderr, flush=True)


@dataclass(frozen=True)
class Running:
    pid: int
    port: int


@dataclass(frozen=True)
class Site:
    """Our site with the demo editions and the programme measured."""

    folder: Path
    port: int
    environment: dict[str, str]
    slug: str = ""
    code: str = ""
    cookie: str = ""

    @property
    def static(self) -> Path:
        return self.folder / "static"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def quiet(command: list[str], environment: dict[str, str]) -> str:
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{run.stdout[-2000:]}{run.stderr[-3000:]}")
    return run.stdout


@contextmanager
def serving(command: list[str], environment: dict[str, str], port: int, path: str, folder: Path) -> Iterator[Running]:
    """Until the block ends; its log is in the folder."""
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}{path}", server, folder / "server.log")
            yield Running(server.pid, port)
        finally:
            server.terminate()
            server.wait(30)


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        if server.poll() is not None:
            sys.exit(f"the server stopped:\n{log.read_text()[-3000:]}")
        try:
            with urllib.request.urlopen(address, timeout=10):
                return
        except OSError:
            time.sleep(0.2)
    sys.exit(f"{address} did not answer:\n{log.read_text()[-3000:]}")


# --- ours ---------------------------------------------------------------------------------------------


def new_site() -> Site:
    """A fresh data folder with everything a new site has, and the demo editions."""
    folder, port = WORK / "essaim", free_port()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    own = {
        "ESSAIM_DATA": str(folder),
        "ESSAIM_STATIC": str(folder / "static"),
        "ESSAIM_ADDRESS": f"http://127.0.0.1:{port}",
        "ESSAIM_LOG_LEVEL": "WARNING",
        "DJANGO_SETTINGS_MODULE": "essaim.config.settings",
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "ESSAIM_"))}
    site = Site(folder, port, kept | own)
    say("making our site")
    quiet([*ESSAIM, "upgrade"], site.environment)
    quiet([*ESSAIM, "demo", "load"], site.environment)
    return site


def with_programme(site: Site, schedule: Path, title: str) -> Site:
    say(f"taking {schedule.name} over into our site")
    told = json.loads(quiet([sys.executable, str(HERE / "load_essaim.py"), str(schedule), title], site.environment).splitlines()[-1])
    return replace(site, slug=told["slug"], code=told["code"], cookie=told["cookie"])


def essaim(site: Site) -> AbstractContextManager[Running]:
    """The production server without its worker for background jobs, which answers no page."""
    command = [*ESSAIM, "serve", f"--port={site.port}", f"--workers={WORKERS}", "--job-workers=0"]
    return serving(command, site.environment, site.port, "/en/", site.folder)


@contextmanager
def changes(site: Site) -> Iterator[Callable[[], None]]:
    """Call it: one real change to the edition is committed by another process, and done when the call returns."""
    command = [sys.executable, str(HERE / "change_essaim.py"), site.slug]
    helper = subprocess.Popen(command, cwd=ROOT, env=site.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert helper.stdin
    assert helper.stdout
    asked, answers = helper.stdin, helper.stdout

    def change() -> None:
        asked.write("\n")
        asked.flush()
        if answers.readline() != "done\n":
            raise RuntimeError("the process that makes changes has ended: see the lines above")

    try:
        change()
        yield change
    finally:
        asked.close()
        helper.wait(20)


# --- the peer -----------------------------------------------------------------------------------------


@contextmanager
def pretalx(schedule: Path) -> Iterator[Running]:
    """pretalx from the package index, in an environment of its own; loaded once for each programme and kept in var/bench."""
    folder, port = PRETALX_FOLDER, free_port()
    folder.mkdir(parents=True, exist_ok=True)
    python = install_pretalx()
    (folder / "pretalx.cfg").write_text(PRETALX_CONFIG.format(folder=folder, port=port))
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "DJANGO_"))}
    environment |= {"PRETALX_CONFIG_FILE": str(folder / "pretalx.cfg"), "DJANGO_SETTINGS_MODULE": "pretalx.settings"}
    loaded, digest = folder / "loaded", hashlib.sha256(schedule.read_bytes()).hexdigest()
    if not loaded.exists() or loaded.read_text() != digest:
        say("loading the programme into pretalx (a minute or two, once)")
        loaded.unlink(missing_ok=True)
        (folder / "db.sqlite3").unlink(missing_ok=True)
        quiet([str(python), "-m", "pretalx", "migrate"], environment)
        quiet([str(python), "-m", "pretalx", "collectstatic", "--noinput"], environment)
        quiet([str(python), str(HERE / "load_pretalx.py"), str(schedule)], environment)
        loaded.write_text(digest)
    gunicorn = str(folder / "venv" / "bin" / "gunicorn")
    command = [gunicorn, "pretalx.wsgi", f"--workers={WORKERS}", f"--bind=127.0.0.1:{port}"]
    with serving(command, environment, port, "/forum/schedule/nojs", folder) as running:
        yield running


def install_pretalx() -> Path:
    """Its Python. The stamp is set last, so that an installation cut short is done again."""
    folder, stamp = PRETALX_FOLDER / "venv", PRETALX_FOLDER / "installed"
    python = folder / "bin" / "python"
    if not stamp.exists():
        say(f"installing pretalx {PRETALX} into {folder.relative_to(ROOT)}")
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        uv = str(ROOT / ".venv" / "bin" / "uv")
        subprocess.run([uv, "pip", "install", "--quiet", "--python", str(python), f"pretalx=={PRETALX}", "gunicorn"], check=True)
        stamp.touch()
    return python
