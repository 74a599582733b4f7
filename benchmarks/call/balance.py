"""The balance pages of 2,000 proposals: `python -m benchmarks.call.balance [n]`. In one process, through every layer of Django."""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

LIMIT_MS = 300
ROUNDS = 15
PAGES = (
    ("balance", "the proposals kept", "balance/?draft=proposals"),
    ("balance", "the draft programme", "balance/?draft=programme"),
    ("balance", "both side by side", "balance/?draft=programme&beside=proposals"),
    ("balance", "tables as a file", "balance/table.csv?draft=proposals"),
    ("swaps", "among the proposals", "balance/swaps/?draft=proposals"),
    ("swaps", "in the draft programme", "balance/swaps/?draft=programme"),
)


def run(n: int = 2000) -> str:
    """Medians and the slowest of fifteen, with the number of statements."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"ESSAIM_DATA": folder, "DJANGO_SETTINGS_MODULE": "essaim.config.settings"}
        get = site(n, Path(folder))
        lines = [f"| {n} proposals | median | slowest of {ROUNDS} | of the processor, median | statements |", "|---|---|---|---|---|"]
        for page, what, address in PAGES:
            took, busy, statements = measured(lambda address=address: get(address))  # type: ignore[misc]
            said = f"{statistics.median(took):.0f} ms | {max(took):.0f} ms | {statistics.median(busy):.0f} ms | {statements}"
            lines.append(f"| {page}, {what} | {said} |")
        return "\n".join([*lines, "", f"Limit: {LIMIT_MS} ms."])


def site(n: int, folder: Path) -> Callable[[str], int]:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    from benchmarks.call.proposals import write_edition
    from essaim.kit.serving import settle

    settings.ALLOWED_HOSTS, settings.SECOND_FACTOR = ["testserver"], False
    call_command("migrate", verbosity=0)
    edition, account = write_edition(n)
    settle()  # as the server does once it has started
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")

    def get(address: str) -> int:
        response = client.get(f"/fr/team/{edition.slug}/call/{address}")
        if response.status_code != 200:
            sys.exit(f"{address} in {folder} answered {response.status_code}")
        return len(response.content)

    return get


def measured(act: Callable[[], int]) -> tuple[list[float], list[float], int]:
    """Milliseconds by the clock, milliseconds of the processor (a busy machine does not blur them), statements."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    act()
    with CaptureQueriesContext(connection) as said:
        act()
    statements = len(said)
    took, busy = [], []
    for _ in range(ROUNDS):
        began, worked = time.perf_counter(), time.process_time()
        act()
        took.append(1000 * (time.perf_counter() - began))
        busy.append(1000 * (time.process_time() - worked))
    return took, busy, statements


if __name__ == "__main__":
    print(run(int(sys.argv[1]) if sys.argv[1:] else 2000))
