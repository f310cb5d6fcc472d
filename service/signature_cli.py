"""Commands over the evidence of signatures: `flask --app service signatures status|complete|renew`."""

import click
from flask import Flask
from flask.cli import AppGroup

from service import evidence
from service.parts import parts

commands = AppGroup("signatures", help="Time-stamps and revocation data of issued documents.")


@commands.command("status")
def status() -> None:
    """How many documents stand at each level, how many wait, and how many time-stamps are to be renewed."""
    for level, count in sorted(evidence.counts(parts()).items()):
        click.echo(f"{level}\t{count}")
    click.echo(f"to complete\t{len(evidence.waiting(parts()))}\nto renew\t{len(evidence.weakening(parts()))}")
    if not parts().config.tsa_url:
        click.echo("TSA_URL is not set: nothing will be added", err=True)


@commands.command("complete")
def complete() -> None:
    """Add now what is missing, without waiting for the next turn. Exit code 1 where something still waits."""
    _served(evidence.waiting(parts()))
    if left := evidence.waiting(parts()):
        raise click.ClickException(f"{len(left)} still wait: signatures status")


@commands.command("renew")
def renew() -> None:
    """Put a newer archive time-stamp over those whose authority's certificate runs out soon (evidence.toml)."""
    _served(evidence.weakening(parts()))


def _served(ids: list[str]) -> None:
    click.echo(f"{evidence.serve(parts(), ids)} of {len(ids)} documents got more evidence")


def init(app: Flask) -> None:
    app.cli.add_command(commands)
