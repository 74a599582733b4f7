"""`essaim demo`: the editions a newcomer can look at."""

import hashlib
import os
from pathlib import Path

import click

from essaim.cli.console import RefusedError, out, progress, set_up_django
from essaim.cli.serve import run_site
from essaim.cli.upgrade import collect, forget_pages, migrate

STAMP = "demo-loaded"


@click.group()
def demo() -> None:
    """Load and show the demo editions. ESSAIM_DEMO_DATE=today moves the fictional one to today."""


@demo.command()
@click.option("--refresh", is_flag=True, help="Give the demo editions the files' words again; what people added stays.")
def load(refresh: bool) -> None:
    """Load what is not there yet. The demo logins only with ESSAIM_DEMO=1: their passwords are known to everybody."""
    set_up_django()
    from django.conf import settings

    migrate()
    load_editions(refresh=refresh)
    if settings.DEMO:
        print_logins()


@demo.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
def start(host: str, port: int, workers: int) -> None:
    """Migrate, load and serve: everything `make demo` needs. What stands already is not done again."""
    os.environ.setdefault("ESSAIM_DEMO", "1")
    os.environ.setdefault("ESSAIM_ADDRESS", f"http://{host}:{port}")
    set_up_django()
    changed = migrate() + collect()
    load_editions(refresh=False)
    if changed:
        forget_pages()
    run_site(host, port, workers=workers, job_workers=1, then=print_logins)


def load_editions(*, refresh: bool) -> None:
    """The stamp says which files were loaded, so that a second start reads none of them."""
    from django.conf import settings

    from essaim.forum.models import Edition

    stamp, now = Path(settings.DATA) / STAMP, fingerprint()
    if not refresh and stamp.exists() and stamp.read_text() == now and Edition.objects.exists():
        out.print("Demo editions: loaded already.")
        return
    from essaim.forum.demo.errors import DemoError
    from essaim.registry.errors import RegistryError
    from essaim.registry.sentences import sentence

    try:
        read_editions(refresh=refresh)
    except DemoError as error:
        raise RefusedError(error.sentence()) from error
    except RegistryError as error:
        raise RefusedError(sentence(error)) from error
    stamp.write_text(now)


def read_editions(*, refresh: bool) -> None:
    from django.conf import settings

    from essaim.call.demo.load import load_call
    from essaim.forum.demo.accounts import make_accounts
    from essaim.forum.demo.day import demo_day
    from essaim.forum.demo.load import load_demo
    from essaim.registry.facts.shipped import load_ground
    from essaim.search.actions import refresh as refresh_search

    with progress("Territories and goals") as report:
        load_ground(progress=report)
    with progress("Demo editions") as report:
        outcomes = load_demo(refresh=refresh, middle=demo_day(settings.DEMO_DATE), progress=report)
    if settings.DEMO:
        make_accounts([outcome.slug for outcome in outcomes])
    with progress("Call and proposals") as report:
        load_call(progress=report)
    refresh_search()
    for outcome in outcomes:
        out.print(f"{outcome.slug}: {outcome.state}, {outcome.n_sessions} sessions, {outcome.seconds:.1f} s.")


def fingerprint() -> str:
    """Of the demo's files by name, size and time, of its logins, and of what was asked for."""
    from django.conf import settings

    import essaim
    from essaim.call.demo.accounts import LOGINS

    folder = Path(essaim.__file__).parent
    files = [path for room in ("forum", "call") for path in sorted((folder / room / "demo").rglob("*.y*ml"))]
    facts = [f"{path.relative_to(folder)} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files]
    return hashlib.sha256(
        "\n".join([*facts, *(login.email for login in LOGINS), settings.DEMO_DATE, str(settings.DEMO)]).encode()
    ).hexdigest()


def print_logins() -> None:
    from django.conf import settings

    from essaim.call.demo.accounts import LOGINS as BUILDERS
    from essaim.forum.demo.accounts import LOGINS

    out.print("Demo logins:")
    for login in (*LOGINS, *BUILDERS):
        out.print(f"  {login.email}  {login.password}  {login.name}")
    if not settings.EMAIL_HOST:
        out.print(f"Letters are not sent but written to {settings.EMAIL_FILE_PATH}.")
