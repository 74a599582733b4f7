"""What many answers hold."""

from datetime import date
from typing import Annotated

from ninja import Schema
from pydantic import Field

from essaim.api.texts import Texts


class Trouble(Schema):
    code: Annotated[str, Field(description="not_found, refused or wrong_question.")]
    message: str
    errors: Annotated[list[str], Field(description="Where and what, one a line, when the question is wrong.")] = []


class SourceOut(Schema):
    title: str
    publisher: str
    url: str
    licence: str
    published_on: date | None


class TerritoryRef(Schema):
    scheme: str
    level: str
    code: str
    name: Texts


class OrganisationRef(Schema):
    slug: str
    name: Texts
    acronym: str


class PersonRef(Schema):
    slug: Annotated[str | None, Field(description="None: a person without a public page, named where a programme names them.")]
    name: str


class GoalRef(Schema):
    framework: str
    kind: str
    code: str
    name: Texts
