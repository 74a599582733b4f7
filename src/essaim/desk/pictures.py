"""Photographs as strangers hand them in → as we serve them: decoded within bounds, turned upright, written anew."""

import io
import struct
import warnings
from dataclasses import dataclass
from typing import Any

from PIL import ExifTags, Image, UnidentifiedImageError

from essaim.desk.errors import DeskError

LONGEST_SIDE = 2400
MOST_PIXELS = 60_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF")
"""What is read. SVG is a document with scripts, not a photograph."""
OPTIONS: dict[str, dict[str, Any]] = {"JPEG": {"quality": 86, "progressive": True}, "WEBP": {"quality": 80}, "PNG": {}}
TURNS = dict(
    enumerate(
        (
            Image.Transpose.FLIP_LEFT_RIGHT,
            Image.Transpose.ROTATE_180,
            Image.Transpose.FLIP_TOP_BOTTOM,
            Image.Transpose.TRANSPOSE,
            Image.Transpose.ROTATE_270,
            Image.Transpose.TRANSVERSE,
            Image.Transpose.ROTATE_90,
        ),
        start=2,
    )
)
"""By the number of EXIF 2.3, 4.6.4 A, Orientation; 1 is upright already."""
UNREADABLE = (SyntaxError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, OSError, EOFError, struct.error)
"""What reading broken notes raises."""
MEDIA_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


@dataclass(frozen=True, slots=True)
class Picture:
    content: bytes
    media_type: str
    width: int
    height: int


def safe_picture(content: bytes, name: str) -> Picture:
    """At most LONGEST_SIDE a side, upright, in sRGB, without any of the file's notes. A PNG stays one (it may be transparent)."""
    image = opened(content, name)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return written(image, "PNG" if image.mode in {"RGBA", "LA"} else "JPEG")


def resized(content: bytes, width: int) -> Picture:
    """One of our own pictures at most `width` wide, as WebP."""
    image = opened(content, "")
    image.thumbnail((width, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return written(image, "WEBP")


def opened(content: bytes, name: str) -> Image.Image:
    """Whole and upright, in RGB or RGBA; refused before decoding when it holds too many pixels."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(content), formats=FORMATS)
            width, height = image.size
            if width * height > MOST_PIXELS:
                raise DeskError("too_many_pixels", name=name, width=width, height=height, most=MOST_PIXELS // 1_000_000)
            image.load()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise DeskError("too_many_pixels", name=name, width="?", height="?", most=MOST_PIXELS // 1_000_000) from error
    except UnidentifiedImageError as error:
        raise DeskError("not_an_image", name=name, seen=seen_as(content)) from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise DeskError("broken_image", name=name, problem=str(error)) from error
    turned = upright(image)
    has_alpha = turned.mode in {"RGBA", "LA", "PA"} or "transparency" in turned.info
    return turned.convert("RGBA" if has_alpha else "RGB")


def upright(image: Image.Image) -> Image.Image:
    """Turned as the camera noted; as it lies where those notes are broken. They are not kept in either case."""
    try:
        turn = TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    except UNREADABLE:
        return image
    return image if turn is None else image.transpose(turn)


def written(image: Image.Image, form: str) -> Picture:
    clean = Image.new(image.mode, image.size)
    clean.paste(image)
    out = io.BytesIO()
    clean.save(out, form, **OPTIONS[form])
    return Picture(out.getvalue(), MEDIA_TYPES[form], *clean.size)


def seen_as(content: bytes) -> str:
    """What a refused file seems to be, for its sender."""
    head = content[:512].lstrip().lower()
    if b"<svg" in content[:4096].lower():
        return "SVG"
    if head.startswith(b"%pdf"):
        return "PDF"
    if head.startswith((b"<!doctype html", b"<html")):
        return "HTML"
    if content[:4] == b"PK\x03\x04":
        return "ZIP"
    if content[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"}:
        return "HEIC/AVIF"
    return "?"
