"""A command for a .docx with tags, before it is uploaded: `flask --app service form check FILE`."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from doc_templates.tags.asked import study
from service.form_sentences import place, told
from service.own_form_check import problem_of

form_commands = AppGroup("form", help="An office's own forms: a .docx with tags.")


@form_commands.command("check")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object with everything.")
def check(file: Path, as_json: bool) -> None:
    """What FILE asks for, and every tag that cannot be filled, at its paragraph. Exit code 1 where there is one."""
    found = study(file.read_bytes(), file.stem)
    problems = [problem_of(fault) for fault in found.faults]
    with current_app.test_request_context():
        if as_json:
            asked = [asdict(each) for each in found.asked]
            content = {"asked": asked, "given": sorted(found.given), "problems": [told(each) for each in problems]}
            click.echo(json.dumps(content, ensure_ascii=False))
        else:
            for each in found.asked:
                more = ", ".join((*each.columns, *each.choices))
                click.echo("  ".join(filter(None, [each.name, each.type, more, "" if each.optional else "*"])))
            for problem in problems:
                line = f"{place(problem)}: {told(problem)['detail']} “{problem.words}”"
                click.echo(f"{file}: {line.removeprefix(': ')}", err=True)
    sys.exit(1 if problems else 0)


def init(app: Flask) -> None:
    app.cli.add_command(form_commands)
