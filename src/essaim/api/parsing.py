"""What a program sent, as a database can keep it: a null sign is refused wherever it stands, in a body or in a question."""

from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from ninja.parser import Parser

from essaim.api.errors import AskedError

NUL = "\0"


class NoNulls(Parser):
    """PostgreSQL keeps no null sign, so nothing behind this door needs to look for one."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        read = super().parse_body(request)
        if rb"\u0000" in request.body:
            refuse_nulls(read)
        return read

    def parse_querydict(self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest) -> dict[str, Any]:
        for name, values in data.lists():
            for one in (name, *values):
                refuse_nulls(one, (name.replace(NUL, ""),))
        return super().parse_querydict(data, list_fields, request)


def refuse_nulls(read: object, where: tuple[str, ...] = ()) -> None:
    """Raises for the first, with its place."""
    if isinstance(read, dict):
        for name, value in read.items():
            refuse_nulls(str(name), where)
            refuse_nulls(value, (*where, str(name)))
    elif isinstance(read, list):
        for number, value in enumerate(read):
            refuse_nulls(value, (*where, str(number)))
    elif isinstance(read, str) and NUL in read:
        words = _("It holds a null sign (U+0000), which no text can keep. Leave it out.")
        raise AskedError("null_sign", ".".join(where) or "–", words)
