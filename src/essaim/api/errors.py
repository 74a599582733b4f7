"""What a program may have said wrongly beside what the shapes catch: a field, a code, the sentence in the reader's language."""


class AskedError(Exception):
    def __init__(self, code: str, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.code, self.field, self.message = code, field, message
