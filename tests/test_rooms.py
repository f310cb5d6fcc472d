"""The house: imports run one way. service → doc_templates, archive, index; those three know neither each other nor
Flask, and only index does without a database."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("doc_templates", "archive", "index", "service")
WEB = {"flask", "apiflask", "flask_security", "flask_babel", "flask_wtf", "werkzeug", "huey", "gunicorn"}
DATABASE = {"sqlalchemy", "alembic", "sqlite3"}
FORBIDDEN = {
    "doc_templates": {"archive", "index", "service", "tests"} | WEB | DATABASE,
    "archive": {"doc_templates", "index", "service", "tests", "jinja2"} | WEB,
    "index": {"doc_templates", "archive", "service", "tests", "jinja2"} | WEB | DATABASE,
    "service": {"tests"},
}


def imported(source: str) -> Iterator[tuple[int, str]]:
    """(line, top-level name) of everything a module imports, however late."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name.split(".")[0]) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.lineno, node.module.split(".")[0]
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = ast.unparse(node.func)
            if called in ("__import__", "import_module", "importlib.import_module"):
                yield node.lineno, str(node.args[0].value).split(".")[0]


def wrong(room: str, source: str) -> list[tuple[int, str]]:
    return [(line, name) for line, name in imported(source) if name in FORBIDDEN[room]]


@pytest.mark.parametrize("room", ROOMS)
def test_imports_run_one_way(room: str) -> None:
    modules = [path for path in (ROOT / room).rglob("*.py") if "node_modules" not in path.parts]
    assert modules
    found = {
        str(path.relative_to(ROOT)): wrong(room, path.read_text(encoding="utf-8"))
        for path in modules
        if wrong(room, path.read_text(encoding="utf-8"))
    }
    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        "import flask",
        "import flask.views as v",
        "from flask import g",
        "from index.engine import Entry",
        "def late():\n    from service import create_app",
        "import importlib\nimportlib.import_module('doc_templates.form')",
    ],
)
def test_the_test_sees_every_way_to_import(source: str) -> None:
    assert wrong("archive", source)
    assert not wrong("archive", "from archive.db import Base\nfrom . import index\nimport json")
