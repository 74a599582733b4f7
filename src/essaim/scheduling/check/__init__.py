"""Judges any timetable from the facts, in plain Python: no numbers from the solvers, no code of theirs.

`check(problem, timetable)` says what a timetable costs, rule by rule, and everything that is broken.
"""

from essaim.scheduling.check.judging import EVALUATORS, STRUCTURAL, check
from essaim.scheduling.check.verdict import Breach, Verdict

__all__ = ["EVALUATORS", "STRUCTURAL", "Breach", "Verdict", "check"]
