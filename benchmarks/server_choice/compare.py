"""Compare servers for Django: `python benchmarks/server_choice/compare.py [NAME…]` in an environment that has them installed.

The environment also needs Essaim's `src` on PYTHONPATH for the last contender. Prints a table in Markdown.
"""

import asyncio
import contextlib
import datetime as dt
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import quantiles

import load

HERE = Path(__file__).parent
PYTHON = [sys.executable, "-m"]
SITE = "site_under_test"
CONTENDERS: dict[str, tuple[str, Callable[[int], list[str]]]] = {
    "gunicorn sync": ("gunicorn", lambda port: [*PYTHON, "gunicorn", "-w2", "-b", f"127.0.0.1:{port}", f"{SITE}:wsgi"]),
    "gunicorn gthread": (
        "gunicorn",
        lambda port: [*PYTHON, "gunicorn", "-w2", "-kgthread", "--threads=4", "-b", f"127.0.0.1:{port}", f"{SITE}:wsgi"],
    ),
    "gunicorn asgi": ("gunicorn", lambda port: [*PYTHON, "gunicorn", "-w2", "-kasgi", "-b", f"127.0.0.1:{port}", f"{SITE}:asgi"]),
    "gunicorn + uvicorn-worker": (
        "uvicorn-worker",
        lambda port: [*PYTHON, "gunicorn", "-w2", "-kuvicorn_worker.UvicornWorker", "-b", f"127.0.0.1:{port}", f"{SITE}:asgi"],
    ),
    "uvicorn": (
        "uvicorn",
        lambda port: [*PYTHON, "uvicorn", "--workers=2", f"--port={port}", "--no-access-log", "--lifespan=off", f"{SITE}:asgi"],
    ),
    "hypercorn": ("hypercorn", lambda port: [*PYTHON, "hypercorn", "-w2", "-b", f"127.0.0.1:{port}", "asgi_app:application"]),
    "granian asgi": (
        "granian",
        lambda port: [*PYTHON, "granian", "--workers=2", "--interface=asginl", f"--port={port}", f"{SITE}:asgi"],
    ),
    "granian wsgi": (
        "granian",
        lambda port: [*PYTHON, "granian", "--workers=2", "--interface=wsgi", "--blocking-threads=4", f"--port={port}", f"{SITE}:wsgi"],
    ),
    "essaim": ("uvicorn", lambda port: [sys.executable, str(HERE / "serve_essaim.py"), str(port)]),
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def await_answers(port: int) -> None:
    for _ in range(200):
        try:
            connection = await asyncio.open_connection("127.0.0.1", port)
            await asyncio.wait_for(load.get(connection, "page"), 5)
        except (OSError, asyncio.IncompleteReadError, TimeoutError):
            await asyncio.sleep(0.1)
        else:
            connection[1].close()
            return
    raise TimeoutError(port)


async def streams(port: int, pages: int = 200) -> str:
    arrivals = [0] * pages
    tasks = [asyncio.create_task(load.open_stream(port, arrivals, place)) for place in range(pages)]
    await asyncio.sleep(4)
    before = list(arrivals)
    until, tally = asyncio.Event(), load.Tally()
    asking = asyncio.create_task(load.reader_who_stays(port, "page", until, tally, pause_s=0.02))
    await asyncio.sleep(4)
    until.set()
    living = sum(after - was >= 4 for was, after in zip(before, arrivals, strict=True))
    try:
        await asyncio.wait_for(asking, 3)
    except TimeoutError:
        tally.failures.append("no answer")
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    p99 = f", p99 {quantiles(tally.times_ms, n=100)[98]:.0f} ms" if len(tally.times_ms) > 10 else ""
    return f"{living} live; {tally.answered} pages{p99}" + (" **stuck**" if not tally.answered or living < pages else "")


async def restart(port: int, root: int) -> str:
    """Restart by SIGHUP, three times, with readers of three kinds: busy and idle-ish on kept connections, and on new ones; slow ones."""
    until, tally = asyncio.Event(), load.Tally()
    kinds = [("page", 0.001, 0)] * 4 + [("page", 0.4, 0)] * 8 + [("page", 0.02, 1)] * 4 + [("slow", 0.0, 0)] * 3
    tasks = [
        asyncio.create_task(load.reader_who_stays(port, path, until, tally, pause_s=pause, per_connection=per))
        for path, pause, per in kinds
    ]
    await asyncio.sleep(1.5)
    workers = set(load.family(root)) - {root}
    for _ in range(3):
        os.kill(root, signal.SIGHUP)
        await asyncio.sleep(9)
    changed = len(workers - set(load.family(root))) >= 2
    until.set()
    await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), 30)
    kinds_of_failure = ", ".join(sorted({failure.split(" after ")[0] for failure in tally.failures}))
    verdict = f"{len(tally.failures)} failed of {tally.answered + len(tally.failures)}"
    return verdict + (f" ({kinds_of_failure})" if tally.failures else "") + ("" if changed else "; **no new processes**")


