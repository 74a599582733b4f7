"""The site against pretalx with the same programme; what a phone loads; Lighthouse's word on it."""

import json
import os

from benchmarks.site import browser, facts
from benchmarks.site.load import body_of
from benchmarks.site.pages import Counts, Page, Row, checked, our_rows, pages_of, peer_row, write_static
from benchmarks.site.programme import DEMO, Programme, programme_for
from benchmarks.site.servers import PRETALX_FOLDER, WORKERS, Running, changes, essaim, new_site, pretalx, say, with_programme
from benchmarks.site.table import table

WORDS = """\
The programme of both sites: {programme}, {sessions} sessions. Each site runs with {workers} workers on SQLite; while one is asked the
other waits, page by page in turn, so that other work on the machine weighs on both. Each is asked over the loopback by one keep-alive
connection, then by eight, each waiting for its answer before it asks again (gunicorn's sync workers close every connection, so there it
is opened anew each time). The load is a Python program on the same cores: at eight connections it takes part of them, so read the times
there as upper bounds.

- **CPU a request**: user and system time of all the server's processes from /proc, at one connection. It leaves out the client, and for
  our site the process that makes the changes and the worker for background jobs, which answers no page.
- **cold**: before each round of requests another process commits a change to a session through the action the back office uses, which
  puts every kept page of every worker out of date. At one connection every request therefore makes its page anew; at eight connections
  eight readers ask at the moment after the change, of two workers that each keep pages of their own.
- **warm**: nothing has changed since each worker made the page. Every request still asks the database whether that is so.
- **logged in, 10 favourites**: a participant with an account, the page kept, their ten sessions marked.
- **unchanged (304)**: the reader has the page and asks whether it is still good.
- **static file of that size**: as many random bytes as the page has on the wire, from the same server: what cannot be beaten here.
- **pretalx**: its page as a stranger gets it, every worker having made it before. It is what every ratio of its table is against, in
  the same run. {bytes_note}
- p99 of fewer than 100 requests is the slowest of them.
"""
BYTES = "Bytes are of the body on the wire, to a client that accepts gzip."


def run(*, full: bool) -> str:
    counts, ours_is = Counts(1.0 if full else 0.25), facts.listed(facts.versions())
    site = new_site()
    programme = programme_for(site)
    site = with_programme(site, programme.file, programme.title)
    pages = pages_of(site, programme.talk, programme.title)
    say("files of the pages' sizes")
    with essaim(site) as server:
        static = write_static(site, server, pages)
    ours, theirs, began = {}, {}, os.getloadavg()[0]
    with essaim(site) as server, pretalx(programme.file) as peer:
        with changes(site) as change:
            for page in pages:
                ours[page.name] = our_rows(site, server, page, static[page.name], change, counts)
                if page.theirs:
                    theirs[page.name] = peer_row(peer, page, counts)
        seen = browser.section(server, demo_session(server))
    say("done")
    return document(programme, pages, ours, theirs, seen, how=how_measured(began, full=full), ours_is=ours_is)


def demo_session(server: Running) -> str:
    """A session's address as the demo edition's own export has it."""
    answer = checked(server, f"/forum/{DEMO}/schedule.json", "conference")
    days = json.loads(body_of(answer))["schedule"]["conference"]["days"]
    url = next(talk["url"] for day in days for talks in day["rooms"].values() for talk in talks)
    return str(url).rstrip("/").rsplit("/", 1)[1]


def how_measured(load: float, *, full: bool) -> str:
    said = "in full" if full else "the sample: a quarter of the requests; `make bench AREA=site` measures in full"
    return f"{said}; the machine's load was {load:.1f} when measuring began"


def document(
    programme: Programme, pages: list[Page], ours: dict[str, list[Row]], theirs: dict[str, Row], seen: str, *, how: str, ours_is: str
) -> str:
    peer = facts.listed(facts.peer_versions(PRETALX_FOLDER / "venv" / "bin" / "python"))
    words = WORDS.format(programme=programme.said, sessions=programme.sessions, workers=WORKERS, bytes_note=BYTES)
    parts = [
        "# The site's speed",
        f"Measured {facts.today()} ({how}).\nOurs: {ours_is}. The peer: {peer}.\nMachine: {facts.processor()}.",
        words.rstrip(),
        *(table(page.name, ours[page.name], theirs.get(page.name)) for page in pages),
        f"### A phone and Lighthouse\n\nOver the demo edition `{DEMO}` with 200 sessions, from the same server, nothing in the browser's "
        "store; the page is\nscrolled to its end, so late pictures count. Bytes with headers, as the browser counts them.\n\n" + seen,
    ]
    return "\n\n".join(parts) + "\n"
