"""Commands for whoever looks after the machine: `flask --app service token create`, and a way back in for people."""

from datetime import timedelta

import click
from flask import Flask
from flask.cli import AppGroup

from service import logins, passwords, people, tokens
from service.actor import PERMISSIONS
from service.errors import BadInput
from service.parts import parts
from service.people import User

token_commands = AppGroup("token", help="API tokens.")
account_commands = AppGroup("account", help="People's accounts.")


@token_commands.command("create")
@click.option("--user", required=True, help="User name of the person the software acts for.")
@click.option("--label", required=True, help="Which software it is for.")
@click.option("--scopes", default="read", show_default=True, help=f"Of {','.join(PERMISSIONS)}; commas between.")
@click.option("--days", type=click.IntRange(min=1), help="How long it works; without: until it is withdrawn.")
def create(user: str, label: str, scopes: str, days: int | None) -> None:
    """Make an API token and print it: it cannot be shown again."""
    now = parts().now()
    wanted = {scope.strip() for scope in scopes.split(",") if scope.strip()}
    with parts().db.write() as session:
        person = people.user_named(session, user)
        if person is None:
            raise click.ClickException(f"no account is called {user!r}")
        until = now + timedelta(days=days) if days else None
        try:
            secret = tokens.make_token(session, person, label=label, scopes=wanted, now=now, expires=until)
        except BadInput as error:
            raise click.ClickException(_why(error, person)) from error
    click.echo(secret)


def _why(error: BadInput, person: User) -> str:
    if error.data["field"] == "scopes":
        return f"{person.username} may only give these scopes: {','.join(sorted(person.permissions))}"
    return "the label must have 1 to 100 characters"


@account_commands.command("password")
@click.argument("username")
def password(username: str) -> None:
    """Give an account a temporary password, print it, and end a lock: for an administrator who cannot get in."""
    temporary = passwords.temporary()
    with parts().db.write() as session:
        person = people.user_named(session, username)
        if person is None:
            raise click.ClickException(f"no account is called {username!r}")
        people.set_password(session, person, temporary, by="command", must_change=True)
        logins.unlock(session, person.username)
    click.echo(temporary)


def init(app: Flask) -> None:
    """Add the commands to `flask`."""
    app.cli.add_command(token_commands)
    app.cli.add_command(account_commands)
