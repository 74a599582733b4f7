"""Every right that is written down holds somewhere: a rule that no page, action or query asks is a promise nobody keeps."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "essaim"
QUESTIONS = ("may_", "is_", "has_")


def functions_in(path: Path) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)}


def asked_by_others(room: str) -> set[str]:
    """What other files import by name from the room's rules (the linter refuses what is imported and not used), or ask as `rules.name`."""
    module, own = f"essaim.{room}.rules", SOURCE / room / "rules.py"
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        if path == own:
            continue
        tree = ast.parse(path.read_text())
        found |= {name.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == module for name in node.names}
        if f"from essaim.{room} import rules" in path.read_text():
            found |= {
                node.attr
                for node in ast.walk(tree)
                if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "rules"
            }
    return found


def unused(functions: dict[str, ast.FunctionDef], asked: set[str]) -> list[str]:
    """Questions that neither others ask nor a rule others ask."""
    reached: set[str] = set()
    step = asked & functions.keys()
    while step:
        reached |= step
        names = {node.id for name in step for node in ast.walk(functions[name]) if isinstance(node, ast.Name)}
        step = (names & functions.keys()) - reached
    return sorted(name for name in functions if name.startswith(QUESTIONS) and name not in reached)


@pytest.mark.parametrize("room", ["forum", "call"])
def test_every_rule_is_asked(room: str):
    functions = functions_in(SOURCE / room / "rules.py")
    assert any(name.startswith(QUESTIONS) for name in functions), "the test looked at nothing"
    assert unused(functions, asked_by_others(room)) == []


def test_rule_nobody_asks_is_found():
    functions = {
        node.name: node
        for node in ast.parse("def may_a(): return may_b()\ndef may_b(): ...\ndef may_c(): return may_b()\ndef helper(): ...").body
        if isinstance(node, ast.FunctionDef)
    }
    assert unused(functions, {"may_a"}) == ["may_c"]
    assert unused(functions, set()) == ["may_a", "may_b", "may_c"]
