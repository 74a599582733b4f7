"""`essaim import` and `essaim export`: programmes in and out of files."""

import sys
from pathlib import Path

import click

from essaim.cli.console import RefusedError, out, progress, set_up_django

SPOKEN = ("en", "fr", "es")
FORMATS = ("xml", "json", "ics", "csv", "xlsx", "jsonld")


@click.command("import")
@click.argument("edition")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--language", default="", help="Of texts that name none; else the edition's first.")
@click.option("--cancel-gone", is_flag=True, help="Cancel sessions that came from a file and are no longer in this one.")
@click.option("--release", is_flag=True, help="Put the programme on line afterwards; letters to those it touches wait in the outbox.")
@click.option("--quiet", is_flag=True, help="With --release: write no letters.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--lang", type=click.Choice(SPOKEN), default="en", help="Of what the command says about the file.")
def import_programme(
    edition: str, file: Path, language: str, cancel_gone: bool, release: bool, quiet: bool, dry_run: bool, lang: str
) -> None:
    """Bring EDITION's draft up to date with FILE, whole or not at all."""
    set_up_django()
    from django.utils import translation

    with translation.override(lang):
        bring_up_to_date(edition, file, language, cancel_gone, dry_run)
        if release and not dry_run:
            put_on_line(edition, quiet=quiet)


def bring_up_to_date(edition: str, file: Path, language: str, cancel_gone: bool, dry_run: bool) -> None:
    from essaim.forum.exchange.sentences import counted, met, unreadable_said
    from essaim.forum.exchange.taking_over import Order, preview, take_over
    from essaim.forum.interchange import UnreadableSchedule, read
    from essaim.forum.models import Edition

    found = Edition.objects.filter(slug=edition).first()
    if found is None:
        known = ", ".join(Edition.objects.order_by("slug").values_list("slug", flat=True)) or "none"
        raise RefusedError(f"There is no edition {edition!r}. Editions: {known}.")
    try:
        reading = read(file.read_bytes(), name=file.name, zone=found.time_zone, languages=found.languages)
    except UnreadableSchedule as error:
        raise RefusedError(unreadable_said(error)) from error
    order = Order(
        edition=found,
        document=reading.document,
        format=reading.format,
        language=language or (found.languages or ["en"])[0],
        source_code=f"import-{file.name.lower()[:60].replace('.', '-')}",
        source_title=file.name,
        cancels_gone=cancel_gone,
    )
    with progress("Writing the sessions") as bar:
        act = preview if dry_run else take_over
        outcome = act(order, by=None, report=lambda done, total: bar(done, total, ""))
    for said in met(reading.findings, outcome):
        out.print(said.line(), markup=False)
    for count, words in counted(outcome.counts):
        out.print(f"{count} {words}", markup=False)
    if dry_run:
        out.print("Nothing was changed.")


def put_on_line(edition: str, *, quiet: bool) -> None:
    """As the page does it: the letters wait until somebody of the team has read them."""
    from django.conf import settings
    from django.urls import reverse

    from essaim.forum.models import Edition
    from essaim.forum.telling import release_and_tell, waiting_letters

    found = Edition.objects.get(slug=edition)
    version, mailing, unreachable = release_and_tell(edition=found, by=None, quiet=quiet)
    out.print(f"Version {version.number} is on line.")
    if quiet and waiting_letters(found):
        out.print("Letters about an earlier version still wait in the outbox; they say nothing of this one.")
    elif mailing is None:
        out.print("No letters were written." if quiet else "It touches nobody who could be written to.")
    else:
        address = settings.SITE_ADDRESS + reverse("team:mailing", args=[found.slug, mailing.pk])
        out.print(f"Letters in the outbox, to be read before they go: {mailing.messages.count()}. {address}", markup=False, soft_wrap=True)
    if unreachable:
        names = ", ".join(str(one.person) for one in unreachable)
        out.print(f"Without an address, to be told otherwise: {names}.", markup=False, soft_wrap=True)


@click.command("export")
@click.argument("edition")
@click.argument("format", type=click.Choice(FORMATS))
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Else to standard output.")
@click.option("--language", default="", help="Of the texts; else the edition's first.")
def export_programme(edition: str, format: str, output: Path | None, language: str) -> None:  # noqa: A002 the word people type
    """Write EDITION's last released programme as a file."""
    set_up_django()
    from datetime import UTC, datetime

    from essaim.forum.exchange.publishing import document_of
    from essaim.forum.models import Edition
    from essaim.forum.queries.programme import released_version
    from essaim.forum.views.public.exports import KINDS

    found = Edition.objects.filter(slug=edition).first()
    if found is None:
        raise RefusedError(f"There is no edition {edition!r}.")
    version = released_version(found)
    told = language or (found.languages or ["en"])[0]
    at = version.released_at if version and version.released_at else datetime(1970, 1, 1, tzinfo=UTC)
    written = KINDS[format].written(document_of(found, version, language=told), told, at)
    if output:
        output.write_bytes(written.data)
    else:
        sys.stdout.buffer.write(written.data)
    click.echo(written.left_out.sentence(), err=True)
