"""`essaim backup` and `essaim restore`."""

from pathlib import Path

import click

from essaim.cli.console import RefusedError, out, progress, set_up_django

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=FILE)
@click.option("--replace", is_flag=True, help="Overwrite FILE when it exists.")
def backup(file: Path, replace: bool) -> None:
    """Write the database and all files into FILE, while the site serves."""
    set_up_django()
    from essaim.desk.archive.backup import write_backup
    from essaim.desk.archive.errors import ArchiveError

    try:
        with progress("Backup") as report:
            manifest = write_backup(path=file, replace=replace, report=report)
    except (ArchiveError, OSError) as error:
        raise RefusedError(str(error)) from error
    files = sum(name.startswith("files/") for name in manifest.parts)
    out.print(f"{file}: {sum(manifest.rows.values())} rows of {len(manifest.rows)} tables, {files} files, {file.stat().st_size} bytes.")


@click.command()
@click.argument("file", type=FILE)
@click.option("--replace", is_flag=True, help="Put the backup in the place of a site that is not empty.")
def restore(file: Path, replace: bool) -> None:
    """Put FILE back, whole or not at all. Its checksums and version are checked first."""
    set_up_django()
    from essaim.desk.archive.errors import ArchiveError
    from essaim.desk.archive.restore import restore_backup

    try:
        with progress("Restore") as report:
            manifest = restore_backup(path=file, replace=replace, report=report)
    except (ArchiveError, OSError) as error:
        raise RefusedError(str(error)) from error
    out.print(f"Restored: the site of {manifest.made_at}, {sum(manifest.rows.values())} rows. Everybody has to log in again.")
