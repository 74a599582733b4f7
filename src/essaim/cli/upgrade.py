"""`essaim upgrade`: after new code has been installed. Safe to repeat."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import click

from essaim.cli.console import out, progress, set_up_django

STAMP = ".collected"


@click.command()
def upgrade() -> None:
    """Migrate the database, collect the static files when they changed, clear caches. Then restart with SIGHUP."""
    set_up_django()
    migrate()
    load_ground()
    collect()
    forget_pages()


def migrate() -> int:
    """How many migrations ran."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        with progress("Migrations") as report:
            for number, (migration, _) in enumerate(missing):
                report(number, len(missing), f"{migration.app_label}.{migration.name}")
                MigrationExecutor(connection).migrate([(migration.app_label, migration.name)])
        call_command("migrate", verbosity=0, skip_checks=True)
    out.print(f"Database: {len(missing)} migrations run." if missing else "Database: up to date.")
    return len(missing)


def load_ground() -> None:
    """Territories and goals every site needs; where they stand already this costs two statements."""
    from essaim.registry.facts.shipped import load_ground

    with progress("Territories and goals") as report:
        counts = load_ground(progress=report)
    out.print("Territories and goals: " + (", ".join(f"{count.made} {name} made" for name, count in counts.items()) or "there") + ".")


def collect() -> int:
    """Compares what the sources are made of with the stamp of the last time, so that an unchanged site starts at once."""
    from django.conf import settings
    from django.core.management import call_command

    stamp, now = Path(settings.STATIC_ROOT) / STAMP, fingerprint()
    if stamp.exists() and stamp.read_text() == now:
        out.print("Static files: unchanged.")
        return 0
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(now)
    out.print("Static files: collected.")
    return 1


def fingerprint() -> str:
    digest = hashlib.sha256()
    for path in sorted(sources()):
        facts = path.stat()
        digest.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def sources() -> Iterator[Path]:
    from django.contrib.staticfiles.finders import AppDirectoriesFinder, get_finders

    for finder in get_finders():
        if isinstance(finder, AppDirectoriesFinder):
            for storage in finder.storages.values():
                for folder, _, names in os.walk(storage.location):
                    yield from (Path(folder, name) for name in names)


def forget_pages() -> None:
    """A new version may draw the same rows another way: every cached page is out of date."""
    from django.core.cache import cache

    from essaim.desk.journal import raise_revision

    cache.clear()
    raise_revision()
    out.print("Caches: cleared.")
