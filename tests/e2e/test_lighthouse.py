"""Lighthouse's accessibility, best practices and SEO on the main pages, in three languages. Its timings are `make bench`'s matter."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.e2e.conftest import CHROMIUM, FLAGS, Site
from tests.e2e.walk import LANGUAGES

LEAST = 95
CATEGORIES = "accessibility,best-practices,seo"
UNLISTED = "accessibility,best-practices"
"""Answers to a search ask not to be indexed, which the third category would hold against them."""
PAGES = ("", "forum/niort-2019/", "forum/forum-exemple/programme/", "forum/niort-2019/sessions/panorama-mondial-ess/", "search/?q=Abibi")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_lighthouse(site: Site, node_modules: Path, tmp_path: Path, language: str, path: str):
    if not CHROMIUM:
        pytest.skip("chromium is not installed (apt install chromium): no Lighthouse")
    report = tmp_path / "report.json"
    command = [
        str(node_modules / ".bin" / "lighthouse"),
        site.url(f"/{language}/{path}"),
        "--quiet",
        "--output=json",
        f"--output-path={report}",
        f"--only-categories={UNLISTED if path.startswith('search/') else CATEGORIES}",
        f"--chrome-flags=--headless=new {' '.join(FLAGS)}",
    ]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=180, env={**os.environ, "CHROME_PATH": CHROMIUM})
    assert run.returncode == 0, run.stderr
    categories = json.loads(report.read_text())["categories"]
    scores = {name: round(100 * category["score"]) for name, category in categories.items()}
    audits = json.loads(report.read_text())["audits"]
    low = [f"{audit['id']}: {audit['title']}" for audit in audits.values() if audit.get("score") == 0]
    assert all(score >= LEAST for score in scores.values()), (scores, low)
