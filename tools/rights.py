#!/usr/bin/env python3
"""The rights table as a page: `tools/rights.py write` makes docs/reference/rights.md, `check` says whether it is up to date."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reference" / "rights.md"


def main() -> int:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "essaim.config.settings")
    import django

    django.setup()
    from tests.rights.document import markdown

    said = markdown()
    if sys.argv[1:] == ["write"]:
        PAGE.write_text(said)
        print(f"{PAGE.relative_to(ROOT)}: {said.count(chr(10))} lines")
        return 0
    if sys.argv[1:] == ["check"]:
        if PAGE.exists() and PAGE.read_text() == said:
            print(f"{PAGE.relative_to(ROOT)} is up to date")
            return 0
        print(f"{PAGE.relative_to(ROOT)} is not up to date: run tools/rights.py write")
        return 1
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main())
