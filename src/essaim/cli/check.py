"""`essaim check`: what is wrong, and what to do."""

import os
from collections.abc import Iterator
from pathlib import Path

import click

from essaim.cli.console import RefusedError, out, set_up_django


@click.command()
def check() -> None:
    """Look at the settings and the environment. Ends with status 1 when something has to be done."""
    set_up_django()
    problems = list(found_problems())
    for where, what in problems:
        out.print(f"{where}: {what}")
    if problems:
        raise RefusedError(f"{len(problems)} things to do before this site can be trusted with visitors.")
    out.print("Settings and environment: nothing to do.")


def found_problems() -> Iterator[tuple[str, str]]:
    from django.core import checks

    for message in checks.run_checks():
        if message.level >= checks.WARNING and not message.is_silenced():
            yield (str(message.id), f"{message.msg} {message.hint or ''}".strip())
    yield from setting_problems()
    yield from folder_problems()
    yield from health_problems()


def setting_problems() -> Iterator[tuple[str, str]]:
    from django.conf import settings

    if settings.DEBUG:
        yield "ESSAIM_DEBUG", "is on: errors show the code to everybody. Unset it on a public site."
    if not settings.HTTPS and "//127.0.0.1" not in settings.SITE_ADDRESS and "//localhost" not in settings.SITE_ADDRESS:
        yield (
            "ESSAIM_ADDRESS",
            f"{settings.SITE_ADDRESS!r} is not https: log-ins would travel in the open. Put a reverse proxy with a certificate before it.",
        )
    host = settings.SITE_ADDRESS.split("//")[-1].split("/")[0].rsplit(":", 1)[0]
    if host not in settings.ALLOWED_HOSTS and "*" not in settings.ALLOWED_HOSTS:
        yield "ESSAIM_HOSTS", f"does not hold {host!r}, the host of ESSAIM_ADDRESS: every page would answer 400. Add it."
    if settings.HTTPS and settings.SECURE_PROXY_SSL_HEADER is None:
        yield "ESSAIM_BEHIND_PROXY", "is off while ESSAIM_ADDRESS is https: set it to 1 when a reverse proxy ends TLS."
    if settings.HTTPS and not settings.EMAIL_HOST:
        yield "ESSAIM_MAIL_HOST", "is not set: nobody can confirm an address or set a new password. Name your mail server."


def folder_problems() -> Iterator[tuple[str, str]]:
    from django.conf import settings

    for name, folder in (("ESSAIM_DATA", Path(settings.DATA)), ("ESSAIM_STATIC", Path(settings.STATIC_ROOT))):
        place = folder
        while not place.exists():
            place = place.parent
        if not os.access(place, os.W_OK | os.X_OK):
            yield name, f"{folder} cannot be written by this account. Give it to the account that runs Essaim."
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        yield "ESSAIM_STATIC", "the static files are not collected. Run `essaim upgrade`."


def health_problems() -> Iterator[tuple[str, str]]:
    from essaim.desk.health import database, disk, migrations

    first = database()
    for finding in (first, migrations() if first.ok else first, disk()):
        if not finding.ok:
            yield finding.name, finding.found
