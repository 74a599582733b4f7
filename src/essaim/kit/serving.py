"""What a running server process tells the code it runs."""

import threading

stopping = threading.Event()
"""Set when this process no longer accepts connections: long answers (live progress) then end so that the reader's page asks again."""
