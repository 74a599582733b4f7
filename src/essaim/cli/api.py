"""`essaim api`: what the API offers, as a document."""

import json

import click

from essaim.cli.console import set_up_django


@click.group()
def api() -> None:
    """Print what the API offers."""
    set_up_django()


@api.command()
def reference() -> None:
    """As markdown: docs/reference/api.md."""
    from essaim.api.reference import markdown

    print(markdown(), end="")


@api.command()
def openapi() -> None:
    """As OpenAPI, for machines."""
    from essaim.api.reference import PREFIX
    from essaim.api.site import api as site

    print(json.dumps(site.get_openapi_schema(path_prefix=PREFIX), ensure_ascii=False, indent=1))
