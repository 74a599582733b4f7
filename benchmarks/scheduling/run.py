"""Timetables: one seed per instance beside what others found, re-planning against its limit, a scale sample."""

import os
from importlib.metadata import version

from benchmarks.scheduling import instances, replan, scale
from benchmarks.site import facts
from essaim.scheduling.solvers.search import ready

SAMPLE_S = 20


def run(*, full: bool) -> str:
    """`full`: 45 seconds an instance, every instance there is; else three small ones for 20 seconds."""
    ready()
    found = instances.names()
    seconds = instances.SECONDS if full else SAMPLE_S
    chosen = found if full else found[:1]
    parts = [
        "# Timetables\n",
        (
            f"Measured on {facts.today()} by `make bench AREA=scheduling`: essaim {facts.commit()}, numba {version('numba')}, "
            f"OR-Tools {version('ortools')}, {facts.processor()}, seed 1. The whole table, with five seeds, is in "
            "`docs/proofs/timetables.md` (`make prove AREA=timetables`).\n"
        ),
        quality(chosen, seconds)
        if chosen
        else f"CoSPLib's instances are not at {os.path.relpath(instances.COSPLIB, instances.ROOT)}: left out.\n",
        replanning(),
    ]
    if full:
        parts.append(sizes())
    return "\n".join(parts)


def quality(names: list[str], seconds: int) -> str:
    """Smaller is better; scored by the instances' own score.py."""
    others = instances.others()
    rows = []
    for name in names:
        one = instances.solved(name, 1, seconds)
        peer = instances.of_method(others.get(name, {}), "hyper-heuristic")
        ratio = f"{one.objective / int(peer):.3f}" if peer not in {"–", "0"} else "–"
        rows.append(
            f"| {name} | {one.objective:,} | {'yes' if one.is_feasible else 'NO'} | {bound(one)} | {peer} | {ratio} | {one.core_seconds:.0f} |"
        )
        print(rows[-1], flush=True)
    head = "| Instance | Ours | Feasible | Bound | Hyper-heuristic, 90 s, one seed, run before | Ours / its | Core-seconds |\n|---|---|---|---|---|---|---|"
    return f"## CoSPLib, {seconds} s on two cores\n\n{head}\n" + "\n".join(rows) + "\n"


def bound(one: instances.Run) -> str:
    return "none" if one.bound is None else f"{one.bound:,}"


def replanning() -> str:
    rows = [
        f"| {one.event} | {one.seconds:.2f} s | {one.seconds / replan.LIMIT_S:.0%} | {one.moved_time} | {one.moved_room} | {one.needed} | {one.hard} |"
        for one in (replan.talks(1), replan.forum(1))
    ]
    head = "| Event | Time | Of the limit (2 s) | Moved in time | Moved in room | Must move | Hard rules broken |\n|---|---|---|---|---|---|---|"
    peer = f"conference-scheduler 3.0.1 took {replan.PEER_S} s with {replan.PEER_MOVES} move on the first (measured before, on this kind of machine)."
    return f"## Re-planning: one speaker drops out\n\n{head}\n" + "\n".join(rows) + f"\n\n{peer}\n"


def sizes() -> str:
    rows = []
    for n_sessions, seconds in ((182, 60), (2000, 60), (5000, 60)):
        one = scale.apart(n_sessions, seconds, 1)
        after = "never" if one.feasible_after is None else f"{one.feasible_after} s"
        rows.append(f"| {one.sessions:,} | {one.seconds:.0f} s | {after} | {one.soft:,} | {one.mebibytes:,} MiB |")
        print(rows[-1], flush=True)
    head = "| Sessions (synthetic) | Time | Feasible after | Cost | Memory |\n|---|---|---|---|---|"
    return f"## Size\n\n182: Bordeaux 2025's size, with 10,800 people's wishes, made up.\n\n{head}\n" + "\n".join(rows) + "\n"
