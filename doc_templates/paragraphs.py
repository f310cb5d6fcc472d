"""Blocks of the body laid out as paragraphs in the form's styles (Phụ lục I, II.6): the value of the tag {{p body }}.

The clerk's words are escaped here and stay words: braces in them are braces on paper.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from markupsafe import Markup

from doc_templates import style_sheet as names
from doc_templates.body_table import table
from doc_templates.body_text import mark
from doc_templates.inline import plain
from doc_templates.run_xml import run_xml
from doc_templates.style_sheet import StyleSheet

if TYPE_CHECKING:
    from doc_templates.body import Block

BLANK = "………………"  # what a draft shows where words are still missing
SHORT = 80  # letters that surely fit one line: too little to stand above a signature on a page of their own
LONG = 1500  # letters of a paragraph too long to be moved to the next page as a whole for the signature's sake
_WORD = {"part": "Phần", "chapter": "Chương", "section": "Mục", "subsection": "Tiểu mục", "article": "Điều"}
_CENTRED = {
    "part": (names.PART, names.PART_TITLE),
    "chapter": (names.PART, names.PART_TITLE),
    "section": (names.SECTION, names.SECTION_TITLE),
    "subsection": (names.SECTION, names.SECTION_TITLE),
}
_RUNNING = {"point": names.POINT, "dash": names.DASH, "text": names.TEXT, "clause": names.CLAUSE}


@dataclass
class _Paragraph:
    """`strong` words come before the running text of the same paragraph."""

    style: str
    text: str
    strong: str = ""
    keep: bool = False
    rows: tuple[tuple[str, ...], ...] = ()


def paragraphs(blocks: "Sequence[Block]", styles: StyleSheet, *, signed: bool = True) -> Markup:
    """The XML of a body; a dotted line where nothing is written yet.

    `signed`: the last words stay with the signature below them.
    """
    laid_out = [paragraph for block in blocks for paragraph in _laid_out(block)]
    laid_out = laid_out or [_Paragraph(names.TEXT, BLANK * 9)]
    for paragraph, following in pairwise(laid_out):
        paragraph.keep = paragraph.keep or bool(following.rows)  # what announces a table stays with it
    laid_out[-1].keep = signed and len(laid_out[-1].text) < LONG
    if len(laid_out) > 1 and len(plain(laid_out[-1].strong + laid_out[-1].text)) < SHORT:
        laid_out[-2].keep = True
    return Markup("".join(_xml(laid_out, styles)))


def _laid_out(block: "Block") -> Iterator[_Paragraph]:
    if block.level == "table":
        yield _Paragraph(names.CELL, "", rows=block.rows)
    elif block.level in _CENTRED:
        yield from _centred(block)
    elif block.level == "article":
        strong = f"Điều {block.number}. {block.title}".rstrip()
        yield _Paragraph(names.ARTICLE, block.text, strong, keep=not block.text)
    elif block.title and block.level in ("heading", "clause"):
        style = names.HEADING if block.level == "heading" else names.CLAUSE_TITLE
        yield _Paragraph(style, f"{mark(block)}{block.title}")
        if block.text:
            yield _Paragraph(names.TEXT, block.text)
    else:
        yield _running(block)


def _centred(block: "Block") -> Iterator[_Paragraph]:
    number_style, title_style = _CENTRED[block.level]
    yield _Paragraph(number_style, f"{_WORD[block.level]} {block.number}")
    if block.title:
        yield _Paragraph(title_style, block.title)
    if block.text:
        yield _Paragraph(names.TEXT, block.text)


def _running(block: "Block") -> _Paragraph:
    style = _RUNNING.get(block.level, names.TEXT)
    strong = f"{mark(block)}{block.title}" if block.title else ""
    return _Paragraph(style, block.text if strong else f"{mark(block)}{block.text}", strong)


def _xml(laid_out: Iterable[_Paragraph], styles: StyleSheet) -> Iterator[str]:
    strong = f'<w:rStyle w:val="{styles.id(names.STRONG)}"/>'
    for paragraph in laid_out:
        if paragraph.rows:
            yield table(paragraph.rows, styles)
            continue
        keep = "<w:keepNext/>" if paragraph.keep else ""
        yield f'<w:p><w:pPr><w:pStyle w:val="{styles.id(paragraph.style)}"/>{keep}</w:pPr>'
        if paragraph.strong:
            yield run_xml(paragraph.strong + (" " if paragraph.text else ""), strong)
        if paragraph.text:
            yield run_xml(paragraph.text)
        yield "</w:p>"
