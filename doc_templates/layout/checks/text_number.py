"""The words of number and symbol (Phụ lục I, Phần I, II.3; Phụ lục III.I)."""

import re
from collections.abc import Iterator

from doc_templates.kinds import Kind, copies, kinds
from doc_templates.layout.checks.text_fault import BLANK, Fault, flaws, plain, whole
from doc_templates.layout.checks.text_levels import arabic
from doc_templates.layout.components import Components
from doc_templates.layout.flaws import Flaw
from doc_templates.layout.model import Document
from doc_templates.layout.rules import Rule

_GROUP = r"[^\W_](?:[\w&.]*[\w&])?"
_NUMBER = re.compile(
    rf"Số: (?P<number>\d+|{BLANK}*)/(?P<symbol>{_GROUP}(?:-{_GROUP})*|"
    rf"{BLANK}*|[\w&-]*(?:\.\.|\s\s|[\u2007…_])[\w&.…_\s-]*)"
)
_LOOSE_NUMBER = re.compile(
    r"số\s*[:.;]?\s*(?P<number>\d+|[IVX]+(?=/)|[\s\u2007…_]+|\.{2,})\s*[/\-–]?\s*"
    r"(?P<symbol>[^\W\d_][\w&.]*(?:\s*[-–—]\s*[\w&.]+)*?)\.?",
    re.IGNORECASE,
)


def number(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """II.3.c: “Số: 05/QĐ-UBND”, with colon, slash and hyphens and no blanks between them."""
    for part in components.parts:
        for span in [*part["number"], *part["copy_number"]]:
            yield from flaws([span], number_faults(plain(span.text)))


def leading_zero(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """II.3.c: a 0 before numbers below 10, and before those alone."""
    for part in components.parts:
        for span in [*part["number"], *part["copy_number"]]:
            yield from flaws([span], leading_zero_faults(plain(span.text)))


def abbreviation(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """II.3.b; Phụ lục III.I: the symbol begins with the abbreviation of the document's own kind."""
    for part in components.parts:
        known = (kinds() | copies()).get(part.kind or "")
        for name in ("number", "copy_number"):
            for span in part[name]:
                kind = known if name == "number" and part.role == "main" else None
                yield from flaws([span], abbreviation_faults(plain(span.text), kind))


def number_faults(text: str) -> Iterator[Fault]:
    """Everything but the zeros and the abbreviation of the kind."""
    exact = _NUMBER.fullmatch(text)
    if exact and _capitals(exact["symbol"]) == exact["symbol"]:
        return
    loose = _LOOSE_NUMBER.fullmatch(text.strip())
    if loose is None:
        yield whole(text, "Số: 05/…-…", certain=False)
        return
    symbol = _capitals(re.sub(r"\s*[-–—]\s*", "-", loose["symbol"]).rstrip("."))
    yield whole(text, f"Số: {_digits(loose['number'])}/{symbol}")


def _digits(number: str) -> str:
    """A number in La Mã in Ả Rập; blanks as they are."""
    return number if not number.isalpha() else f"{arabic(number):02d}"


def _capitals(symbol: str) -> str:
    """The symbol in capitals; the abbreviations that have small letters (TTr, QyĐ, CTr, TrS) keep their own."""
    first, hyphen, rest = symbol.partition("-")
    small = {kind.abbreviation.casefold(): kind.abbreviation for kind in (kinds() | copies()).values()}
    typed_well = any(letter.isupper() for letter in first)
    head = first if typed_well and first.casefold() in small else small.get(first.casefold(), first.upper())
    return head + hyphen + ("-".join(map(_group, rest.split("-"))) if rest else "")


def _group(group: str) -> str:
    """One group of the symbol; which office it names is the office's own affair, mixed letters stay: TTg."""
    return group.upper() if group == group.lower() else group


def leading_zero_faults(text: str) -> Iterator[Fault]:
    """Too few or too many zeros."""
    found = re.match(r"\s*số\s*:?\s*(?P<number>\d+)\s*[/-]", text, re.IGNORECASE)
    if found and found["number"] != f"{int(found['number']):02d}":
        yield Fault(*found.span("number"), f"{int(found['number']):02d}", f"{int(found['number']):02d}")


def abbreviation_faults(text: str, kind: Kind | None) -> Iterator[Fault]:
    """`kind`: None where the page does not show it; then only the letters' case can be judged."""
    found = re.search(r"/\s*(?P<first>[^\W\d_][\w.&]*)", text) or re.search(
        r"\d\s*(?P<first>[^\W\d_][\w.&]*)\s*[-–]", text
    )
    if found is None:
        return
    first = found["first"]
    known = {each.abbreviation.casefold(): each.abbreviation for each in (kinds() | copies()).values()}
    if kind is None:
        wanted = known.get(first.casefold(), first)
    elif kind.abbreviation:
        wanted = kind.abbreviation
    elif first.casefold() == "cv":
        yield Fault(*found.span("first"), "chữ viết tắt tên cơ quan")
        return
    else:
        return
    if first != wanted:
        yield Fault(*found.span("first"), wanted, wanted if _same_letters(first, wanted) or kind else None)


def _same_letters(first: str, second: str) -> bool:
    return first.casefold() == second.casefold()
