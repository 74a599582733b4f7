"""The table as people read it: docs/reference/rights.md, made from the rows the tests ask."""

from tests.rights.cells import ADDRESSES, ROWS, methods_of
from tests.rights.row import ROLES, Row

HEADS = {
    "stranger": "Stranger",
    "participant": "Participant",
    "speaker": "Speaker",
    "contributor": "Contributor",
    "other_lead": "Other lead",
    "lead": "Lead",
    "reviewer": "Reviewer",
    "team": "Team",
    "elsewhere": "Other team",
    "site": "Site",
}
INTRODUCTION = """# Who may do what

Made by `tools/rights.py write` from the rows in `tests/rights/rows`; do not edit. Each cell is a real request in `tests/rights`: ● gets in,
○ may read but not send, – is refused. Whoever is refused is asked to log in when nobody is logged in, and is else told that there is no such page (404; the API
answers 401 without a token). Things asked for exist, and are about path A of a public edition.

- **Participant**: has an account and no role. **Speaker**: speaks in the session. **Contributor**: wrote the proposal.
- **Lead**: a colleague of an organisation that leads path A. **Other lead**: a colleague of another partner, which leads path B.
- **Reviewer**: of path A. **Team**: of the edition. **Other team**: of another edition. **Site**: runs the site.

Pages of logging in and of one's account (allauth) and Django's administration are ours only in their look: `tests/rights/test_apart.py`.
"""


def sections() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in sorted(ROWS.keys() & ADDRESSES.keys(), key=lambda one: (ADDRESSES[one].route, one)):
        found.setdefault(group(name), []).append(name)
    return found


def group(name: str) -> str:
    if ADDRESSES[name].method:
        return "The API"
    return {
        "website": "Pages of the site",
        "forum": "Pages of an edition",
        "registry_team": "People and organisations in the back office",
        "team": "The back office",
        "call": "Calls and one’s own proposals",
        "call_team": "Calls and proposals in the back office",
        "desk": "The desk",
        "api": "Pages of the site",
    }.get(name.partition(":")[0] if ":" in name else "", "Files and addresses without a language")


def line(name: str, row: Row) -> str:
    marks = " | ".join(mark(row, role) for role in ROLES)
    why = row.why + (" Not public: " + who(row) + "." if row.hidden is not None else "")
    return f"| {' '.join(methods_of(name, row))} | `{ADDRESSES[name].route}` | {marks} | {why.strip()} |"


def mark(row: Row, role: str) -> str:
    if role not in row.allowed:
        return "–"
    return "○" if row.post_allowed is not None and role not in row.post_allowed else "●"


def who(row: Row) -> str:
    return ", ".join(HEADS[role].lower() for role in ROLES if role in row.hidden_allowed) or "nobody"


def markdown() -> str:
    lines = [INTRODUCTION]
    for title, names in sections().items():
        lines += [f"## {title}", "", f"| | Address | {' | '.join(HEADS[role] for role in ROLES)} | |", f"|{'---|' * (len(ROLES) + 3)}"]
        lines += [line(name, ROWS[name]) for name in names]
        lines.append("")
    return "\n".join(lines)
