"""Start the two servers on the same programme, each with two workers, in folders of their own."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "var" / "bench"
WORKERS = 2
PRETALX = "2025.2.2"
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


@dataclass(frozen=True)
class Running:
    pid: int
    port: int
    data: Path
    environment: dict[str, str]


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
def serving(command: list[str], environment: dict[str, str], port: int, path: str, folder: Path) -> Iterator[int]:
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}{path}", server, folder / "server.log")
            yield server.pid
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


def essaim_environment(folder: Path, port: int) -> dict[str, str]:
    own = {"ESSAIM_DATA": str(folder), "ESSAIM_STATIC": str(folder / "static"), "ESSAIM_ADDRESS": f"http://127.0.0.1:{port}"}
    return {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | own | {"ESSAIM_LOG_LEVEL": "WARNING"}


@contextmanager
def pretalx(schedule: Path) -> Iterator[Running]:
    """pretalx from the package index, in an environment of its own; loaded once and kept in var/bench."""
    folder, port = WORK / f"pretalx-{PRETALX}", 8345
    folder.mkdir(parents=True, exist_ok=True)
    python = folder / "venv" / "bin" / "python"
    if not python.exists():
        print(f"… installing pretalx {PRETALX} into {folder.relative_to(ROOT)}", flush=True)
        subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], check=True)
        uv = str(ROOT / ".venv" / "bin" / "uv")
        subprocess.run([uv, "pip", "install", "--quiet", "--python", str(python), f"pretalx=={PRETALX}", "gunicorn"], check=True)
    (folder / "pretalx.cfg").write_text(PRETALX_CONFIG.format(folder=folder, port=port))
    environment = {
        **os.environ,
        "PRETALX_CONFIG_FILE": str(folder / "pretalx.cfg"),
        "DJANGO_SETTINGS_MODULE": "pretalx.settings",
    }
    environment.pop("DATABASE_URL", None)
    loaded = folder / "loaded"
    if not loaded.exists():
        print("… loading the programme into pretalx (a minute or two, once)", flush=True)
        (folder / "db.sqlite3").unlink(missing_ok=True)
        quiet([str(python), "-m", "pretalx", "migrate"], environment)
        quiet([str(python), "-m", "pretalx", "collectstatic", "--noinput"], environment)
        quiet([str(python), str(ROOT / "benchmarks" / "site" / "load_pretalx.py"), str(schedule)], environment)
        loaded.touch()
    gunicorn = str(folder / "venv" / "bin" / "gunicorn")
    command = [gunicorn, "pretalx.wsgi", f"--workers={WORKERS}", f"--bind=127.0.0.1:{port}"]
    with serving(command, environment, port, "/forum/schedule/nojs", folder) as pid:
        yield Running(pid, port, folder, environment)


def first_talk(schedule: Path) -> str:
    days = json.loads(schedule.read_text())["schedule"]["conference"]["days"]
    return str(next(talk["code"] for talks in days[0]["rooms"].values() for talk in talks))
