"""The slips of people who write tags, told apart before Jinja's own word for them is needed."""

import re
from collections.abc import Iterator

from jinja2 import nodes

from doc_templates import sandbox

_TWO_NAMES = re.compile(r"[^\W\d]\w*\s+[^\W\d]\w*")
_KEYWORDS = {"if", "else", "and", "or", "not", "in", "is", "for", "true", "false", "none"}


def why_wrong(words: str) -> str:
    """The commonest slips of people who write tags, before Jinja's own word for it."""
    bare = re.sub(r"\"[^\"]*\"|'[^']*'", "", words)
    for pair in _TWO_NAMES.findall(bare):
        if not _KEYWORDS & set(pair.split()):
            return "blank_in_name"
    return "syntax"


def unknown_words(tree: nodes.Template) -> Iterator[tuple[str, str]]:
    """Filters, tests and names that forms do not have: why, and the word."""
    for each in tree.find_all(nodes.Filter):
        if each.name not in sandbox.FILTERS_OF_FORMS:
            yield "unknown_filter", each.name
    for test in tree.find_all(nodes.Test):
        if test.name not in sandbox.ENVIRONMENT.tests:
            yield "unknown_filter", test.name
    for name in tree.find_all(nodes.Name):
        if not name.name.isascii():
            yield "name_not_ascii", name.name
