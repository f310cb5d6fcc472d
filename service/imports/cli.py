"""Commands for whoever looks after the machine: `flask --app service import folder PATH --agency …`, `import list`."""

import sys
import time
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup
from sqlalchemy import select

from archive.agencies import Agency
from service.actor import Actor
from service.imports import bring, report, worker
from service.imports.progress import progress_of
from service.imports.readers import limited_to
from service.imports.rows import ImportRun
from service.parts import parts
from service.progress import bar

import_commands = AppGroup("import", help="Old archives: bring a folder in, see how far it is.")


@import_commands.command("folder")
@click.argument("path", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--agency", default="", help="Id of the agency whose archive it is; needed where there are several.")
@click.option("--unit", "units", multiple=True, help="Abbreviation of a unit that alone may see it; may be repeated.")
@click.option("--wait", is_flag=True, help="Stay until every file is opened, and print the report.")
def folder(path: Path, agency: str, units: tuple[str, ...], wait: bool) -> None:
    """Bring in every file below PATH on this machine: opened and read in the background, then reviewed by people."""
    _begun(path, agency, units, "folder", wait)


@import_commands.command("zip")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--agency", default="", help="Id of the agency whose archive it is; needed where there are several.")
@click.option("--unit", "units", multiple=True, help="Abbreviation of a unit that alone may see it; may be repeated.")
@click.option("--wait", is_flag=True, help="Stay until every file is opened, and print the report.")
def archive(path: Path, agency: str, units: tuple[str, ...], wait: bool) -> None:
    """Bring in every file of a .zip on this machine, and of the archives in it."""
    _begun(path, agency, units, "zip", wait)


def _begun(path: Path, agency: str, units: tuple[str, ...], source: str, wait: bool) -> None:
    actor = Actor(None, "command", _agency(agency), frozenset({"issue"}), "command")
    with parts().db.read() as session:
        access = limited_to(session, actor.agency_id, units)
    run = bring.begin(parts(), actor, path.resolve().name or "/", source, place=str(path.resolve()), access=access)
    click.echo(run.id)
    if wait:
        _wait(run.id)


def _agency(asked: str) -> str:
    with parts().db.read() as session:
        ids = list(session.scalars(select(Agency.id).order_by(Agency.id)))
    if asked in ids:
        return asked
    if asked or len(ids) != 1:
        raise click.ClickException(f"--agency must be one of: {', '.join(ids) or 'none yet'}")
    return ids[0]


def _wait(run_id: str) -> None:
    """Do the work here, unless the service is at it already; then look on."""
    shown = bar("import")
    while True:
        with parts().db.read() as session:
            run = session.get_one(ImportRun, run_id)
        progress = progress_of(parts(), run)
        shown(progress.opened, max(progress.total, 1))
        if run.state in ("done", "paused", "cancelled"):
            break
        if not worker.work(parts()):
            time.sleep(1)
    _tell(run)


@import_commands.command("list")
def list_runs() -> None:
    """The imports there were, newest first: id, state, files opened of all, name."""
    with parts().db.read() as session:
        found = list(session.scalars(select(ImportRun).order_by(ImportRun.at.desc()).limit(50)))
    for run in found:
        progress = progress_of(parts(), run)
        click.echo(f"{run.id}  {run.state:10} {progress.opened}/{progress.total}  {run.name}")


@import_commands.command("report")
@click.argument("run_id")
def report_run(run_id: str) -> None:
    """Print what became of every file of an import, as .csv."""
    with parts().db.read() as session:
        run = session.get(ImportRun, run_id)
    if run is None:
        raise click.ClickException(f"no import {run_id}")
    click.echo(report.as_csv(parts(), run), nl=False)


def _tell(run: ImportRun) -> None:
    counted = progress_of(parts(), run).counted
    click.echo("  ".join(f"{state}: {count}" for state, count in sorted(counted.items())) or "nothing")
    for line in report.lines(parts(), run):
        if line.why:
            click.echo(f"{line.name}: {line.state}. {line.why}")
    sys.exit(0 if run.state == "done" else 1)


def init(app: Flask) -> None:
    """Add the commands to `flask`."""
    app.cli.add_command(import_commands)
