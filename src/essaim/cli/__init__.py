"""The command `essaim`: reads what was asked, calls one action, prints what came of it."""

import importlib
import os
import sys

import click

COMMANDS = {
    "account": ("essaim.cli.account", "account", "Make an account, set its password, put it in the site's team."),
    "api": ("essaim.cli.api", "api", "Print what the API offers: as a document, or for machines."),
    "backup": ("essaim.cli.backup", "backup", "Write the database and all files into one archive, while serving."),
    "check": ("essaim.cli.check", "check", "Say what is wrong with the settings and the environment, and what to do."),
    "demo": ("essaim.cli.demo", "demo", "Load the demo editions."),
    "export": ("essaim.cli.exchange", "export_programme", "Write an edition's released programme as a file."),
    "import": ("essaim.cli.exchange", "import_programme", "Bring an edition's draft up to date with a programme file."),
    "registry": ("essaim.cli.registry", "registry", "Load territories, goals and the facts we ship; refresh them from their sources."),
    "restore": ("essaim.cli.backup", "restore", "Put a backup back, whole or not at all."),
    "search": ("essaim.cli.search", "search", "Bring the search index up to date, or build it again."),
    "serve": ("essaim.cli.serve", "serve", "Start the site: server processes and a job worker beside them."),
    "upgrade": ("essaim.cli.upgrade", "upgrade", "Bring the database and the static files up to this version."),
    "worker": ("essaim.cli.worker", "worker", "Run background jobs."),
}


class Commands(click.Group):
    """Loads the one command that was asked for, so that none waits for another's imports."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, attribute, _ = COMMANDS[name]
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][2]) for name in sorted(COMMANDS)])


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="essaim", message="%(package)s %(version)s")
def essaim() -> None:
    """Essaim: registry, forum, survey and evidence for networks of the social and solidarity economy.

    Settings come from the environment: docs/reference/settings.md lists them.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "essaim.config.settings")


def main() -> None:
    from essaim.cli.console import RefusedError

    try:
        essaim(prog_name="essaim")
    except RefusedError as error:
        print(f"essaim: {error}", file=sys.stderr)
        sys.exit(1)
