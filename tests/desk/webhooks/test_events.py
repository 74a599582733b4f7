"""Every event the source emits is offered and documented, and every event offered is emitted."""

import ast

from essaim.desk.events import EVENTS
from tests.desk.webhooks.receiver import ROOT


def emitted() -> dict[str, str]:
    """Event → file, for every `emit("…")` of the source; an event that is no plain text counts as its code."""
    found = {}
    for path in (ROOT / "src/essaim").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "emit":
                for one in ast.walk(node.args[0]):
                    if isinstance(one, ast.Constant) and isinstance(one.value, str):
                        found[one.value] = path.name
                if not any(isinstance(one, ast.Constant) for one in ast.walk(node.args[0])):
                    found[ast.unparse(node.args[0])] = path.name
    return found


def test_events_offered_are_those_the_source_emits_and_documented():
    said = emitted()
    assert {name: file for name, file in said.items() if name not in EVENTS} == {}
    assert [name for name in EVENTS if name not in said] == []
    page = (ROOT / "docs/reference/webhooks.md").read_text()
    assert [name for name in EVENTS if f"| `{name}` |" not in page] == []
