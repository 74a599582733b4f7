"""Fetch again what static/vendor/manifest.json names, through npm's own client, and check every sum before anything is written."""

import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

VENDOR = Path(__file__).resolve().parents[1] / "src/essaim/website/static/vendor"


def main() -> None:
    for part in json.loads((VENDOR / "manifest.json").read_text())["parts"]:
        package = f"{part['source'].removeprefix('npm:')}@{part['version']}"
        print(f"→ {package}", flush=True)
        for path, content in checked(package, part["files"]).items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    print("The vendored files are as the manifest says.")


def checked(package: str, files: list[dict[str, Any]]) -> dict[Path, bytes]:
    """Where each file goes and what it holds; stops at the first sum that differs."""
    found: dict[Path, bytes] = {}
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", "--pack-destination", folder, package], check=True, stdout=subprocess.DEVNULL)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as packed:
            for file in files:
                member = packed.extractfile(f"package/{file['from']}")
                content = member.read() if member else b""
                if hashlib.sha256(content).hexdigest() != file["sha256"]:
                    sys.exit(f"{package} {file['from']}: its sum is not the manifest's {file['sha256']}. Nothing was written.")
                found[VENDOR / file["path"]] = content
    return found


if __name__ == "__main__":
    main()
