"""`essaim search`: the index that answers the site's search."""

from collections.abc import Callable
from time import perf_counter

import click

from essaim.cli.console import out, set_up_django


@click.group()
def search() -> None:
    """The index follows every change by itself; after a bulk load this spares the first reader the wait."""
    set_up_django()


@search.command()
def refresh() -> None:
    """Take in what has changed since the last search."""
    from essaim.search.actions import refresh as follow

    report(follow)


@search.command()
def rebuild() -> None:
    """Read everything again and write what differs."""
    from essaim.search.actions import rebuild as build

    report(build)


def report(action: Callable[[], None]) -> None:
    from essaim.search.models import Document

    started = perf_counter()
    action()
    out.print(f"{Document.objects.count()} things can be found ({perf_counter() - started:.1f} s).")
