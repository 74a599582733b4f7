"""Is the site well? What a monitor or a person asks; no secrets, no names, no paths."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from essaim.desk.models import Job, Worker

SILENT = timedelta(seconds=60)
LATE = timedelta(minutes=10)
FREE_MB = 500


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: `ok`, and what was found in words."""

    name: str
    ok: bool
    found: str


def findings() -> list[Finding]:
    """Every check, the first being the database; without it the others that need it are left out. Some six statements."""
    first = database()
    checks: list[Callable[[], Finding]] = [migrations, worker, queue, disk] if first.ok else [disk]
    return [first, *(check() for check in checks)]


def database() -> Finding:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return Finding("database", ok=False, found="does not answer")
    return Finding("database", ok=True, found="answers")


def migrations() -> Finding:
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    return Finding("migrations", ok=not missing, found=f"{missing} to run: essaim upgrade" if missing else "none to run")


def worker() -> Finding:
    try:
        alive = Worker.objects.filter(seen_at__gt=timezone.now() - SILENT).count()
    except DatabaseError:
        return Finding("worker", ok=False, found="its table is missing")
    return Finding("worker", ok=alive > 0, found=f"{alive} at work" if alive else "none seen for a minute: start essaim worker")


def queue() -> Finding:
    try:
        late = Job.objects.filter(state=Job.State.WAITING, run_after__lt=timezone.now() - LATE).count()
    except DatabaseError:
        return Finding("queue", ok=False, found="its table is missing")
    return Finding("queue", ok=not late, found=f"{late} jobs wait for more than ten minutes" if late else "no job waits long")


def disk() -> Finding:
    place = Path(settings.MEDIA_ROOT)
    while not place.exists():
        place = place.parent
    free_mb = shutil.disk_usage(place).free // 1_000_000
    return Finding("disk", ok=free_mb >= FREE_MB, found=f"{free_mb} MB free" + ("" if free_mb >= FREE_MB else f", less than {FREE_MB}"))
