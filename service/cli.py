"""Commands for whoever looks after the machine: `flask --app service archive verify|rebuild`, `index rebuild`."""

import json
import sys
from collections.abc import Callable

import click
from flask import Flask
from flask.cli import AppGroup
from tqdm import tqdm

from archive.rebuild import rebuild as rebuild_rows
from archive.verify import verify as verify_all
from service import search
from service.parts import parts

archive_commands = AppGroup("archive", help="The archive: rows, files, numbers, events.")
index_commands = AppGroup("index", help="The full-text index.")


def bar(what: str) -> Callable[[int, int], None]:
    """A progress bar on standard error, fed with (done, total)."""
    shown = tqdm(desc=what, unit="", file=sys.stderr, disable=None)

    def progress(done: int, total: int) -> None:
        shown.total = total
        shown.update(done - shown.n)
        if done >= total:
            shown.refresh()

    return progress


@archive_commands.command("verify")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a finding.")
def verify(as_json: bool) -> None:
    """Look both ways: rows, files, digests, numbers, events. Exit code 1 where something is wrong; deletes nothing."""
    report = verify_all(parts().db, parts().store, bar("archive verify"))
    for finding in report.findings:
        line = {"code": finding.code, "place": finding.place, "data": finding.data}
        words = "  ".join(str(part) for part in line.values())
        click.echo(json.dumps(line, ensure_ascii=False, default=str) if as_json else words)
    click.echo("archive: all is well" if report.ok else "archive: faults found", err=True)
    sys.exit(0 if report.ok else 1)


@archive_commands.command("rebuild")
def rebuild() -> None:
    """Restore missing rows from the storage root alone, and queue every document for the index."""
    click.echo(rebuild_rows(parts().db, parts().store, bar("archive rebuild")))


@index_commands.command("rebuild")
def rebuild_index() -> None:
    """Make the index anew from the archive; the old one answers meanwhile."""
    click.echo(f"{search.rebuild(parts(), bar('index rebuild'))} documents indexed")


def init(app: Flask) -> None:
    app.cli.add_command(archive_commands)
    app.cli.add_command(index_commands)
