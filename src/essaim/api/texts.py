"""Content texts as the API gives them: always language → text; one language alone when ?lang= asks for it."""

from typing import Annotated, TypeAlias

from pydantic import Field

from essaim.kit.languages import spoken

Texts: TypeAlias = Annotated[
    dict[str, str],
    Field(description='Language (BCP 47) → text; "" is a text without a language. With ?lang= the one text that reader gets.'),
]
LANGUAGE = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"


def texts(value: object, language: str) -> Texts:
    """Every language, or the reader's; another stands in where theirs is missing, and its key says which."""
    data = getattr(value, "data", value)
    if not isinstance(data, dict):
        return {"": str(data)} if data else {}
    filled = {code: str(text) for code, text in data.items() if text}
    if not language or not filled:
        return filled
    said = spoken(filled, language)
    return {said.language: said.text}
