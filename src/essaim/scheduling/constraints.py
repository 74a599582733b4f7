"""The rules a timetable is judged by: each a frozen record with a stable name, a level and a weight.

Hard rules make a timetable unusable when broken; medium and soft rules cost. What a rule means stands in its docstring; `check` and the
solvers each read it from there and share no code. Costs are whole numbers: weight × amount, in the unit the docstring names.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from typing import ClassVar


class Level(IntEnum):
    """Lexicographic: one broken hard rule outweighs any medium cost, one medium any soft cost."""

    HARD = 0
    MEDIUM = 1
    SOFT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`weight` 0 switches a rule off."""

    default_name: ClassVar[str] = ""
    level: Level = Level.HARD
    weight: int = 1
    name: str = ""
    """Stable, and one to a problem; empty: the class's own (`rule_name`)."""

    @property
    def rule_name(self) -> str:
        return self.name or self.default_name


@dataclass(frozen=True, slots=True, kw_only=True)
class SoftRule(Rule):
    level: Level = Level.SOFT


# --- hard by nature ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomClash(Rule):
    """A room holds one session at a time. Amount: per pair of sessions in one room, the minutes they overlap."""

    default_name: ClassVar[str] = "room_clash"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonClash(Rule):
    """A person is in one place at a time. Amount: per person and pair of their sessions, the minutes they overlap."""

    default_name: ClassVar[str] = "person_clash"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonTravel(Rule):
    """Between two sessions of a person on one day, not overlapping, lies the longer of the way between the sites (`Problem.travel_min`) and
    `pause_min`. Amount: per person and pair, 1."""

    default_name: ClassVar[str] = "person_travel"
    pause_min: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAway(Rule):
    """Nobody is needed while away. Amount: per person and session, the minutes of its slots they are away in."""

    default_name: ClassVar[str] = "person_away"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotNotAllowed(Rule):
    """A session begins only in its `slots`. Amount: 1 per session."""

    default_name: ClassVar[str] = "slot_not_allowed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomNotAllowed(Rule):
    """A session is held only in its `rooms`. Amount: 1 per session."""

    default_name: ClassVar[str] = "room_not_allowed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomClosed(Rule):
    """A room is not used while closed. Amount: per session, the minutes of its slots the room is closed in."""

    default_name: ClassVar[str] = "room_closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment(Rule):
    """The room has what the session `needs`. Amount: per session, how many features are lacking."""

    default_name: ClassVar[str] = "equipment"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFree(Rule):
    """Who needs step-free access finds it. Amount: 1 per session that `needs_step_free` in a room not known to be."""

    default_name: ClassVar[str] = "step_free"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietRoom(Rule):
    """A session that `needs_quiet` is in a quiet room. Amount: 1 per session."""

    default_name: ClassVar[str] = "quiet_room"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity(Rule):
    """A session that `must_seat` its audience has the seats, where both are known. Amount: seats short."""

    default_name: ClassVar[str] = "capacity"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlenaryAlone(Rule):
    """Nothing beside a plenary. Amount: per pair of a plenary and another session (two plenaries: once), the minutes they overlap."""

    default_name: ClassVar[str] = "plenary_alone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resources(Rule):
    """No more of a resource in use at once than there are. Amount: per resource, minutes × how many too many."""

    default_name: ClassVar[str] = "resources"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned(Rule):
    """A pinned session stands where it is pinned. Amount: 1 per session elsewhere."""

    default_name: ClassVar[str] = "pinned"


@dataclass(frozen=True, slots=True, kw_only=True)
class OneThemeACell(Rule):
    """In one room and block all sessions that have a theme share one (each session's first). Amount: per room and block, themes beyond one."""

    default_name: ClassVar[str] = "one_theme_a_cell"


# --- relations between two sessions -------------------------------------------------


