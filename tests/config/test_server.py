"""The production server as `essaim serve` runs it: real processes, real sockets. The comparison is in benchmarks/server_choice.

1. A chunked body arrives byte for byte.
2. Connections are kept alive.
3. Live progress reaches 200 open pages on 2 workers while ordinary pages are answered.
4. SIGHUP replaces every process without one failed request, those on kept connections included.
5. SIGTERM ends everything; a process that dies is replaced; nothing is left when the supervisor is killed.
"""

import asyncio
import contextlib
import os
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.sites.site import ROOT, Site, until

sys.path.insert(0, str(ROOT / "benchmarks" / "server_choice"))
import load

PAGES = 200
WATCH = """
from essaim.desk.actions.job import enqueue
from essaim.desk.live import address
job = enqueue(kind="chores.wait", arguments={"name": "watched", "seconds": 120})
answer = address(job, "fr")
"""


def server_processes(root: int) -> set[int]:
    found = set()
    for pid in load.family(root):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # it may end between the list and the look
            if b"essaim.cli.process" in Path(f"/proc/{pid}/cmdline").read_bytes():
                found.add(pid)
    return found


def test_chunked_body_arrives_whole_and_connections_are_kept(site: Site) -> None:
    """1, 2."""
    with site.server() as (_, port):
        assert asyncio.run(load.chunked_post(port)) == "whole"
        assert asyncio.run(load.keeps_alive(port))


async def watch_pages(port: int, stream: str) -> tuple[list[int], load.Tally]:
    arrivals = [0] * PAGES
    tasks = [asyncio.create_task(load.open_stream(port, arrivals, place, path=stream)) for place in range(PAGES)]
    await asyncio.sleep(4)
    before = list(arrivals)
    over, tally = asyncio.Event(), load.Tally()
    reader = asyncio.create_task(load.reader_who_stays(port, "page", over, tally, pause_s=0.02))
    await asyncio.sleep(4)
    over.set()
    await asyncio.wait_for(reader, 10)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return [after - was for was, after in zip(before, arrivals, strict=True)], tally


@pytest.mark.slow
def test_live_progress_reaches_200_pages_while_others_are_answered(site: Site) -> None:
    """3."""
    stream = site.python(WATCH)
    with site.server("--workers", "2") as (_, port):
        until(lambda: "Worker" in site.log(), site=site)
        arrivals, tally = asyncio.run(watch_pages(port, stream.removeprefix("/")))
    assert min(arrivals) >= 3
    assert tally.failures == []
    assert tally.answered >= 40


async def restart_under_load(port: int, root: int) -> load.Tally:
    over, tally = asyncio.Event(), load.Tally()
    kinds = [("page", 0.002, 0)] * 3 + [("page", 0.4, 0)] * 6 + [("page", 0.02, 1)] * 2 + [("slow", 0.0, 0)] * 2
    tasks = [asyncio.create_task(load.reader_who_stays(port, path, over, tally, pause_s=s, per_connection=n)) for path, s, n in kinds]
    await asyncio.sleep(1)
    before = server_processes(root)
    os.kill(root, signal.SIGHUP)
    while server_processes(root) & before or len(server_processes(root)) != 2:  # noqa: ASYNC110 /proc sends no events
        await asyncio.sleep(0.2)
    await asyncio.sleep(1)
    over.set()
    await asyncio.gather(*tasks)
    return tally


@pytest.mark.slow
def test_restart_fails_no_request(site: Site) -> None:
    """4."""
    with site.server("--workers", "2") as (process, port):
        tally = asyncio.run(asyncio.wait_for(restart_under_load(port, process.pid), 90))
    assert tally.failures == []
    assert tally.answered > 500


def test_stop_ends_every_process(site: Site) -> None:
    """5."""
    with site.server("--workers", "2") as (process, _):
        everyone = load.family(process.pid)
        assert len(everyone) >= 4
        process.terminate()
        assert process.wait(20) == 0
    assert not [pid for pid in everyone if Path(f"/proc/{pid}").exists()]


def test_dead_process_is_replaced(site: Site) -> None:
    """5."""
    with site.server("--workers", "2") as (process, port):
        victim = server_processes(process.pid).pop()
        time.sleep(1)
        os.kill(victim, signal.SIGKILL)
        until(lambda: victim not in (now := server_processes(process.pid)) and len(now) == 2, site=site)
        assert asyncio.run(load.keeps_alive(port))


def test_processes_leave_when_their_supervisor_is_killed(site: Site) -> None:
    """5."""
    with site.server("--workers", "2") as (process, _):
        children = load.family(process.pid)[1:]
        process.kill()
        process.wait()
        until(lambda: not [pid for pid in children if Path(f"/proc/{pid}").exists()], within_s=30)


def test_port_in_use_is_said(site: Site) -> None:
    with site.server() as (_, port):
        said = site.essaim("serve", "--port", str(port), status=1)
    assert f"Cannot listen on 127.0.0.1:{port}" in said
    assert "choose another --port" in said
