"""What a figure must be read with: when, on what machine, with which versions."""

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run_lines(command: list[str]) -> list[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.splitlines()


def commit() -> str:
    """The commit measured; says so when the files on disk were other ones."""
    number = "".join(run_lines(["git", "rev-parse", "--short", "HEAD"])) or "not from git"
    changed = run_lines(["git", "status", "--porcelain", "--untracked-files=no", "--", "src", "requirements"])
    return f"{number} with {len(changed)} changed files" if changed else number


def processor() -> str:
    """Its name as /proc says it, without the marketing."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{os.cpu_count()} × {names[0] if names else platform.machine()}"


def today() -> str:
    return datetime.now(UTC).date().isoformat()


def versions() -> dict[str, str]:
    return {
        "essaim": f"{version('essaim')} ({commit()})",
        "Python": platform.python_version(),
        "Django": version("django"),
        "uvicorn": version("uvicorn"),
    }


def peer_versions(python: Path) -> dict[str, str]:
    """Of the packages in another environment."""
    names = ("pretalx", "django", "gunicorn")
    code = f"from importlib.metadata import version\nfor name in {names!r}: print(version(name))"
    return dict(zip(names, run_lines([str(python), "-c", code]), strict=True))


def listed(facts: dict[str, str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in facts.items())
