"""What a document of the archive cites, and how it is cited itself: read from its own words alone."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from archive.documents import Document
from doc_templates.citations.citation import LAWS, Citation, reference_key
from doc_templates.citations.page import fold
from doc_templates.citations.reading import in_bases, in_text
from service.citing.rows import Citable, Cited
from service.citing.same_issuer import may_be_one
from service.names import slug

MOST = 2000
"""Citations that are kept of one document."""
LONGEST = 1_000_000
"""Letters that are read of its text, some 400 pages: one document does not keep the others waiting."""


@dataclass(frozen=True)
class Read:
    """The rows of one document, not yet resolved."""

    citable: Citable
    cited: list[Cited]


def read(document: Document) -> Read:
    """Never fails. A certified copy repeats another document's words and cites nothing itself."""
    citable = citable_of(document)
    if "copy_of" in document.details:
        return Read(citable, [])
    named = list(_completed([each for each in _named(document) if not _itself(each[2], citable)]))
    rows = [_row(document, at, *each) for at, each in enumerate(named[:MOST])]
    return Read(citable, rows)


Place = tuple[str, int, Citation]
"""Part of the document, line of its bases, what is cited there."""


def _named(document: Document) -> Iterator[Place]:
    bases = document.details.get("bases") or []
    for line, one in in_bases(str(each) for each in bases):
        yield "bases", line, one
    for one in in_text(document.subject):
        yield "subject", 0, one
    for one in in_text(document.text[:LONGEST]):
        yield "text", 0, one
    for one in in_text(str(document.details.get("appendix") or "")[:LONGEST]):
        yield "appendix", 0, one


def _completed(named: list[Place]) -> Iterator[Place]:
    """Named in full once, by number alone afterwards (Phụ lục I, Phần I, II.6.b): the short ones mean the same."""
    full: dict[tuple[str, str], Citation] = {}
    for _, _, one in named:
        known = full.get((one.kind, one.key))
        if known is None or (known.dated is None and one.dated):
            full[one.kind, one.key] = one
    for part, line, one in named:
        known = full[one.kind, one.key]
        if one.dated is None and one.year is None and not one.issuer:
            one = replace(one, dated=known.dated, said_year=known.said_year, issuer=known.issuer)
        yield part, line, one


def _itself(one: Citation, citable: Citable) -> bool:
    """“(Kèm theo Kế hoạch số 15/KH-UBND …)” in the appendix of that plan."""
    return (
        one.key == citable.key
        and one.year in (None, citable.issued_on.year)
        and one.dated in (None, citable.issued_on)
        and may_be_one(one.issuer, citable.issuer)
    )


def _row(document: Document, position: int, part: str, line: int, one: Citation) -> Cited:
    return Cited(
        document_id=document.id, position=position, agency_id=document.agency_id, part=part, line=line,
        start=one.start, end=one.end, role=one.role, kind=one.kind, reference=one.reference[:200],
        subject=one.subject, issuer=one.issuer, dated=one.dated, year=one.year, within=one.within, words=one.words,
        key=one.key[:300], target_id=None,
    )  # fmt: skip


def citable_of(document: Document) -> Citable:
    return Citable(
        document_id=document.id,
        agency_id=document.agency_id,
        key=_own_key(document)[:300],
        kind=slug(document.kind)[:60],
        issuer=issuer_of(document.details),
        issued_on=document.issued_on,
    )


def _own_key(document: Document) -> str:
    if document.reference[:1].isdigit():  # else it was imported and no number could be read
        return reference_key(document.reference)
    law = next((kind for kind in LAWS if slug(kind) == slug(document.kind)), None)
    return Citation("", law, subject=_law_name(document.subject, law)).key if law else ""


def _law_name(subject: str, kind: str) -> str:
    """ "Luật Đất đai" → "Đất đai"."""
    return subject[len(kind) :].strip() if fold(subject).startswith(fold(kind)) else subject


def issuer_of(details: dict[str, Any]) -> str:
    """Who issued the document, by name: the body whose letterhead it bears, else the agency."""
    for name in ("issuer", "agency"):
        said = details.get(name)
        if isinstance(said, dict) and said.get("full_name"):
            return str(said["full_name"])
        if isinstance(said, str) and said:
            return said
    return ""
