"""Three people write one proposal from real processes, killed by the system. `make prove AREA=writing` does it 200 times on each database."""

from pathlib import Path

from tests.sites.site import Site

RUNS = 3


def test_no_sentence_is_lost_when_processes_are_killed(site: Site, tmp_path: Path) -> None:
    told = site.python(
        f"from pathlib import Path\nfrom tests.call import writing_runs as runs\nruns.prepare()\n"
        f"answer = [runs.run(seed, Path({str(tmp_path)!r}) / str(seed)) for seed in range({RUNS})]"
    )
    assert len(told) == RUNS
    assert all(one["owed"] > 10 for one in told)
    assert sum(one["killed"] for one in told) > RUNS
