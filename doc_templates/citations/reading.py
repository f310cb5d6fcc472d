"""A text, or the lines of its bases → the documents they name, in order."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from doc_templates import legal_basis
from doc_templates.citations.citation import Citation
from doc_templates.citations.laws import laws
from doc_templates.citations.numbered import numbered
from doc_templates.citations.page import page_of, tidy
from doc_templates.citations.roles import NESTED, with_roles


def in_text(text: str) -> list[Citation]:
    """Every document that running text names; places are those of the text's NFC form. Never fails."""
    return [replace(one, role="mention") if one.role == NESTED else one for one in _read(text)]


def in_bases(lines: Iterable[str]) -> Iterator[tuple[int, Citation]]:
    """Every document that the lines of a basis name, each with its line from 0.

    What a line rests on is a "basis", what it names in the subject of that a "mention".
    """
    for at, line in enumerate(lines):
        for one in _read(line) or _whole_line(line):
            yield at, replace(one, role="mention" if one.role == NESTED else "basis")


def _read(text: str) -> list[Citation]:
    page = page_of(text)
    by_name = list(laws(page))
    found = sorted([*by_name, *numbered(page, by_name)], key=lambda one: (one.start, one.end))
    return with_roles(page, found)


def _whole_line(line: str) -> list[Citation]:
    """A law whose name no table has, up to the end of the line: there alone it is sure to end."""
    read = legal_basis.parse(line)
    if not read.kind or not (read.reference or (read.is_law and read.subject)):
        return []
    words = tidy(line).rstrip(" ;.,:")
    return [
        Citation("basis", read.kind, read.reference, read.subject if read.is_law else "", read.issuer, read.dated,
                 None if read.dated else read.year, read.within, words, 0, len(page_of(line).text))
    ]  # fmt: skip