async def cost(port: int, root: int, path: str, connections: int = 8, for_s: float = 3) -> str:
    until, tally = asyncio.Event(), load.Tally()
    tasks = [asyncio.create_task(load.reader_who_stays(port, path, until, tally, pause_s=0)) for _ in range(connections)]
    await asyncio.sleep(0.5)
    before, answered = load.cpu_ms(root), tally.answered
    await asyncio.sleep(for_s)
    spent, served = load.cpu_ms(root) - before, tally.answered - answered
    until.set()
    await asyncio.gather(*tasks)
    return f"{spent / served:.2f}" if served else "none"


async def tried(test: Coroutine[object, object, object]) -> str:
    try:
        return str(await asyncio.wait_for(test, 60))
    except Exception as error:  # noqa: BLE001 a contender may fail in any way; the table says how
        return f"failed: {type(error).__name__}"


@contextlib.contextmanager
def running(name: str, folder: str) -> Iterator[tuple[int, int]]:
    """The contender, started: its port and its first process. Ended with all its processes."""
    port = free_port()
    paths = os.pathsep.join([str(HERE), str(HERE.parents[1] / "src")])
    environment = os.environ | {"PYTHONPATH": paths, "SERVER_CHOICE_DATA": folder}
    with Path(folder, "log").open("ab") as log:
        process = subprocess.Popen(CONTENDERS[name][1](port), env=environment, stdout=log, stderr=log)
    try:
        yield port, process.pid
    finally:
        everyone = load.family(process.pid)
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(8)
        for pid in everyone:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait()


async def measure(name: str, folder: str) -> list[str]:
    with running(name, folder) as (port, root):
        await await_answers(port)
        results = [
            await tried(load.chunked_post(port)),
            "yes" if await tried(load.keeps_alive(port)) == "True" else "no",
            await tried(cost(port, root, "page")),
            await tried(cost(port, root, "row")),
        ]
    for test in (lambda port, _root: streams(port), restart):
        with running(name, folder) as (port, root):
            await await_answers(port)
            results.append(await tried(test(port, root)))
    return [name, version(CONTENDERS[name][0]), *results]


def main() -> None:
    heads = [
        "server",
        "version",
        "chunked POST",
        "keep-alive",
        "CPU ms: page",
        "CPU ms: one query",
        "200 live pages, 2 workers",
        "SIGHUP ×3 under load",
    ]
    print(f"{dt.datetime.now(tz=dt.UTC):%Y-%m-%d}, Python {sys.version.split()[0]}, Django {version('django')}\n")
    print("| " + " | ".join(heads) + " |\n|" + "---|" * len(heads), flush=True)
    for name in sys.argv[1:] or CONTENDERS:
        with tempfile.TemporaryDirectory() as folder:
            try:
                row = asyncio.run(measure(name, folder))
            except (TimeoutError, PackageNotFoundError) as error:
                row = [name, "", f"did not start: {type(error).__name__}"]
            print("| " + " | ".join(row) + " |", flush=True)
            if os.environ.get("KEEP_LOGS"):
                print(Path(folder, "log").read_text()[-3000:], file=sys.stderr)
        time.sleep(0.5)


if __name__ == "__main__":
    main()
