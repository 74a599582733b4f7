"""The pages measured, in every state, on both sites."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.site.load import Connection, Measured, WrongAnswerError, ask_once, body_of, measure
from benchmarks.site.servers import Running, Site, say


@dataclass(frozen=True)
class Page:
    name: str
    ours: str
    theirs: str
    """Address of the page at the peer."""
    warm: int
    """How many times less CPU than the peer's page is the aim."""
    peer: int
    """How many requests the peer is asked at one connection; a few seconds' worth."""
    shows: str = ""
    """What the body must hold to be that page."""


@dataclass(frozen=True)
class Counts:
    """Requests in the full run; `part` of them in the sample."""

    part: float

    def __call__(self, number: int, connections: int = 1) -> int:
        return max(int(number * self.part), 2) * connections


@dataclass(frozen=True)
class Row:
    page: str
    state: str
    one: Measured
    """At one connection."""
    many: Measured
    """At eight."""
    aim: int = 0
    """Times less than the peer."""
    limit_ms: float = 0


MANY = 8
COLD_AIM, OWN_AIM, UNCHANGED_MS = 10, 10, 1.0


def pages_of(site: Site, talk: str, title: str) -> list[Page]:
    """The whole programme on one page as the peer's page has it; our first view of it, a day at a time, has no peer."""
    programme = f"/en/forum/{site.slug}/programme/"
    return [
        Page("programme, all days", f"{programme}?day=all", "/forum/schedule/nojs", 100, 12, title),
        Page("programme, as it opens (one day)", programme, "", 0, 0),
        Page("schedule.json", f"/forum/{site.slug}/schedule.json", "/forum/schedule/export/schedule.json", 300, 6, title),
        Page("a session", f"/en/forum/{site.slug}/sessions/{site.code}/", f"/forum/talk/{talk}/", 20, 60, title),
    ]


def both(path: str, server: Running, number: int, many: int, **told: object) -> tuple[Measured, Measured]:
    def run(requests: int, connections: int) -> Measured:
        return measure(server.pid, server.port, path, requests=requests, connections=connections, **told)  # type: ignore[arg-type]

    return run(number, 1), run(many, MANY)


def write_static(site: Site, server: Running, pages: list[Page]) -> dict[str, str]:
    """Files as large as the pages are on the wire, of bytes that cannot be packed: by page, its address once the server starts again."""
    addresses = {}
    for number, page in enumerate(pages):
        answer = checked(server, page.ours, page.shows)
        file = site.static / f"bench-{number}.bin"
        file.write_bytes(random.Random(number).randbytes(len(answer.body)))
        addresses[page.name] = f"/static/{file.name}"
    return addresses


def checked(server: Running, path: str, shows: str) -> Connection:
    """One answer, after a look that it is the page meant."""
    answer = ask_once(server.port, path)
    body = body_of(answer)
    if answer.status != 200 or shows.encode() not in body:
        raise WrongAnswerError(f"{path} answered {answer.status} and {len(body)} bytes without {shows!r}: not the page meant")
    return answer


def our_rows(site: Site, server: Running, page: Page, static: str, change: Callable[[], None], counts: Counts) -> list[Row]:
    """Cold: once every worker has made the page, a change is committed before each round of requests. Then warm, logged in, unchanged, and the static file."""
    say(f"ours: {page.name}")
    warmed(server, page)
    cold = both(page.ours, server, counts(60), counts(20, MANY), before_round=change)
    tag = warmed(server, page).headers["etag"]
    warm = both(page.ours, server, counts(3000), counts(700, MANY))
    own = both(page.ours, server, counts(600), counts(120, MANY), headers={"Cookie": site.cookie})
    unchanged = both(page.ours, server, counts(3000), counts(700, MANY), headers={"If-None-Match": tag}, expect=304)
    file = both(static, server, counts(1500), counts(350, MANY))
    return [
        Row(page.name, "cold", *cold, aim=COLD_AIM),
        Row(page.name, "warm", *warm, aim=page.warm),
        Row(page.name, "logged in, 10 favourites", *own, aim=OWN_AIM),
        Row(page.name, "unchanged (304)", *unchanged, limit_ms=UNCHANGED_MS),
        Row(page.name, "static file of that size", *file),
    ]


def warmed(server: Running, page: Page) -> Connection:
    """Asked often enough that every worker has the page."""
    for _ in range(12):
        answer = checked(server, page.ours, page.shows)
    return answer


def peer_row(server: Running, page: Page, counts: Counts) -> Row:
    """Its page as it comes, after every worker has made it once."""
    say(f"pretalx: {page.name}")
    for _ in range(4):
        checked(server, page.theirs, page.shows)
    return Row(page.name, "pretalx", *both(page.theirs, server, counts(page.peer * 2), counts(max(page.peer // 3, 2), MANY)))
