"""What an archive says about itself: versions, and the size and checksum of every part."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from essaim.desk.archive.errors import ArchiveError

NAME = "manifest.json"
FORMAT = 1
PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Part:
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    essaim: str
    made_at: str
    migrations: list[list[str]]
    """The last applied ones, [app, name] each: the state of the tables the rows come from."""
    rows: dict[str, int]
    """Rows of each table, by the model's label."""
    parts: dict[str, Part] = field(default_factory=dict)
    format: int = FORMAT

    def text(self) -> str:
        return json.dumps(asdict(self), indent=1)


def copy(source: IO[bytes], target: IO[bytes] | None = None) -> Part:
    """Copy (or only read) to the end: the size and checksum of what went through."""
    total, digest = 0, hashlib.sha256()
    while piece := source.read(PIECE):
        total += len(piece)
        digest.update(piece)
        if target is not None:
            target.write(piece)
    return Part(total, digest.hexdigest())


def read(path: Path) -> Manifest:
    try:
        with zipfile.ZipFile(path) as archive:
            facts = json.loads(archive.read(NAME))
            manifest = Manifest(**facts | {"parts": {name: Part(**part) for name, part in facts["parts"].items()}})
    except FileNotFoundError as error:
        raise ArchiveError(f"{path}: there is no such file. Check the path.") from error
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError, OSError) as error:
        raise ArchiveError(f"{path}: not a backup of Essaim, or cut short ({error}). Take another copy of it.") from error
    if manifest.format != FORMAT:
        raise ArchiveError(
            f"{path}: made by Essaim {manifest.essaim} in format {manifest.format}; this one reads {FORMAT}. Upgrade Essaim first."
        )
    return manifest


def verify(path: Path, manifest: Manifest, report: Callable[[int, int, str], None]) -> None:
    """Every part is there, is as it was written, and stays inside its folder. Reads the whole archive once."""
    with zipfile.ZipFile(path) as archive:
        present = {info.filename: info for info in archive.infolist()}
        if present.keys() - {NAME} != manifest.parts.keys():
            odd = sorted((present.keys() - {NAME}) ^ manifest.parts.keys())
            raise ArchiveError(f"{path}: its parts are not those it lists (first: {odd[0]!r}). Take another copy of it.")
        for number, (name, part) in enumerate(sorted(manifest.parts.items())):
            if ".." in PurePosixPath(name).parts or name.startswith("/") or present[name].file_size != part.size:
                raise ArchiveError(f"{path}: the part {name!r} is not as it was written. Take another copy of it.")
            try:
                with archive.open(name) as source:
                    found = copy(source)
            except zipfile.BadZipFile as error:
                raise ArchiveError(f"{path}: the part {name!r} is damaged ({error}). Take another copy of it.") from error
            if found != part:
                raise ArchiveError(
                    f"{path}: the part {name!r} is damaged: checksum {found.sha256[:12]}…, not {part.sha256[:12]}…. Take another copy."
                )
            report(number + 1, len(manifest.parts), "Checking")
