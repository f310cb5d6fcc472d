"""Commands of the backup: `flask --app service backup create|restore|drill`."""

import sys
from pathlib import Path

import click
from flask.cli import AppGroup

from archive.store import folder_of
from service import backup, backup_drill
from service.backup_parts import BackupDamaged, NoBackup, NotEmpty
from service.backup_restore import restore as restore_backup
from service.parts import parts
from service.progress import bar

backup_commands = AppGroup("backup", help="Backups: made while the office works, restored, tried out.")
folder_option = click.option(
    "--folder", type=click.Path(path_type=Path, file_okay=False), help="Folder of the backups; default: BACKUP_URL."
)


def _folder(given: Path | None) -> Path:
    if given is not None:
        return given.resolve()
    if not parts().config.backup_url:
        raise click.ClickException("no place for backups: set BACKUP_URL or give --folder")
    return folder_of(parts().config.backup_url)


@backup_commands.command("create")
@folder_option
@click.option("--full", is_flag=True, help="Everything, though this month has a full backup already.")
def create(folder: Path | None, full: bool) -> None:
    """Back up: full once a month, else what is new. Exit code 1 where something stored was found damaged."""
    made = backup.create(parts(), _folder(folder), full=full, progress=bar("backup create"))
    click.echo(made.folder)
    for problem in made.problems:
        click.echo(problem, err=True)
    sys.exit(1 if made.problems else 0)


@backup_commands.command("restore")
@click.argument("into", type=click.Path(path_type=Path, file_okay=False))
@folder_option
@click.option("--name", default="", help="Which backup; default: the latest.")
@click.option("--database-url", default="", help="An empty PostgreSQL database, for a backup of one.")
def restore(into: Path, folder: Path | None, name: str, database_url: str) -> None:
    """Restore as the data folder INTO, which must be empty or not there."""
    try:
        part = restore_backup(
            _folder(folder), into.resolve(), name=name, database_url=database_url, progress=bar("backup restore")
        )
    except (NotEmpty, NoBackup, BackupDamaged, ValueError) as error:
        raise click.ClickException(f"{type(error).__name__}: {error}") from error
    click.echo(f"{part.name} → {into}")


@backup_commands.command("drill")
@folder_option
@click.option("--scratch", type=click.Path(path_type=Path, file_okay=False, exists=True), help="Where to try it.")
def drill(folder: Path | None, scratch: Path | None) -> None:
    """Restore the latest backup to a scratch place, check all of it, say how long it took. Exit code 1: not whole."""
    try:
        found = backup_drill.drill(parts(), _folder(folder), bar, scratch=scratch)
    except (NoBackup, BackupDamaged) as error:
        raise click.ClickException(f"{type(error).__name__}: {error}") from error
    click.echo("\n".join(backup_drill.tell(found)))
    sys.exit(0 if found.ok else 1)
