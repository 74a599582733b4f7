import gc

from essaim.kit.serving import settle


def test_settled_process_collects_only_what_came_after():
    """A full collection of what start-up made took 160 ms of a page's time (docs/benchmarks/call.md)."""
    try:
        settle()
        settled = gc.get_freeze_count()
        assert settled > 10_000
        assert len(gc.get_objects()) < settled / 10
    finally:
        gc.unfreeze()
