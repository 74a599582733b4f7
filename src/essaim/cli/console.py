"""What every command prints with: progress bars, and errors that say what to do."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

Report = Callable[[int, int, str], None]
out = Console(highlight=False, soft_wrap=True)


class RefusedError(Exception):
    """The command cannot do what was asked: the message says what was met and what to do. Ends with status 1."""


@contextmanager
def progress(title: str) -> Iterator[Report]:
    """A bar while something is done: call what it gives with (done, total, what). Silent where there is no terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=out, disable=not out.is_terminal, transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total, what: bar.update(task, completed=done, total=total, description=what or title)


def set_up_django() -> None:
    """Settings that cannot be read end the command with their own message."""
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise RefusedError(str(error)) from error
