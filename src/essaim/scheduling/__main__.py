"""The library from a shell: `python -m essaim.scheduling solve INSTANCE --output OUT.json`, `… check INSTANCE OUT.json`, `… explain INSTANCE`.

Exit status: 0 a timetable that keeps the hard rules, 1 one that does not, 2 input that cannot be read, 130 stopped before there was any.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from essaim.scheduling import commands
from essaim.scheduling.errors import FileError, ProblemError


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command. arguments: those of the shell when None. Returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        return _run(options)
    except (FileError, ProblemError, OSError) as error:
        commands.tell(f"error: {error}")
        return 2
    except KeyboardInterrupt:
        commands.tell("stopped before there was a timetable; nothing was written")
        return 130


def _run(options: argparse.Namespace) -> int:
    match options.command:
        case "check":
            return commands.check(options.instance, options.timetable)
        case "explain":
            return commands.explain(options.instance, time_limit_s=options.time_limit, seed=options.seed)
        case "ready":
            return commands.ready()
        case _:
            return commands.solve(_order(options))


def _order(options: argparse.Namespace) -> commands.Order:
    limited = options.time_limit is not None or options.work_limit is not None
    return commands.Order(
        instance=options.instance,
        output=options.output,
        seed=options.seed,
        time_limit_s=options.time_limit if limited else 45.0,
        work_limit=options.work_limit,
        quiet=options.quiet,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m essaim.scheduling", description="Makes, checks and explains timetables of published instances."
    )
    parts = parser.add_subparsers(dest="command", required=True, metavar="solve|check|explain|ready")
    solve = parts.add_parser("solve", help="make a timetable", description="Makes a timetable. Ctrl+C ends the search and keeps the best.")
    solve.add_argument("instance", metavar="INSTANCE", type=Path, help="a workbook (.xlsx) of CoSPLib or of OptaPlanner's conferences")
    solve.add_argument("--output", metavar="OUT.json", type=Path, required=True, help="where the timetable is written, by names")
    solve.add_argument("--time-limit", metavar="SECONDS", type=_seconds, help="how long to search (45)")
    solve.add_argument("--work-limit", metavar="N", type=_count, help="how much to search: the same seed then gives the same timetable")
    solve.add_argument("--seed", metavar="N", type=_count, default=1, help="begin of the random numbers (1)")
    solve.add_argument("--quiet", action="store_true", help="no progress")
    check = parts.add_parser("check", help="judge a timetable", description="Prints every broken rule, the cost by rule and the objective.")
    check.add_argument("instance", metavar="INSTANCE", type=Path, help="the workbook")
    check.add_argument("timetable", metavar="OUT.json", type=Path, help="a timetable of it, by names")
    explain = parts.add_parser(
        "explain", help="say why there is no timetable", description="Prints what cannot hold together, and what helps."
    )
    explain.add_argument("instance", metavar="INSTANCE", type=Path, help="the workbook")
    explain.add_argument("--time-limit", metavar="SECONDS", type=_seconds, default=30.0, help="how long to look (30)")
    explain.add_argument("--seed", metavar="N", type=_count, default=1, help="begin of the random numbers (1)")
    parts.add_parser(
        "ready", help="compile the search", description="Compiles the search once, so that the first timetable begins at once."
    )
    return parser


def _seconds(text: str) -> float:
    number = float(text)
    if not 0 < number < 1_000_000:
        raise argparse.ArgumentTypeError(f"“{text}” is not between 0 and 1,000,000")
    return number


def _count(text: str) -> int:
    number = int(text)
    if not 0 <= number < 2**63:
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number from 0 on")
    return number


if __name__ == "__main__":
    sys.exit(main())
