"""`essaim demo`: the editions everything can be seen with."""

import click

from essaim.cli.console import Refused, out, progress, set_up_django


@click.group()
def demo() -> None:
    """Editions to see and try everything with: real ones from published facts, and one made up at full size."""


@demo.command()
@click.option("--refresh", is_flag=True, help="Write the files' words over editions that are there; what people added stays.")
def load(refresh: bool) -> None:
    """Load the demo editions that are not there yet, and on a demo site (ESSAIM_DEMO=1) the demo logins."""
    set_up_django()
    from django.conf import settings

    from essaim.forum.demo.accounts import make_accounts
    from essaim.forum.demo.day import demo_day
    from essaim.forum.demo.errors import DemoError
    from essaim.forum.demo.load import load_demo
    from essaim.registry.errors import RegistryError
    from essaim.registry.facts import load_ground
    from essaim.registry.sentences import sentence

    try:
        with progress("territories and goals") as report:
            load_ground(progress=report)
        with progress("demo editions") as report:
            outcomes = load_demo(refresh=refresh, middle=demo_day(settings.DEMO_DATE), progress=report)
        for outcome in outcomes:
            out.print(f"{outcome.slug}: {outcome.state}, {outcome.n_sessions} sessions, {outcome.seconds:.1f} s")
        logins = make_accounts([outcome.slug for outcome in outcomes]) if settings.DEMO else ()
    except DemoError as error:
        raise Refused(error.sentence()) from error
    except RegistryError as error:
        raise Refused(sentence(error)) from error
    for login in logins:
        out.print(f"login: {login.email}  password: {login.password}  ({login.name})")
