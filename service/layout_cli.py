"""Commands for .docx files anywhere: `flask --app service layout check FILE…`, `layout repair FILE --output FILE`."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup

from doc_templates.errors import DocTemplatesError
from doc_templates.layout.check import Finding, check
from doc_templates.layout.repair import repair
from service.parts import parts

layout_commands = AppGroup("layout", help="The layout check: a .docx against Decree 30/2020, Appendix I.")
Docx = click.Path(exists=True, dir_okay=False, path_type=Path)


@layout_commands.command("check")
@click.argument("files", nargs=-1, required=True, type=Docx)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a finding.")
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
def check_files(files: tuple[Path, ...], as_json: bool, strict: bool) -> None:
    """Exit code 0: as the decree wants it; 1: findings; 2: a file that cannot be read."""
    worst = 0
    for file in files:
        try:
            findings = check(file.read_bytes(), parts().today()).findings
        except DocTemplatesError as error:
            click.echo(f"{file}: {error.code} {error.data}", err=True)
            worst = 2
            continue
        for finding in findings:
            click.echo(_as_json(file, finding) if as_json else _as_line(file, finding))
        if any(strict or finding.severity == "error" for finding in findings):
            worst = max(worst, 1)
    sys.exit(worst)


def _as_json(file: Path, finding: Finding) -> str:
    return json.dumps({"file": str(file), **asdict(finding)}, ensure_ascii=False)


def _as_line(file: Path, finding: Finding) -> str:
    where = f"{file}:{finding.place.paragraph + 1}: {finding.severity} [{finding.rule}]"
    return f"{where} {finding.message['vi']} ({finding.article}) “{finding.place.words}”"


@layout_commands.command("repair")
@click.argument("file", type=Docx)
@click.option("--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The mended .docx.")
def repair_file(file: Path, output: Path) -> None:
    """Mend what can be mended; FILE itself is left as it is. Exit code 1 where findings are left."""
    mended = repair(file.read_bytes(), None, parts().today())
    output.write_bytes(mended.docx)
    for change in mended.changes:
        click.echo(f"[{change.rule}] “{change.place.words}”: {change.before} → {change.after}")
    for finding in mended.left.findings:
        click.echo(_as_line(output, finding), err=True)
    sys.exit(1 if mended.left.findings else 0)


def init(app: Flask) -> None:
    """Add the commands to `flask`."""
    app.cli.add_command(layout_commands)
