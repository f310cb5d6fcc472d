"""The names in one expression of a form and how each is used: a walk over Jinja's tree of the expression."""

from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import nodes

ITEM = "[]"
"""The step from a list to its elements."""
Steps = tuple[str, ...]
_OF_A_LIST = {"length": "list", "join": "list"}
_AN_ELEMENT = ("first", "last")


@dataclass(frozen=True)
class Found:
    """A name, the steps taken from it, and how what is reached is used; see reading.Use."""

    name: str
    steps: Steps
    how: str
    value: str = ""


def uses_of(node: nodes.Node, how: str) -> Iterator[Found]:
    """Every name of an expression that is used `how`: print, paragraphs, test or loop."""
    reached = _chain(node)
    if reached is not None:
        yield Found(*reached, how)
        yield from _arguments(node)
    elif isinstance(node, nodes.Compare):
        yield from _compared(node)
    elif isinstance(node, nodes.Filter) and node.node is not None:
        yield from uses_of(node.node, _OF_A_LIST.get(node.name, how))
        yield from _each(node.args, "print")
    elif isinstance(node, nodes.CondExpr):
        yield from uses_of(node.test, "test")
        yield from _each([node.expr1, *([node.expr2] if node.expr2 is not None else [])], how)
    else:
        asks = isinstance(node, nodes.Not | nodes.And | nodes.Or | nodes.Test)
        yield from _each(node.iter_child_nodes(), "test" if asks else how)


def _each(found: "Iterator[nodes.Node] | list[nodes.Expr]", how: str) -> Iterator[Found]:
    for node in found:
        yield from uses_of(node, how)


def _chain(node: nodes.Node) -> tuple[str, Steps] | None:
    """`rows[0].name` → ("rows", (ITEM, "name")); None for what is no name with steps."""
    if isinstance(node, nodes.Name):
        return node.name, ()
    if isinstance(node, nodes.Getattr):
        return _longer(_chain(node.node), node.attr)
    if isinstance(node, nodes.Getitem):
        key = node.arg.value if isinstance(node.arg, nodes.Const) else None
        if isinstance(node.arg, nodes.Slice):
            return _chain(node.node)
        return _longer(_chain(node.node), key if isinstance(key, str) else ITEM)
    if isinstance(node, nodes.Filter) and node.name in _AN_ELEMENT and node.node is not None:
        return _longer(_chain(node.node), ITEM)
    return None


def _longer(chain: tuple[str, Steps] | None, step: str) -> tuple[str, Steps] | None:
    return None if chain is None else (chain[0], (*chain[1], step))


def _arguments(node: nodes.Node) -> Iterator[Found]:
    """Names that only choose the element: `rows[place]`."""
    for inner in node.find_all(nodes.Getitem):
        if not isinstance(inner.arg, nodes.Const | nodes.Slice):
            yield from uses_of(inner.arg, "print")
    if isinstance(node, nodes.Getitem) and not isinstance(node.arg, nodes.Const | nodes.Slice):
        yield from uses_of(node.arg, "print")


def _compared(node: nodes.Compare) -> Iterator[Found]:
    sides = [node.expr, *(operand.expr for operand in node.ops)]
    constants = [str(side.value) for side in sides if isinstance(side, nodes.Const) and isinstance(side.value, str)]
    for side in sides:
        for found in uses_of(side, "test"):
            yield Found(found.name, found.steps, "compare", constants[0]) if constants else found
