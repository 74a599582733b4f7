"""The only door to Typst. Words reach it as data, never as markup: nothing that people wrote can be read as instructions.

Fonts are our own (Latin, Arabic, Korean). Where a text holds another script, fonts of the machine stand in; without them its signs are boxes.
"""

import json
import re
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeAlias

import typst

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
Format: TypeAlias = Literal["pdf", "png"]
Datum: TypeAlias = "str | int | bool | list[Datum] | dict[str, Datum] | None"
OURS = re.compile(
    r"[\u0000-\u024f\u02b0-\u036f\u0600-\u06ff\u0750-\u077f\u1e00-\u1eff\u2000-\u206f\u20a0-\u20bf\u2100-\u214f\u2190-\u2193\u2212\u3131-\u318e\uac00-\ud7a3\ufb50-\ufdff\ufe70-\ufeff]*"
)
"""Signs our fonts hold."""
CONTROLS = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f\u2028\u2029]")


def typeset(template: str, data: dict[str, Datum], *, form: Format, at: datetime | None = None) -> bytes:
    """The template filled with data; the same data give the same bytes. `at` is the date the document bears."""
    return _typeset(template, json.dumps(cleaned(data), ensure_ascii=False, sort_keys=True), form, at)


@lru_cache(maxsize=128)
def _typeset(template: str, data: str, form: Format, at: datetime | None) -> bytes:
    made = typst.compile(
        str(HERE / template),
        root=str(HERE),
        format=form,
        ppi=72.0,
        font_paths=[str(FONTS)],
        ignore_system_fonts=OURS.fullmatch(data) is not None,
        sys_inputs={"data": data},
        timestamp=int(at.timestamp()) if at else 0,
    )
    return bytes(made)


def cleaned(datum: Datum) -> Datum:
    """Without control signs, and with the spaces our fonts have."""
    match datum:
        case str():
            return CONTROLS.sub(" ", datum).replace("\u202f", "\u00a0").replace("\u2009", "\u00a0")
        case list():
            return [cleaned(one) for one in datum]
        case dict():
            return {key: cleaned(one) for key, one in datum.items()}
        case _:
            return datum
