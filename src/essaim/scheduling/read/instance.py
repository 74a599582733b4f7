"""What a reader hands over."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from essaim.scheduling.problem import Place, Problem


class Family(StrEnum):
    """The two kinds of workbooks that are read, told apart by their sheets."""

    COSPLIB = "cosplib"
    OPTAPLANNER = "optaplanner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """A published problem, as read from a workbook.

    start: where the workbook has its sessions already (pinned or not): a place to begin the search from, and no rule. A session with a
    time and no room, or a room and no time, is not in it.
    """

    problem: Problem
    family: Family
    start: Mapping[str, Place] = field(default_factory=dict)
