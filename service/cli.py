"""Commands for whoever looks after the machine: `flask --app service archive …` and `index …`."""

import json
import sys
from collections.abc import Iterable

import click
from flask import Flask
from flask.cli import AppGroup

from archive import events
from archive.finding import Finding
from archive.head_check import EXPLAINED
from archive.rebuild import rebuild as rebuild_rows
from archive.verify import verify as verify_all
from index.errors import SearchError
from service import backup_cli, check_codes, head_stamps, index_check, index_move, index_rebuild, nightly
from service.citing import keeping as citations
from service.parts import parts
from service.progress import bar

archive_commands = AppGroup("archive", help="The archive: rows, files, numbers, events.")
index_commands = AppGroup("index", help="The full-text index.")
citation_commands = AppGroup("citations", help="What documents cite.")


@archive_commands.command("verify")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a finding.")
def verify(as_json: bool) -> None:
    """Look both ways: rows, files, digests, numbers, events. Exit code 1 where something is wrong; deletes nothing."""
    report = verify_all(parts().db, parts().store, bar("archive verify"), proves=head_stamps.holds)
    _tell(report.findings, as_json)
    click.echo("archive: all is well" if report.ok else "archive: faults found", err=True)
    sys.exit(0 if report.ok else 1)


def _tell(findings: Iterable[Finding], as_json: bool) -> None:
    for finding in findings:
        line = {"code": finding.code, "place": finding.place, "data": finding.data}
        words = "  ".join(str(part) for part in line.values())
        click.echo(json.dumps(line, ensure_ascii=False, default=str) if as_json else words)


@archive_commands.command("rebuild")
def rebuild() -> None:
    """Restore missing rows from the storage root alone, and queue every document for the index."""
    report = rebuild_rows(parts().db, parts().store, bar("archive rebuild"))
    with parts().db.write() as session:
        check_codes.restore(session)
    click.echo(report)


@archive_commands.command("head")
def head() -> None:
    """File the journal's head in the storage, with a time-stamp where TSA_URL is set."""
    filed = nightly.file_head_now(parts())
    click.echo("nothing has happened yet" if filed is None else "\n".join(filed.files))


@archive_commands.command("night")
def night() -> None:
    """Do the night's work now: verify a share, restore from the replica, file the head, back up."""
    nightly.night(parts())


@archive_commands.command("explain-clock")
@click.argument("seq", type=int)
@click.option("--by", required=True, help="Who answers for it.")
@click.option("--reason", required=True, help="Why the clock had gone back.")
def explain_clock(seq: int, by: str, reason: str) -> None:
    """Answer for event SEQ, which came too early: verify tells of it still, but as no fault."""
    details = {"seq": seq, "reason": reason}
    with parts().db.write() as session:
        events.append(session, EXPLAINED, agency_id=None, actor=by, details=details)


@index_commands.command("rebuild")
def rebuild_index() -> None:
    """Make the index anew from the archive; the old one answers meanwhile."""
    click.echo(f"{index_rebuild.run(parts(), bar('index rebuild'))} documents indexed")


@index_commands.command("verify")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a finding.")
def verify_index(as_json: bool) -> None:
    """Compare every entry of the index with its document. Exit code 1 where one was forged, hidden or made up."""
    found = index_check.check_index(parts(), bar("index verify"))
    _tell(found, as_json)
    click.echo("index: faults found; remedy: index rebuild" if found else "index: all is well", err=True)
    sys.exit(1 if found else 0)


@index_commands.command("move")
@click.argument("url")
@click.option("--remove-old", is_flag=True, help="Delete the old index once the new one answers.")
def move_index(url: str, remove_old: bool) -> None:
    """Make the index anew at URL (whoosh:///folder, tantivy:///folder), check it and switch; the old one answers
    meanwhile, and stays where it is unless its removal is asked for."""
    try:
        moved = index_move.move(parts(), url, bar)
    except (index_move.CannotMove, SearchError) as error:
        raise click.ClickException(
            _WHY_NOT_MOVED.get(str(error.args[0]), f"the index stays where it is: {error}")
        ) from error
    click.echo(f"{moved.documents} documents in {url}; {moved.mended} were put right while it was made")
    if remove_old:
        index_move.remove_old(parts(), moved.old_url)
    click.echo(f"the old index {moved.old_url} was removed" if remove_old else f"the old index stays: {moved.old_url}")


_WHY_NOT_MOVED = {
    "same": "the index lies there already",
    "fixed": "INDEX_URL says where the index lies: unset it, then move",
    "differs": "the new index does not say what the archive says; the old one stays in use",
    "unknown_engine": "no such engine: whoosh:///absolute/folder or tantivy:///absolute/folder",
}


@citation_commands.command("rebuild")
def rebuild_citations() -> None:
    """Read again what every document cites, and look up which of it is here."""
    click.echo(f"{citations.rebuild(parts(), bar('citations rebuild'))} documents read")


def init(app: Flask) -> None:
    app.cli.add_command(archive_commands)
    app.cli.add_command(index_commands)
    app.cli.add_command(citation_commands)
    app.cli.add_command(backup_cli.backup_commands)
