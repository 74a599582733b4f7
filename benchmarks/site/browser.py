"""What a phone loads and how Lighthouse judges it, in headless Chromium."""

import json
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Playwright, sync_playwright

from benchmarks.site.programme import DEMO
from benchmarks.site.servers import ROOT, Running, say

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
LIGHTHOUSE = ROOT / "node_modules" / ".bin" / "lighthouse"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 3, "is_mobile": True, "has_touch": True}
TRIES = 3
"""Lighthouse now and then misses the beginning of its own recording (NO_NAVSTART) and asks to be run again."""
WEIGHT_AIM, SCORE_AIM, RUNS = 100_000, 95, 5
LOADED = (f"/fr/forum/{DEMO}/programme/", f"/fr/forum/{DEMO}/programme/?day=all")
JUDGED = ("/fr/", f"/fr/forum/{DEMO}/programme/", f"/fr/forum/{DEMO}/sessions/{{code}}/")


@dataclass(frozen=True)
class Loaded:
    path: str
    parts: dict[str, int]
    """Bytes over the wire by kind of file, headers with them."""

    @property
    def total(self) -> int:
        return sum(self.parts.values())


def reason_not_to() -> str:
    return "" if CHROMIUM else "Chromium is not installed (apt install chromium): no first load and no Lighthouse."


def first_loads(server: Running) -> list[Loaded]:
    """Each in a new profile, so that nothing is there before."""
    say("first load of the programme on a phone")
    with sync_playwright() as playwright:
        return [load(playwright, server, path) for path in LOADED]


def load(playwright: Playwright, server: Running, path: str) -> Loaded:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    page = browser.new_context(**PHONE).new_page()  # type: ignore[arg-type]
    session = page.context.new_cdp_session(page)
    kinds: dict[str, str] = {}
    parts: dict[str, int] = {}

    def begun(event: dict[str, str]) -> None:
        kinds[event["requestId"]] = event.get("type", "Other").lower()

    def finished(event: dict[str, float]) -> None:
        kind = kinds.get(str(event["requestId"]), "other")
        parts[kind] = parts.get(kind, 0) + int(event["encodedDataLength"])

    session.on("Network.requestWillBeSent", begun)
    session.on("Network.loadingFinished", finished)
    session.send("Network.enable")
    page.goto(f"http://127.0.0.1:{server.port}{path}", wait_until="networkidle")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")
    browser.close()
    return Loaded(path, dict(sorted(parts.items(), key=lambda part: -part[1])))


@dataclass(frozen=True)
class Judged:
    path: str
    scores: tuple[int, ...]
    shown_ms: float
    """Largest contentful paint, the median: Lighthouse's model of a slow phone on slow 4G."""


def judge(server: Running, path: str) -> Judged:
    """Performance of `RUNS` runs with Lighthouse's own phone."""
    scores, shown = [], []
    for number in range(RUNS):
        say(f"Lighthouse {path} {number + 1}/{RUNS}")
        with tempfile.TemporaryDirectory() as folder:
            report = audit(f"http://127.0.0.1:{server.port}{path}", Path(folder) / "report.json")
        scores.append(round(100 * report["categories"]["performance"]["score"]))
        shown.append(report["audits"]["largest-contentful-paint"]["numericValue"])
    return Judged(path, tuple(scores), median(shown))


def audit(address: str, report: Path) -> dict:  # type: ignore[type-arg]  # Lighthouse's own report
    command = [str(LIGHTHOUSE), address, "--quiet", "--output=json", f"--output-path={report}", "--only-categories=performance"]
    command.append(f"--chrome-flags=--headless=new {' '.join(FLAGS)}")
    environment = {**os.environ, "CHROME_PATH": CHROMIUM or ""}
    for _ in range(TRIES):
        run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=180, env=environment)
        if not run.returncode:
            return json.loads(report.read_text())
        say(f"Lighthouse could not record the page, once more: {' '.join(run.stderr.split())[-120:]}")
    raise RuntimeError(f"Lighthouse failed {TRIES} times at {address}: {run.stderr[-1500:]}")


def section(server: Running, session: str) -> str:
    """The two tables, in Markdown."""
    if reason := reason_not_to():
        return f"Not measured: {reason}"
    lines = ["| first load on a phone | bytes over the wire | aim | of which |", "| --- | ---: | --- | --- |"]
    for one in first_loads(server):
        verdict = "reached" if one.total <= WEIGHT_AIM else "**missed**"
        parts = ", ".join(f"{kind} {size:,}" for kind, size in one.parts.items())
        lines.append(f"| `{one.path}` | {one.total:,} | ≤ {WEIGHT_AIM:,}: {verdict} | {parts} |")
    if not LIGHTHOUSE.exists():
        return "\n".join([*lines, "", "Lighthouse was not run: it is not installed (`npm ci`)."])
    lines += ["", f"| Lighthouse, mobile | median of {RUNS} | aim | runs | largest paint (median) |", "| --- | ---: | --- | --- | ---: |"]
    for path in JUDGED:
        one = judge(server, path.format(code=session))
        score = median(one.scores)
        verdict = "reached" if score >= SCORE_AIM else "**missed**"
        runs = ", ".join(map(str, one.scores))
        lines.append(f"| `{one.path}` | {score:g} | ≥ {SCORE_AIM}: {verdict} | {runs} | {one.shown_ms / 1000:.1f} s |")
    return "\n".join(lines)
