"""What others wrote and we serve is what the manifest says."""

import hashlib
import json
from pathlib import Path

import pytest

import essaim.website

VENDOR = Path(essaim.website.__file__).parent / "static" / "vendor"
PARTS = json.loads((VENDOR / "manifest.json").read_text())["parts"]
FREE = {"0BSD", "MIT", "BSD-2-Clause", "BSD-3-Clause", "ISC", "Apache-2.0", "OFL-1.1"}
FILES = {file["path"]: file["sha256"] for part in PARTS for file in part["files"]}


@pytest.mark.parametrize("path", FILES)
def test_file_has_the_manifests_sum(path):
    assert hashlib.sha256((VENDOR / path).read_bytes()).hexdigest() == FILES[path]


def test_nothing_is_served_that_the_manifest_does_not_name():
    found = {str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*") if path.is_file()}
    assert found - {"manifest.json"} == set(FILES)


def test_every_part_names_version_source_and_a_free_licence():
    for part in PARTS:
        assert part["version"]
        assert part["source"].startswith("npm:")
        assert part["licence"] in FREE, f"{part['name']}: {part['licence']!r}"
        assert any(file["path"].endswith("LICENSE") for file in part["files"])
