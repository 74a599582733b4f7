"""Makes the fonts that PDF pages and share pictures are set in: Typst reads neither woff2 nor variable axes.

usage: print_fonts.py NODE_MODULES OUT

NODE_MODULES holds @fontsource-variable/{besley,radio-canada} and @fontsource/noto-sans-{arabic,kr} (npm install them); OUT is
src/essaim/forum/printing/fonts. Needs fonttools and brotli, which the site itself does not: run it from an environment of their own.
Every font is under the SIL Open Font License 1.1, whose text goes along.
"""

import argparse
import hashlib
import shutil
from pathlib import Path

from fontTools.merge import Merger  # type: ignore[import-not-found,unused-ignore]
from fontTools.ttLib import TTFont  # type: ignore[import-not-found,unused-ignore]
from fontTools.varLib.instancer import instantiateVariableFont  # type: ignore[import-not-found,unused-ignore]

VARIABLE = (("Besley", "besley", 600), ("Radio Canada", "radio-canada", 400), ("Radio Canada", "radio-canada", 700))
STATIC = (("Noto Sans Arabic", "noto-sans-arabic", "arabic", 400), ("Noto Sans KR", "noto-sans-kr", "korean", 400))
STYLES = {400: "Regular", 600: "SemiBold", 700: "Bold"}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("modules", type=Path)
    arguments.add_argument("out", type=Path)
    asked = arguments.parse_args()
    for family, package, weight in VARIABLE:
        folder = asked.modules / "@fontsource-variable" / package
        parts = [instance(folder / "files" / f"{package}-{script}-wght-normal.woff2", weight) for script in ("latin", "latin-ext")]
        finish(merged(parts, asked.out), family, weight, asked.out / f"{package}-{weight}.ttf")
        shutil.copyfile(folder / "LICENSE", asked.out / f"{package}-OFL.txt")
    for family, package, script, weight in STATIC:
        folder = asked.modules / "@fontsource" / package
        font = TTFont(folder / "files" / f"{package}-{script}-{weight}-normal.woff2")
        finish(font, family, weight, asked.out / f"{package}-{weight}.ttf")
        shutil.copyfile(folder / "LICENSE", asked.out / f"{package}-OFL.txt")


def instance(path: Path, weight: int) -> TTFont:
    return instantiateVariableFont(TTFont(path), {"wght": weight}, inplace=True)


def merged(fonts: list[TTFont], out: Path) -> TTFont:
    """One font of the two scripts' files."""
    paths = []
    for number, font in enumerate(fonts):
        font.flavor = None
        for table in ("MVAR", "STAT", "HVAR", "gvar", "avar", "DSIG"):
            if table in font:
                del font[table]
        paths.append(out / f".part{number}.ttf")
        font.save(paths[-1])
    whole = Merger().merge([str(path) for path in paths])
    for path in paths:
        path.unlink()
    return whole


def finish(font: TTFont, family: str, weight: int, path: Path) -> None:
    """Name the font plainly, so that it is found by family and weight, and say what was written."""
    names = font["name"]
    for record in list(names.names):
        if record.nameID in {1, 2, 3, 4, 6, 16, 17, 21, 22, 25}:
            names.removeNames(nameID=record.nameID)
    style = STYLES[weight]
    for number, words in {
        1: family,
        2: "Regular",
        3: f"{family} {style}",
        4: f"{family} {style}",
        6: f"{family.replace(' ', '')}-{style}",
        16: family,
        17: style,
    }.items():
        names.setName(words, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font.flavor = None
    font.save(path)
    print(f"{path.name}\t{path.stat().st_size}\t{hashlib.sha256(path.read_bytes()).hexdigest()}")


if __name__ == "__main__":
    main()
