"""The one error a reader raises: the file cannot be read at all. Code and facts here; the sentence is made at the edge."""

from essaim.forum.interchange.findings import Place


class UnreadableSchedule(Exception):  # noqa: N818 — it names what is the matter
    """The file as a whole cannot be read; nothing of it has been taken over.

    `code` is a key of `sentences.UNREADABLE`, `facts` are the values its sentence quotes, `place` is where reading stopped.
    """

    def __init__(self, code: str, place: Place | None = None, **facts: str | int) -> None:
        self.code = code
        self.place = place or Place()
        self.facts = {name: str(value) for name, value in facts.items()}
        super().__init__(f"{code} {self.facts} {self.place}")
