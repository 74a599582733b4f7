"""`essaim serve`: the site, complete."""

import logging
import os
import sys
from collections.abc import Callable

import click

from essaim.cli.console import RefusedError, out, set_up_django
from essaim.cli.supervisor import StartError, Supervisor, listen

APPLICATION = "essaim.config.asgi:application"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; a reverse proxy stands before it.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one and prints it.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Server processes.")
@click.option("--job-workers", default=1, show_default=True, type=click.IntRange(0, 16), help="0 when `essaim worker` runs elsewhere.")
def serve(host: str, port: int, workers: int, job_workers: int) -> None:
    """Start the site.

    SIGTERM or Ctrl+C stops it when every reader has been answered. SIGHUP restarts it with the code and settings now on disk, one
    process after the other; no request fails.
    """
    set_up_django()
    refuse_unready_database()
    run_site(host, port, workers=workers, job_workers=job_workers)


def run_site(host: str, port: int, *, workers: int, job_workers: int, then: Callable[[], None] = lambda: None) -> None:
    """Until told to stop; `then` is called once the site answers."""
    try:
        listener = listen(host, port)
    except OSError as error:
        raise RefusedError(
            f"Cannot listen on {host}:{port} ({error.strerror}). Stop what listens there, or choose another --port."
        ) from error
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listener.getsockname()[1]}/"

    def ready() -> None:
        out.print(f"Essaim answers on {address} (process {os.getpid()}; Ctrl+C stops it).")
        then()
        sys.stdout.flush()

    job_worker = (sys.executable, "-m", "essaim.cli", "worker")
    try:
        Supervisor(listener, application=APPLICATION, servers=workers, beside=[job_worker] * job_workers).run(ready)
    except StartError as error:
        raise RefusedError(str(error)) from error
    logging.getLogger("essaim.server").info("Stopped.")


def refuse_unready_database() -> None:
    """A site whose tables lag behind its code would answer errors; say so before it starts."""
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except OperationalError as error:
        raise RefusedError(f"The database does not answer: {error}. Check DATABASE_URL and that the database runs.") from error
    finally:
        connection.close()
    if missing:
        raise RefusedError(f"{len(missing)} migrations have not run (first: {missing[0][0]}). Run `essaim upgrade`, then start again.")