class When(Enum):
    """What holds between the places of two sessions i, j, in this order."""

    OVERLAP = "overlap"
    """They overlap in time: some minute belongs to both. Sessions that touch do not, and a mark of no slots overlaps nothing."""
    SAME_START = "same_start"
    """They begin in the same slot (and overlap)."""
    SAME_BLOCK_OTHER_ROOM = "same_block_other_room"
    SAME_DAY_OTHER_ROOM = "same_day_other_room"
    OTHER_DAY = "other_day"
    NOT_BEFORE = "not_before"
    """i does not end before or when j begins: j follows i, and does not."""
    NOT_RIGHT_AFTER = "not_right_after"
    """j does not begin in the same room, on the same day, in the first minute from i's end on at which a slot of that day begins."""
    SHORT_PAUSE = "short_pause"
    """They overlap, or begin on one day with less than `Pairs.pause_min` between the end of the one and the start of the other."""
    LARGER_ROOM = "larger_room"
    """i's room has more seats than j's, both known."""


class Per(Enum):
    """The amount of one pair for which the relation holds."""

    MATCH = "match"
    OVERLAP_MIN = "overlap_min"
    """The minutes they overlap."""
    MINUTE = "minute"
    """The minutes of i."""
    BOTH_MIN = "both_min"
    """The minutes of both together."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two different sessions; the order matters for NOT_BEFORE, NOT_RIGHT_AFTER, LARGER_ROOM and `Per.MINUTE`. number: factor, may be
    negative (a reward)."""

    first: str
    second: str
    number: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs(Rule):
    """Weight × number × amount (`per`) for every pair in the relation `when`, both placed. Wishes, precedence, similar themes, diversity.

    Block and day are those of the slot a session begins in; a pair given twice counts twice.
    """

    when: When
    pairs: tuple[Pair, ...]
    per: Per = Per.MATCH
    pause_min: int = 0


def follows(pairs: tuple[tuple[str, str], ...], *, name: str = "follows") -> Pairs:
    """The second of each pair begins when the first has ended, or later."""
    return Pairs(name=name, when=When.NOT_BEFORE, pairs=tuple(Pair(first, second) for first, second in pairs))


def right_after(pairs: tuple[tuple[str, str], ...], *, name: str = "right_after") -> Pairs:
    """The second of each pair comes next in the same room, on the same day."""
    return Pairs(name=name, when=When.NOT_RIGHT_AFTER, pairs=tuple(Pair(first, second) for first, second in pairs))


# --- costs of one place --------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotCosts(SoftRule):
    """costs: session → slot → number. `over`: "start" counts the slot it begins in, "each" every slot it fills, "minute" as "each" × that
    slot's minutes."""

    costs: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    over: str = "start"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomCosts(SoftRule):
    """costs: session → room → number; `over`: "session" once, "each" × its `n_slots`, "minute" per minute it lasts."""

    costs: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    over: str = "session"


@dataclass(frozen=True, slots=True, kw_only=True)
class PreferredSlots(SoftRule):
    """A session with `preferred_slots` that begins in none of them. Amount: 1."""

    default_name: ClassVar[str] = "preferred_slots"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatsShort(SoftRule):
    """Expected audience beyond the room's seats, where both are known. Amount: people."""

    default_name: ClassVar[str] = "seats_short"


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedTime(SoftRule):
    """A published session that begins in another slot than published. Amount: 1."""

    default_name: ClassVar[str] = "moved_time"
    weight: int = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedRoom(SoftRule):
    """A published session in another room than published. Amount: 1."""

    default_name: ClassVar[str] = "moved_room"
    weight: int = 10


