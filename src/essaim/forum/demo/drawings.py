"""Abstract pictures drawn by code for the fictional edition: nobody and no place is shown, and their captions say so."""

import io
import random

from PIL import Image, ImageDraw

from essaim.desk.models import Account, Upload
from essaim.desk.uploads import store

WIDTH, HEIGHT = 1200, 800
GROUNDS = ("#f4efe4", "#e7eee9", "#efe6ea", "#e6ebf2")
INKS = ("#1f4e5f", "#b8502f", "#d9a441", "#5b7f5a", "#7a4f78", "#2f3e4e")


def drawing(number: int, by: Account | None) -> Upload:
    """The picture of this number, stored once."""
    return store(content=picture(number), media_type="image/jpeg", name=f"dessin-{number}.jpg", by=by, width=WIDTH, height=HEIGHT)


def picture(number: int) -> bytes:
    """A swarm of discs under a few arcs; the same number gives the same bytes."""
    chance = random.Random(number)  # noqa: S311 a drawing, no secret
    image = Image.new("RGB", (WIDTH, HEIGHT), GROUNDS[number % len(GROUNDS)])
    pen = ImageDraw.Draw(image)
    for _ in range(4):
        left, top, size = chance.randrange(-300, WIDTH), chance.randrange(-200, HEIGHT), chance.randrange(400, 1100)
        pen.arc((left, top, left + size, top + size), chance.randrange(360), chance.randrange(360), fill=chance.choice(INKS), width=14)
    heart = chance.randrange(WIDTH // 4, 3 * WIDTH // 4), chance.randrange(HEIGHT // 4, 3 * HEIGHT // 4)
    for _ in range(160):
        across, down, size = chance.gauss(heart[0], WIDTH / 5), chance.gauss(heart[1], HEIGHT / 5), chance.choice((6, 9, 14, 22, 34))
        pen.ellipse((across - size, down - size, across + size, down + size), fill=chance.choice(INKS))
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=82, optimize=True)
    return stream.getvalue()
