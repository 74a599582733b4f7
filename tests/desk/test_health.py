import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from essaim.desk.models import Job, Worker

pytestmark = pytest.mark.django_db


def ask() -> tuple[int, dict[str, dict[str, object]]]:
    answer = Client().get("/health")
    return answer.status_code, json.loads(answer.content)["checks"]


def test_health_with_a_worker_is_well() -> None:
    Worker.objects.create(name="host.example:1", seen_at=timezone.now())
    status, checks = ask()
    assert status == 200, checks
    assert set(checks) == {"database", "migrations", "worker", "queue", "disk"}
    assert "host.example" not in json.dumps(checks)


def test_health_without_a_worker_says_what_to_do() -> None:
    Worker.objects.create(name="gone", seen_at=timezone.now() - timedelta(minutes=2))
    status, checks = ask()
    assert status == 503
    assert checks["worker"] == {"ok": False, "found": "none seen for a minute: start essaim worker"}


def test_health_tells_of_jobs_nobody_takes() -> None:
    Worker.objects.create(name="here", seen_at=timezone.now())
    Job.objects.create(kind="x", run_after=timezone.now() - timedelta(hours=1))
    status, checks = ask()
    assert (status, checks["queue"]["ok"]) == (503, False)


def test_health_tells_of_missing_migrations() -> None:
    from django.db.migrations.recorder import MigrationRecorder

    Worker.objects.create(name="here", seen_at=timezone.now())
    MigrationRecorder.Migration.objects.filter(app="search", name="0001_initial").delete()
    status, checks = ask()
    assert status == 503
    assert "essaim upgrade" in str(checks["migrations"]["found"])
