"""The one error the reader raises: the file as a whole cannot be read, and nothing of it was taken over."""


class UnreadableSheet(Exception):  # noqa: N818 it names what is the matter
    """`code` is a key of exchange.sentences.UNREADABLE, `facts` are what its sentence quotes."""

    def __init__(self, code: str, **facts: object) -> None:
        self.code = code
        self.facts = {name: str(value) for name, value in facts.items()}
        super().__init__(f"{code} {self.facts}")