# --- themes --------------------------------------------------------------------------
# A mark (a session of no slots) counts like any other in OneThemeACell, ThemeRooms, CellCosts, ThemesTogether, ThemeCellsTogether and
# ThemeRuns: they ask which theme holds which block and room. It has no minutes, overlaps nothing, and has no position in ThemePositions.
# ThemeParallel and ThemeRooms look at all themes of a session; every other rule here at its first, and not at sessions without one.
# A session belongs to the block and the day of the slot it begins in.


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeParallel(SoftRule):
    """Two sessions sharing a theme that overlap. Amount: per pair, the themes they share."""

    default_name: ClassVar[str] = "theme_parallel"


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeRooms(SoftRule):
    """A theme that changes rooms. Amount: per theme, the rooms it uses beyond one (`per_day`: within each day, added up). Rules of this
    class in one problem have the same `per_day`."""

    default_name: ClassVar[str] = "theme_rooms"
    per_day: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeOrder(SoftRule):
    """Order within a theme. `orders`: session → rank from 1; 0 or none: no order. Amount: per pair of one theme (each session's first)
    with ranks a < b where b's session begins before a's has ended."""

    default_name: ClassVar[str] = "theme_order"
    orders: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CellCosts(SoftRule):
    """Cost of every occupied cell (room × block in which a session with a theme begins). Amount: number by block and room, and for each of
    its themes (one, in problems this rule is made for) number by theme and block and by theme and room."""

    default_name: ClassVar[str] = "cell_costs"
    theme_block: Mapping[tuple[str, str], int] = field(default_factory=dict)
    theme_room: Mapping[tuple[str, str], int] = field(default_factory=dict)
    block_room: Mapping[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemesTogether(SoftRule):
    """Two different themes in two rooms of one block. Amount: per pair of cells, `numbers[theme, theme]`, either way round (given both ways:
    the sum)."""

    default_name: ClassVar[str] = "themes_together"
    numbers: Mapping[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeCellsTogether(SoftRule):
    """One theme in several rooms of one block. Amount: per theme and block, the rooms beyond one."""

    default_name: ClassVar[str] = "theme_cells_together"


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeRuns(SoftRule):
    """A theme whose blocks, in the problem's order, are not one unbroken run. Amount: 1 per theme."""

    default_name: ClassVar[str] = "theme_runs"


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemePositions(SoftRule):
    """`orders`: session → position from 1 in its theme (its first); 0 or none: no order. Sessions of a theme, without marks of no slots,
    are counted by block, room, slot and session, each in the problem's order. At most one such rule a problem. Amount: 1 per session with an order that is not its position; and 1 per pair of sessions
    with an order, of one theme, per slot that both fill (CoSPLib's "Submissions Order")."""

    default_name: ClassVar[str] = "theme_positions"
    orders: Mapping[str, int] = field(default_factory=dict)


# --- the event as a whole --------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageCover(SoftRule):
    """Whenever some session is on, each group of `groups` (language → people) has one it understands. Amount: people × minutes without."""

    default_name: ClassVar[str] = "language_cover"
    groups: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatBalance(SoftRule):
    """Formats spread evenly over the days. Amount: per format (but "") and day, sessions beyond the format's sessions (all of
    the problem's, placed or not) ÷ days that have a slot, rounded up."""

    default_name: ClassVar[str] = "format_balance"


@dataclass(frozen=True, slots=True, kw_only=True)
class CompactDays(SoftRule):
    """People come on few days. Amount: per person, days with a session of theirs beyond the first."""

    default_name: ClassVar[str] = "compact_days"


@dataclass(frozen=True, slots=True, kw_only=True)
class LonelyPairs(Rule):
    """Sessions of `sessions` stand in pairs at one start (OptaPlanner's "Crowd control"). Amount: the minutes of each that does not begin
    in the same slot as exactly one other of them. At most one such rule a problem."""

    default_name: ClassVar[str] = "lonely_pairs"
    sessions: frozenset[str] = frozenset()


STANDARD: tuple[Rule, ...] = (
    RoomClash(),
    PersonClash(),
    PersonTravel(),
    PersonAway(),
    SlotNotAllowed(),
    RoomNotAllowed(),
    RoomClosed(),
    Equipment(),
    StepFree(),
    QuietRoom(),
    Capacity(),
    PlenaryAlone(),
    Resources(),
    Pinned(),
)
"""The hard rules of a forum, in the order they are told in."""
