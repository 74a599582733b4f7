"""Put an archive back. Everything is checked and prepared beside the living site; one commit makes it the site.

1. The archive is read whole and checked. 2. Its files are laid in a folder beside. 3. Files the site lacks are added to it (stored
files never change, so this disturbs nothing). 4. The rows come in, in one transaction. 5. The folders change places. A failure before
the end of 4 leaves the old site as it was; after it only files no row names can be left over.
"""

import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management.color import no_style
from django.db import DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.models import F

from essaim.desk import journal
from essaim.desk.archive import rows
from essaim.desk.archive.backup import Report
from essaim.desk.archive.errors import ArchiveError
from essaim.desk.archive.manifest import Manifest, read, verify
from essaim.desk.models import Job, Revision

ALIAS = "restoring"
BY_ITSELF = frozenset({"contenttypes.contenttype", "auth.permission", "desk.revision"})
"""Tables that have rows in a site nobody has used."""


def restore_backup(*, path: Path, replace: bool, report: Report) -> Manifest:
    manifest = read(path)
    refuse_other_version(path, manifest)
    if not replace and (used := first_used_table()):
        raise ArchiveError(f"This site is not empty ({used} has rows). To put the backup in its place, add --replace.")
    verify(path, manifest, report)
    media = Path(settings.MEDIA_ROOT)
    media.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="restoring-", dir=media.parent) as scratch:
        staged = unpack_files(path, manifest, Path(scratch) / "files", report)
        add_missing_files(staged, media)
        try:
            restore_rows(path, manifest, Path(scratch), report)
        except (DatabaseError, sqlite3.Error, ValueError, LookupError) as error:
            raise ArchiveError(f"{path}: its rows do not fit ({error}). The site is as it was.") from error
        exchange(staged, media, Path(scratch))
    return manifest


def refuse_other_version(path: Path, manifest: Manifest) -> None:
    known = MigrationExecutor(connections["default"]).loader.graph.nodes
    unknown = [f"{app}.{name}" for app, name in manifest.migrations if (app, name) not in known]
    if unknown:
        raise ArchiveError(f"{path}: made by Essaim {manifest.essaim}, which knows {unknown[0]}; this one does not. Upgrade Essaim first.")


def first_used_table() -> str:
    """The first table with rows people made, or empty."""
    connection = connections["default"]
    for model in rows.tables(connection, rows.applied(connection)):
        if model._meta.label_lower not in BY_ITSELF and model._base_manager.exists():
            return model._meta.label_lower
    return ""


def unpack_files(path: Path, manifest: Manifest, target: Path, report: Report) -> Path:
    target.mkdir()
    names = [name for name in manifest.parts if name.startswith("files/")]
    with zipfile.ZipFile(path) as archive:
        for number, name in enumerate(names):
            place = target / name.removeprefix("files/")
            place.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(name) as source, place.open("wb") as written:
                shutil.copyfileobj(source, written)
            report(number + 1, len(names), "files")
    return target


def add_missing_files(staged: Path, media: Path) -> None:
    for found in staged.rglob("*"):
        place = media / found.relative_to(staged)
        if found.is_file() and not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            place.hardlink_to(found)


def exchange(staged: Path, media: Path, scratch: Path) -> None:
    if media.exists():
        media.rename(scratch / "before")
    staged.rename(media)


def restore_rows(path: Path, manifest: Manifest, scratch: Path, report: Report) -> None:
    seen = journal.revision() if "desk_revision" in connections["default"].introspection.table_names() else 0
    if connections["default"].vendor == "postgresql":
        with transaction.atomic():
            empty(connections["default"])
            fill(path, manifest, connections["default"], seen, report)
        return
    with new_file(scratch / "essaim.sqlite3") as connection:
        fill(path, manifest, connection, seen, report)
    copy_over(scratch / "essaim.sqlite3", Path(str(connections["default"].settings_dict["NAME"])))


def empty(connection: BaseDatabaseWrapper) -> None:
    """Drop every table, within the transaction: other connections see the old site until it commits."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '30s'")
        names = connection.introspection.table_names(cursor)
        if names:
            cursor.execute(f"DROP TABLE {', '.join(connection.ops.quote_name(name) for name in names)} CASCADE")


@contextmanager
def new_file(path: Path) -> Iterator[BaseDatabaseWrapper]:
    connections.databases[ALIAS] = dict(connections["default"].settings_dict) | {"NAME": str(path)}
    try:
        yield connections[ALIAS]
    finally:
        connections[ALIAS].close()
        del connections[ALIAS], connections.databases[ALIAS]


def fill(path: Path, manifest: Manifest, connection: BaseDatabaseWrapper, seen: int, report: Report) -> None:
    """The tables as they were when the archive was made, its rows, then this version's own migrations."""
    targets = [(app, name) for app, name in manifest.migrations]
    MigrationExecutor(connection).migrate(targets)
    models = rows.tables(connection, targets)
    with transaction.atomic(using=connection.alias), zipfile.ZipFile(path) as archive:
        clear(connection, models)
        for number, model in enumerate(models):
            label = model._meta.label_lower
            report(number, len(models), label)
            with archive.open(f"rows/{label}.jsonl") as lines:
                found = rows.read(model, lines, connection)
            if found != manifest.rows[label]:
                raise ValueError(f"{label}: {found} rows, {manifest.rows[label]} expected")
        connection.check_constraints()
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), models):
                cursor.execute(statement)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    outdate(connection.alias, seen)


def outdate(alias: str, seen: int) -> None:
    """What was kept or begun under the old rows ends: page caches by a revision nobody has seen, workers' jobs by a new lease."""
    kept = Revision.objects.using(alias).filter(pk=1).values_list("number", flat=True).first() or 0
    Revision.objects.using(alias).update_or_create(pk=1, defaults={"number": max(kept, seen) + 1})
    running = Job.objects.using(alias).filter(state=Job.State.RUNNING)
    running.update(state=Job.State.WAITING, lease=F("lease") + 1, lease_until=None)


def clear(connection: BaseDatabaseWrapper, models: list[rows.Model]) -> None:
    """What migrations themselves wrote gives way to the archive's rows."""
    names = [connection.ops.quote_name(model._meta.db_table) for model in models]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"TRUNCATE {', '.join(names)} CASCADE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        else:
            for name in names:
                cursor.execute(f"DELETE FROM {name}")  # noqa: S608 quoted names of our own tables


def copy_over(source: Path, target: Path) -> None:
    """Into the living database as one of SQLite's own transactions: connections that are open see the new rows next."""
    connections["default"].close()
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh, living = sqlite3.connect(source), sqlite3.connect(target, timeout=60)
    try:
        living.execute("PRAGMA journal_mode=WAL")
        fresh.backup(living, pages=-1)
    finally:
        fresh.close()
        living.close()
