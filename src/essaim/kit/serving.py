"""What a running server process tells the code it runs, and does once it has started."""

import gc
import threading

stopping = threading.Event()
"""Set when this process no longer accepts connections: long answers (live progress) then end so that the reader's page asks again."""


def settle() -> None:
    """What start-up made lives as long as the process: without this, a full collection walks through all of it within some request."""
    gc.collect()
    gc.freeze()
