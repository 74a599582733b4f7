import importlib.util
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType

import pytest

from essaim.scheduling.problem import Problem, Timetable
from tests.scheduling.read import judge as small

Judge = Callable[[Problem, Timetable], Mapping[str, int]]


@pytest.fixture(params=["small", "check"])
def judge(request: pytest.FixtureRequest) -> Judge:
    """Cost by rule, unplaced sessions left out: by the tests' own small judge, and by the library's checker."""
    if request.param == "small":
        return small.judge
    if importlib.util.find_spec("essaim.scheduling.check") is None:
        pytest.skip("essaim.scheduling.check is not there yet")
    from essaim.scheduling.check import check

    def by_rule(problem: Problem, timetable: Timetable) -> Mapping[str, int]:
        return {name: cost for name, cost in check(problem, timetable).by_rule.items() if cost and name != "unplaced"}

    return by_rule


@pytest.fixture(scope="session")
def score(scheduling_data: Path) -> ModuleType:
    """CoSPLib's scorer, written by others from its published definition."""
    spec = importlib.util.spec_from_file_location("cosplib_score", scheduling_data / "cosplib" / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["cosplib_score"] = module
    spec.loader.exec_module(module)
    return module
