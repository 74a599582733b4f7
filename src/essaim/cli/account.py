"""`essaim account`: who can log in."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from essaim.cli.console import RefusedError, out, set_up_django

PASSWORD_VARIABLE = "ESSAIM_PASSWORD"  # noqa: S105 a name


@click.group()
def account() -> None:
    """Make an account, set its password, put it in the site's team.

    The password is asked for, or taken from the variable ESSAIM_PASSWORD; never from the command line, which others can see.
    """
    set_up_django()


@account.command()
@click.argument("email")
@click.option("--name", default="", help="The person's name.")
@click.option("--team", is_flag=True, help="Put the account in the site's team.")
@click.option("--no-password", is_flag=True, help="Log-in only by a code sent by mail.")
def create(email: str, name: str, team: bool, no_password: bool) -> None:
    """Make an account for EMAIL."""
    from essaim.desk.actions.account import create_account

    with refusals():
        create_account(email=email, password=None if no_password else asked_password(), name=name, runs_site=team)
    out.print(f"{email} can log in" + (" and runs the site." if team else "."))


@account.command()
@click.argument("email")
def password(email: str) -> None:
    """Set a new password for EMAIL."""
    from essaim.desk.actions.account import change_password

    with refusals():
        change_password(email=email, password=asked_password())
    out.print(f"The password of {email} is changed; it is logged out everywhere.")


@account.command()
@click.argument("email")
@click.option("--leave", is_flag=True, help="Take it out of the team.")
def team(email: str, leave: bool) -> None:
    """Put EMAIL in the site's team."""
    from essaim.desk.actions.account import put_in_site_team

    with refusals():
        put_in_site_team(email=email, inside=not leave)
    out.print(f"{email} {'no longer runs' if leave else 'runs'} the site.")


def asked_password() -> str:
    given = os.environ.get(PASSWORD_VARIABLE, "")
    if given:
        return given
    if not sys.stdin.isatty():
        raise RefusedError(f"No terminal to ask for the password. Set {PASSWORD_VARIABLE}.")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))


@contextmanager
def refusals() -> Iterator[None]:
    from essaim.desk.errors import DeskError

    try:
        yield
    except DeskError as error:
        raise RefusedError(sentence(error.code, error.facts)) from error


def sentence(code: str, facts: dict[str, object]) -> str:
    email = facts.get("email")
    reasons = facts.get("reasons")
    return {
        "account_exists": f"There is an account for {email} already. Change it with `essaim account password` or `essaim account team`.",
        "account_unknown": f"There is no account for {email!r}. Check the address, or make it with `essaim account create`.",
        "account_email_invalid": f"{email!r} is not an e-mail address. Write one like name@example.org.",
        "account_last_in_team": f"{email} is the last one who runs the site. Put another account in the team first.",
        "account_password_weak": "The password cannot be used: " + " ".join(map(str, reasons if isinstance(reasons, list) else [])),
    }.get(code, code)
