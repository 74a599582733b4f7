"""How a row of the rights table is written. One row an address: who may, and how to ask for something that exists.

HOW TO ADD YOUR ADDRESSES. Write `tests/rights/rows/<area>.py` with

    ROWS: dict[str, Row] = {
        "call_team:board": Row(allowed=BOARD, args=lambda world: [world.edition.slug]),
        "call_team:decline": Row(allowed=PATH, get=False, args=..., data=lambda world: {"reason": "Trop tard"}),
        "call_team:call_change": Row(allowed=TEAM, args=..., form={"name__fr": "Autre nom"}),
        "GET /api/v1/editions/{edition}/proposals": Row(allowed=BOARD, args=..., refusal=API),
    }

The key of a page is its name with its namespace; of an API operation its method and path as its description gives them. No list of
modules is kept: every file in `rows/` is read. Run `.venv/bin/python -m pytest tests/rights -q -p no:cacheprovider -k board`.

- `allowed`: the roles that get in. EVERYONE, LOGGED_IN, TEAM, PATH (this path's lead and the team), BOARD (reviewers too) and ANY_TEAM
  stand below; or a set of your own. Every other role is refused, and the table proves it with a real request.
- `args`: what stands in the address, in order, from the World (tests/rights/world.py): always things that exist, of path A of the public
  edition `world.edition`. Make what is missing in `def fill(world: World) -> None` of your own rows file, as `world.things["name"] = thing`
  (it is called when the world is built). Write SECRET (from tests.rights.world) into every text of it that is not for everybody: the
  table looks for that word in every refused answer, and in every answer of a row open to EVERYONE.
- A page asked by GET needs no more. A form's page: `form`, what to change in the form as the page shows it (the rest is sent as it
  stands). An address that takes only POST: `get=False` and `data`. What you send must change something, for the right holder: that is
  proved; for the refused it is proved that not one row of any table changed. `changes=False` for a POST that writes nothing.
- `post_allowed`: who may send, when fewer than may open the page; others, who may open it, then get `post_refused` (200: the form, shown
  again) and nothing changes.
- `first`: who tries the right holder's POST first, when the first of `allowed` in the order of ROLES cannot (an empty form for them).
- `hidden`: arguments for the same address about the edition `world.hidden` that is not public: then all but its team (`hidden_allowed`) get
  404. `hidden_data`: what is sent there, when it is not the same.
- `refusal`: PAGE (strangers are led to the log-in, others get 404) unless told; API (401, then 404), MISSING (404 for all), or your own
  mapping {"stranger": …, "*": …}.
- `ok`: the right holder's status, when not 200 for GET and a redirect for POST. `headers`: a callable for more of the request.
- `tells`: roles who may read world.SECRET in the answer although the address is open to everybody (their own proposal).
- `why`: one sentence for docs/reference/rights.md when the reader would ask. After a change: `.venv/bin/python tools/rights.py write`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.rights.world import World

ROLES = ("stranger", "participant", "speaker", "contributor", "other_lead", "lead", "reviewer", "team", "elsewhere", "site")
"""`other_lead` is a colleague of another partner, which leads another path; `elsewhere` is of another edition's team; `site` runs the site."""

EVERYONE = frozenset(ROLES)
LOGGED_IN = EVERYONE - {"stranger"}
TEAM = frozenset({"team", "site"})
PATH = TEAM | {"lead"}
BOARD = PATH | {"reviewer"}
ANY_TEAM = TEAM | {"elsewhere"}
ANY_OFFICE = ANY_TEAM | {"lead", "other_lead", "reviewer"}
"""Whoever has work to do in some edition."""
SITE = frozenset({"site"})

LOGIN = "login"
PAGE: Mapping[str, str | int] = {"stranger": LOGIN, "*": 404}
API: Mapping[str, str | int] = {"stranger": 401, "*": 404}
MISSING: Mapping[str, str | int] = {"*": 404}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    allowed: frozenset[str]
    args: Callable[["World"], Sequence[object]] = lambda _: []
    get: bool = True
    form: Mapping[str, str] | Callable[["World"], Mapping[str, Any]] | None = None
    data: Callable[["World"], Mapping[str, Any]] | None = None
    post_allowed: frozenset[str] | None = None
    post_refused: int = 404
    changes: bool = True
    first: str = ""
    hidden: Callable[["World"], Sequence[object]] | None = None
    hidden_allowed: frozenset[str] = TEAM
    hidden_data: Callable[["World"], Mapping[str, Any]] | None = None
    refusal: Mapping[str, str | int] = field(default_factory=lambda: PAGE)
    ok: tuple[int, ...] = ()
    headers: Callable[["World"], Mapping[str, str]] | None = None
    query: str = ""
    tells: frozenset[str] = frozenset()
    why: str = ""

    @property
    def posts(self) -> bool:
        return self.form is not None or self.data is not None

    def refused_as(self, role: str) -> str | int:
        return self.refusal.get(role, self.refusal["*"])
