"""The API's own description (OpenAPI) as rows for a page and as markdown: one source, nothing written twice."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from essaim.api.site import VERSION, api

PREFIX = "/api/v1/"
OPENAPI = "/api/v1/openapi.json"


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    where: str
    type: str
    description: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class Operation:
    anchor: str
    method: str
    path: str
    needs_key: bool
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    body: str
    """The shape of what is sent; "" for none."""
    answer: str


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    type: str
    description: str


@dataclass(frozen=True, slots=True)
class Shape:
    name: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    version: str
    description: str
    groups: tuple[tuple[str, tuple[Operation, ...]], ...]
    shapes: tuple[Shape, ...]


def reference() -> Reference:
    document = api.get_openapi_schema(path_prefix=PREFIX)
    groups: dict[str, list[Operation]] = {}
    for path, methods in document["paths"].items():
        for method, said in methods.items():
            groups.setdefault(said["tags"][0], []).append(operation(path, method.upper(), said))
    schemas = document["components"]["schemas"]
    shapes = (Shape(name, tuple(fields(schema))) for name, schema in sorted(schemas.items()) if is_answer(name, schema))
    return Reference(VERSION, document["info"]["description"], tuple((tag, tuple(found)) for tag, found in groups.items()), tuple(shapes))


def operation(path: str, method: str, said: Mapping[str, Any]) -> Operation:
    return Operation(
        anchor=said["operationId"],
        method=method,
        path=path,
        needs_key="security" in said,
        summary=said["summary"],
        description=said.get("description", ""),
        parameters=tuple(parameter(each) for each in said.get("parameters", ())),
        body=shape_in(said.get("requestBody", {})),
        answer=next((shape_in(answer) for status, answer in said["responses"].items() if str(status).startswith("2")), ""),
    )


def shape_in(said: Mapping[str, Any]) -> str:
    schema = said.get("content", {}).get("application/json", {}).get("schema")
    return type_of(schema) if schema else ""


def parameter(said: Mapping[str, Any]) -> Parameter:
    description = said.get("description") or said["schema"].get("description", "")
    return Parameter(said["name"], said["in"], type_of(said["schema"]), description, bool(said.get("required")))


def fields(schema: Mapping[str, Any]) -> Iterator[Field]:
    for name, said in schema["properties"].items():
        yield Field(name, type_of(said), said.get("description", ""))


def is_answer(name: str, schema: Mapping[str, Any]) -> bool:
    return "properties" in schema and not name.endswith("Asked") and name not in {"Asked", "Reading"} and not name.startswith("Listed_")


def type_of(schema: Mapping[str, Any]) -> str:
    """In words: `SessionOut`, `list of string`, `integer or null`."""
    match schema:
        case {"$ref": str(target)}:
            name = target.rpartition("/")[2]
            said = f"page of {name.removeprefix('Listed_').rstrip('_')}" if name.startswith("Listed_") else name
        case {"anyOf": list(choices)}:
            said = " or ".join(type_of(choice) for choice in choices)
        case {"type": "array", "items": inner}:
            said = f"list of {type_of(inner)}"
        case {"type": "object", "additionalProperties": {"type": str(inner)}}:
            said = f"{{name: {inner}}}"
        case {"enum": list(values)}:
            said = " or ".join(f'"{value}"' for value in values)
        case _:
            said = str(schema.get("format") or schema.get("type", "any"))
    return said


def markdown() -> str:
    """docs/reference/api.md."""
    said = reference()
    lines = [
        "# The API",
        "",
        "Made by `essaim api reference`; do not edit. The same as a page: `/en/api/`. For machines: `/api/v1/openapi.json`.",
        "",
        said.description,
        "",
        "Lists come a page at a time (`page`, `size`): `count`, `page`, `pages`, `next`, `previous`, `items`. A thing that is not public",
        "does not exist (404). A wrong question is answered with 422 and where it is wrong; a rule of the site with 409 and the sentence its",
        "pages say; a key that is missing, unknown, revoked or expired with 401, one that may not do this with 403. Errors are",
        "`{code, message, errors}`.",
        "",
        "```",
        'curl -H "Authorization: Bearer $KEY" https://example.org/api/v1/editions/niort-2027/proposals?state=received',
        "```",
        "",
    ]
    for tag, operations in said.groups:
        lines += [f"## {tag}", ""]
        for each in operations:
            lines += markdown_operation(each)
    lines += ["## Shapes", ""]
    for shape in said.shapes:
        lines += [f"### {shape.name}", "", "| Field | Type | |", "|---|---|---|"]
        lines += [f"| `{each.name}` | {cell(each.type)} | {cell(each.description)} |" for each in shape.fields]
        lines.append("")
    return "\n".join(lines)


def markdown_operation(each: Operation) -> list[str]:
    body = f", body {each.body}" if each.body else ""
    lines = [f"### {each.summary}", "", f"`{each.method} {each.path}`{', with a key' if each.needs_key else ''}{body} → {each.answer}", ""]
    if each.description:
        lines += [each.description, ""]
    if each.parameters:
        lines += ["| Parameter | In | Type | |", "|---|---|---|---|"]
        lines += [f"| `{one.name}` | {one.where} | {cell(one.type)} | {cell(one.description)} |" for one in each.parameters]
        lines.append("")
    return lines


def cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
