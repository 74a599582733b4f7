"""Every locked dependency's licence fits EUPL-1.2: distribution beside it, or linking to it, is allowed."""

import re
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FITS = re.compile(
    r"\b(MIT|BSD|Apache|ISC|PSF|Python Software Foundation|Python-2\.0|MPL|Mozilla Public License|LGPL|Lesser General Public|HPND|"
    r"Zlib|Unlicense|0BSD|EUPL|CC0|Public Domain|MIT-CMU|BSL|Boost)\b",
    re.IGNORECASE,
)
CONFLICTS = re.compile(r"\b(AGPL|Affero|GPL-3\.0-only|SSPL|BUSL|Commons Clause|Proprietary)\b", re.IGNORECASE)
READ = {"qrcode": "BSD-3-Clause"}
"""Licence files read by us where the metadata misleads: qrcode's "Other/Proprietary" stands for the MIT text it also carries."""
ELSEWHERE = re.compile(r";\s*(sys_platform == 'win32'|platform_python_implementation != 'CPython')")


def locked() -> list[str]:
    lines = (ROOT / "requirements" / "dev.txt").read_text().splitlines()
    return [line.split("==")[0] for line in lines if re.match(r"^[a-z0-9]", line) and "==" in line and not ELSEWHERE.search(line)]


def licence_of(package: Distribution) -> str:
    said = package.metadata
    classifiers = [c for c in said.get_all("Classifier", []) if c.startswith("License ::")]
    return " | ".join([said.get("License-Expression") or "", (said.get("License") or "")[:200], *classifiers])


def test_the_lock_names_packages():
    assert len(locked()) > 40


@pytest.mark.parametrize("name", locked())
def test_licence_fits(name: str):
    licence = READ.get(name) or licence_of(distribution(name))
    assert FITS.search(licence), f"{name}: licence unknown or unsuitable: {licence!r}"
    assert not CONFLICTS.search(licence), f"{name}: {licence!r} conflicts with EUPL-1.2"


@pytest.mark.parametrize("licence", ["AGPL-3.0-or-later", "GPL-3.0-only", "GNU Affero General Public License v3", ""])
def test_unsuitable_licences_are_refused(licence: str):
    assert CONFLICTS.search(licence) or not FITS.search(licence)
