"""The README is kept true: every setting and every command stands in it."""

import dataclasses
import re
from pathlib import Path

from service.cli import archive_commands, index_commands
from service.config import Config

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def test_every_setting_stands_in_the_readme() -> None:
    source = Path(__file__).parent.parent / "service" / "config.py"
    settings = set(re.findall(r'environment\.get\("([A-Z_]+)"', source.read_text(encoding="utf-8")))
    assert len(settings) == len(dataclasses.fields(Config))
    assert {name for name in settings if f"`{name}`" not in README} == set()


def test_every_command_stands_in_the_readme() -> None:
    commands = [f"{group.name} {name}" for group in (archive_commands, index_commands) for name in group.commands]
    assert commands
    assert [command for command in commands if f"`{command}`" not in README] == []
