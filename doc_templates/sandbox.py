"""Where a form's tags are run: in a sandbox that knows loops, conditions and names, and nothing else.

A form.docx is a program of whoever uploaded it. Jinja's sandbox keeps it away from Python's insides; this file also
leaves out what a form never needs and an attacker would use: calls, arithmetic, assignments, names with an
underscore, filters that multiply text. Loops and output are metered, from any thread.
"""

import functools
import time
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from jinja2 import StrictUndefined, Template, nodes, pass_context
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from jinja2.tests import TESTS

STEPS = 1_000_000
LETTERS = 64_000_000
SECONDS = 20.0
DEPTH = 48
LOOPS = 4  # inside each other; Python itself allows twenty
LINE = "\r"  # what a line break of the template becomes: no cleaned value holds one, so it can be dropped again

_NODES = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr, nodes.Getitem,
    nodes.Slice, nodes.For, nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not,
    nodes.Filter, nodes.Test,
)  # fmt: skip
FILTERS_OF_FORMS = ("capitalize", "default", "first", "join", "last", "length", "lower", "trim", "upper")
_TESTS = ("defined", "undefined")
_METER = "_meter"
_JINJAS_OWN = {"self", "super", "caller", "varargs", "kwargs"}
_Item = TypeVar("_Item")


class Refused(SecurityError):
    """An expression that no form needs, found before anything ran. `lineno` is its line of the template."""

    def __init__(self, why: str, lineno: int) -> None:
        super().__init__(why)
        self.lineno = lineno


class TooMuch(SecurityError):
    """A form that loops, writes or lasts beyond every real document: stopped while it ran."""


class Meter:
    """Counts what one filling does, and stops it."""

    def __init__(self) -> None:
        self.steps = 0
        self.letters = 0
        self.until = time.monotonic() + SECONDS

    def each(self, items: Iterable[_Item]) -> Iterator[_Item]:
        for item in items:
            self.steps += 1
            if self.steps > STEPS or (self.steps % 1024 == 0 and time.monotonic() > self.until):
                raise TooMuch("too_many_steps")
            yield item

    def write(self, pieces: Iterable[str]) -> Iterator[str]:
        for piece in pieces:
            self.letters += len(piece)
            if self.letters > LETTERS:
                raise TooMuch("too_much_text")
            yield piece


class FormEnvironment(SandboxedEnvironment):
    """Jinja as forms may use it; compiled templates are kept by their text."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._compiled = functools.lru_cache(maxsize=256)(super().from_string)

    def from_string(self, source: Any, *_: object, **__: object) -> Template:
        return self._compiled(source)

    def compile(self, source: Any, *args: Any, **options: Any) -> Any:
        tree = self.parse(source) if isinstance(source, str) else source
        refuse_the_unneeded(tree)
        _meter_loops(tree)
        return super().compile(tree, *args, **options)


def _environment() -> FormEnvironment:
    environment = FormEnvironment(autoescape=True, undefined=StrictUndefined, newline_sequence=LINE)
    environment.globals.clear()
    environment.filters = {name: FILTERS[name] for name in FILTERS_OF_FORMS} | {_METER: _metered}
    environment.tests = {name: TESTS[name] for name in _TESTS}
    return environment


@pass_context
def _metered(context: Context, items: Iterable[object]) -> Iterator[object]:
    return context.resolve(_METER).each(items)  # type: ignore[no-any-return]


ENVIRONMENT = _environment()


def run(source: str, values: dict[str, Any]) -> str:
    """Fills one part of a form. Errors: Jinja's TemplateError tree, with Refused and TooMuch in it."""
    template = ENVIRONMENT.from_string(source)
    return "".join(values[_METER].write(template.generate(values))).replace(LINE, "")


def with_meter(values: dict[str, Any]) -> dict[str, Any]:
    """The values of one filling with its own meter: one for all parts of the package."""
    return values | {_METER: Meter()}


def refuse_the_unneeded(node: nodes.Node, depth: int = 0, loops: int = 0) -> None:
    """Errors: Refused, for what no form needs in this piece of a template."""
    if not isinstance(node, _NODES):
        raise Refused("forbidden_expression", node.lineno)
    loops += isinstance(node, nodes.For)
    if depth > DEPTH or loops > LOOPS or (isinstance(node, nodes.For) and node.recursive):
        raise Refused("too_deep", node.lineno)
    named = (nodes.Name, "name"), (nodes.Getattr, "attr"), (nodes.Filter, "name")
    for kind, field in named:
        if isinstance(node, kind) and (getattr(node, field).startswith("_") or getattr(node, field) in _JINJAS_OWN):
            raise Refused("forbidden_name", node.lineno)
    if isinstance(node, nodes.Getitem) and "_" in str(getattr(node.arg, "value", ""))[:1]:
        raise Refused("forbidden_name", node.lineno)
    for child in node.iter_child_nodes():
        refuse_the_unneeded(child, depth + 1, loops)


def _meter_loops(tree: nodes.Template) -> None:
    for loop in tree.find_all(nodes.For):
        loop.iter = nodes.Filter(loop.iter, _METER, [], [], None, None, lineno=loop.lineno)
