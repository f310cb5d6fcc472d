"""The README is kept true: every setting and every command stands in it."""

import dataclasses
import re
from pathlib import Path

from service.backup_cli import backup_commands
from service.cli import archive_commands, index_commands
from service.config import Config
from service.form_cli import form_commands
from service.imports.cli import import_commands
from service.token_cli import account_commands, token_commands

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def test_every_setting_stands_in_the_readme() -> None:
    source = Path(__file__).parent.parent / "service" / "config.py"
    settings = set(re.findall(r'environment\.get\("([A-Z0-9_]+)"', source.read_text(encoding="utf-8")))
    assert len(settings) == len(dataclasses.fields(Config))
    assert {name for name in settings if f"`{name}`" not in README} == set()


def test_every_command_stands_in_the_readme() -> None:
    groups = (archive_commands, backup_commands, index_commands, token_commands, account_commands, form_commands)
    groups += (import_commands,)
    commands = [f"{group.name} {name}" for group in groups for name in group.commands]
    assert commands
    assert [command for command in commands if f"`{command}`" not in README] == []
