"""Write an archive while the site serves: the rows of one moment, then the files, which are never changed once stored."""

import hashlib
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from essaim.desk.archive import rows
from essaim.desk.archive.errors import ArchiveError
from essaim.desk.archive.manifest import NAME, Manifest, Part, copy

ALIAS = "backup"
STORED = frozenset({".jpg", ".jpeg", ".png", ".webp", ".avif", ".pdf", ".zip", ".xlsx", ".docx", ".mp4", ".gz", ".woff2"})
Report = Callable[[int, int, str], None]


def write_backup(*, path: Path, replace: bool, report: Report) -> Manifest:
    """One archive, whole or not at all. Readable by its owner alone: it holds password hashes and addresses."""
    if path.exists() and not replace:
        raise ArchiveError(f"{path} exists. Choose another name, or add --replace.")
    if not path.parent.is_dir():
        raise ArchiveError(f"{path.parent} is not a folder. Make it first.")
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            manifest = write_parts(archive, report)
            archive.writestr(NAME, manifest.text())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return manifest


def write_parts(archive: zipfile.ZipFile, report: Report) -> Manifest:
    parts: dict[str, Part] = {}
    counts: dict[str, int] = {}
    with snapshot() as connection:
        targets = rows.applied(connection)
        if not targets:
            raise ArchiveError("The database has no tables yet: there is nothing to keep. Run `essaim upgrade` first.")
        models = rows.tables(connection, targets)
        for number, model in enumerate(models):
            label = model._meta.label_lower
            report(number, len(models), label)
            counts[label], parts[f"rows/{label}.jsonl"] = write_rows(archive, model)
    root = Path(settings.MEDIA_ROOT)
    files = sorted(found for found in root.rglob("*") if found.is_file())
    for number, found in enumerate(files):
        report(number, len(files), "files")
        with suppress(FileNotFoundError):
            name = f"files/{found.relative_to(root).as_posix()}"
            parts[name] = write_file(archive, name, found)
    stamp = timezone.now().isoformat(timespec="seconds")
    return Manifest(version("essaim"), stamp, [list(target) for target in targets], counts, parts)


@contextmanager
def snapshot() -> Iterator[BaseDatabaseWrapper]:
    """A connection of its own that sees one moment of the database and holds no writer up."""
    facts = dict(connections["default"].settings_dict)
    if connections["default"].vendor == "postgresql":
        import psycopg

        facts["OPTIONS"] = facts["OPTIONS"] | {"isolation_level": psycopg.IsolationLevel.REPEATABLE_READ}
    else:
        facts["OPTIONS"] = facts["OPTIONS"] | {"transaction_mode": "DEFERRED"}
    connections.databases[ALIAS] = facts
    try:
        with transaction.atomic(using=ALIAS):
            yield connections[ALIAS]
    finally:
        connections[ALIAS].close()
        del connections[ALIAS], connections.databases[ALIAS]


def write_rows(archive: zipfile.ZipFile, model: rows.Model) -> tuple[int, Part]:
    count, size, digest = -1, 0, hashlib.sha256()  # the first line names the columns
    with archive.open(f"rows/{model._meta.label_lower}.jsonl", "w", force_zip64=True) as target:
        for line in rows.write(model, ALIAS):
            target.write(line)
            digest.update(line)
            count, size = count + 1, size + len(line)
    return count, Part(size, digest.hexdigest())


def write_file(archive: zipfile.ZipFile, name: str, found: Path) -> Part:
    about = zipfile.ZipInfo.from_file(found, name)
    about.compress_type = zipfile.ZIP_STORED if found.suffix.lower() in STORED else zipfile.ZIP_DEFLATED
    with found.open("rb") as source, archive.open(about, "w", force_zip64=True) as target:
        return copy(source, target)
