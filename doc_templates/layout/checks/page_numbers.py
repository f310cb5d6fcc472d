"""Page numbers: in the top margin, in the middle, not on page 1, anew in each appendix (I.7, III.1.đ)."""

import re
from collections.abc import Iterator
from functools import partial

from doc_templates.layout.checks.page import set_section
from doc_templates.layout.components import Components
from doc_templates.layout.flaws import Flaw, Span
from doc_templates.layout.footers import add_page_number, move_to_header, new_section, number_alone
from doc_templates.layout.heights import height
from doc_templates.layout.model import Document, PageNumber, Paragraph, Section
from doc_templates.layout.rules import Rule
from doc_templates.style_sheet import W

_NUMBER_HEIGHT = 12.0


def _span(number: PageNumber, document: Document) -> Span:
    paragraph = document.paragraphs[number.paragraph]
    return Span(paragraph, 0, len(paragraph.text))


def place(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """In the header, once for each part that has it."""
    seen: set[int] = set()
    for section in document.sections:
        number = section.page_number
        if number and number.place == "footer" and number.paragraph not in seen:
            seen.add(number.paragraph)
            fix = partial(move_to_header, document, section, number)
            yield Flaw(_span(number, document), "trong lề dưới", "trong lề trên", fix, moves=True)
        elif number and number.place == "header" and section.header_distance > section.top - _NUMBER_HEIGHT:
            fix = partial(set_section, section.element, "pgMar", header="567")
            yield Flaw(_span(number, document), "quá thấp", "trong lề trên", fix)


def first_page(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """The first page of the document shows none."""
    for section in document.sections:
        number = section.first_page_number
        begins = section.index == 0 or section.starts_at == 1
        if number and begins:
            fix = partial(_hide, section, document)
            yield Flaw(_span(number, document), "hiển thị", "không hiển thị", fix, moves=True)


def _hide(section: Section, document: Document) -> None:
    if section.title_page and section.first_page_number:
        for run in list(document.paragraphs[section.first_page_number.paragraph].element):
            if not run.tag.endswith("}pPr"):
                run.getparent().remove(run)
    else:
        set_section(section.element, "titlePg", val="1")


def missing(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """A document of more than a page numbers its pages; a shorter one should be ready to."""
    if any(section.page_number for section in document.sections) or not components.main.found:
        return
    fix = partial(add_page_number, document)
    severity = "" if _pages(document) > 1.02 else "warning"  # one page needs none until it grows
    yield Flaw(None, "none", "there", fix, moves=True, severity=severity)


def _pages(document: Document) -> float:
    """About how many pages the text of the document fills."""
    first = document.sections[0]
    room = max(first.height - first.top - first.bottom, 100.0)
    body = [
        each for each in document.paragraphs if each.part == "body" and (each.cell is None or each.cell.column == 0)
    ]
    return len(document.sections) - 1 + sum(height(each) for each in body) / room


def format(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """Arabic figures, and nothing beside them."""
    for section in document.sections:
        if section.number_format not in ("decimal", ""):
            fix = partial(set_section, section.element, "pgNumType", fmt="decimal")
            yield Flaw(None, "đang dùng kiểu số khác", "chữ số Ả Rập", fix, section=section.index)
    for span in components["page_number"]:
        words = [run.text.strip() for run in span.paragraph.runs if run.field != "PAGE" and run.text.strip()]
        if words or _LETTERED.search(_code(span.paragraph)):
            found = f"đang có thêm “{' '.join(words)}”" if words else "đang dùng kiểu số khác"
            yield Flaw(span, found, "chữ số Ả Rập", partial(number_alone, span.paragraph), moves=True)


_LETTERED = re.compile(r"roman|alphabetic|cardtext|ordtext|hex", re.IGNORECASE)  # switches of the field PAGE


def _code(paragraph: Paragraph) -> str:
    """What the fields of a paragraph are told to print."""
    codes = [each.text or "" for each in paragraph.element.iter(f"{W}instrText")]
    return " ".join(codes + [each.get(f"{W}instr", "") for each in paragraph.element.iter(f"{W}fldSimple")])


def start(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """The document begins with 1."""
    first = document.sections[0]
    if first.starts_at not in (None, 1):
        yield Flaw(None, str(first.starts_at), "1", partial(set_section, first.element, "pgNumType", start="1"))


def own_numbers(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """Each appendix, and each document that goes with a decision, begins a section that counts from 1."""
    if _only_one(components):
        return
    for part in components.parts[1:]:
        if part.role != "appendix" or not part["appendix"]:
            continue
        first = min((span.paragraph for spans in part.found.values() for span in spans), key=lambda each: each.index)
        section = document.sections[min(first.section, len(document.sections) - 1)]
        before = [each for each in document.paragraphs[: first.index] if each.part == "body"]
        if before and before[-1].section == first.section:
            yield Flaw(part["appendix"][0], "none", "there", partial(new_section, first, section), moves=True)
        elif section.starts_at != 1 and section.page_number:
            yield Flaw(
                part["appendix"][0], "none", "there", partial(set_section, section.element, "pgNumType", start="1")
            )


def _only_one(components: Components) -> bool:
    """An appendix in a file of its own."""
    return not set(components.main.found) - {"page_number", "signing_info"}
