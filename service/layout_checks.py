"""Second step of the path, the layout: is the draft's page as the decree wants it, and what was overruled?

The same check stands behind the page, the API and the command for anybody's .docx.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from doc_templates.layout.check import Finding, Report, check
from doc_templates.layout.on_paper import PAPER, check_paper
from doc_templates.page_words import Spot, spots
from service import paper
from service.draft import Draft
from service.errors import NotFound
from service.layout_overrules import LayoutOverrule, key_of, overrules
from service.parts import Parts

FIELD_OF = {
    "subject": "subject",
    "letter_subject": "subject",
    "addressed": "addressees",
    "addressees": "addressees",
    "issuing_authority": "issuing_authority",
    "bases": "bases",
    "body": "body",
    "recipients_head": "recipients",
    "recipients": "recipients",
    "signer_lines": "signer",
    "signer_title": "signer",
    "signer_name": "signer",
    "urgency": "urgency",
    "circulation": "circulation",
    "drafter_mark": "drafter_mark",
    "contact": "contact",
    "appendix": "appendices",
    "appendix_title": "appendices",
    "appendix_body": "appendices",
}
"""Which field of a form a component of the page comes from."""


@dataclass(frozen=True)
class Judged:
    """A finding of a draft, and the overrule that lets it stand."""

    finding: Finding
    overruled: LayoutOverrule | None

    @property
    def blocks(self) -> bool:
        """The printed page is the form's affair, not the drafter's: what it shows is told, and blocks nobody."""
        return self.finding.severity == "error" and self.finding.place.part != PAPER and self.overruled is None


@lru_cache(maxsize=64)
def report(docx: bytes, on: date) -> Report:
    """What stands in a .docx against the rules of that day. Raises NotADocx, DocxTooLarge."""
    return check(docx, on)


def judged(parts: Parts, draft: Draft) -> list[Judged]:
    """The draft's findings, as the .docx without a number says it. Raises TemplateFault."""
    return _judged(parts, draft, report(paper.unnumbered(parts, draft), parts.today()).findings)


def judged_on_paper(parts: Parts, draft: Draft, pdf: bytes) -> list[Judged]:
    """The same with what only the printed page shows. Raises TemplateFault, BrokenPdf."""
    return judged(parts, draft) + _judged(parts, draft, check_paper(pdf, parts.today()))


def _judged(parts: Parts, draft: Draft, found: Sequence[Finding]) -> list[Judged]:
    kept = overrules(parts, draft) if found else {}
    return [Judged(finding, kept.get(key_of(finding))) for finding in found]


def findings_of(parts: Parts, draft: Draft, keys: Sequence[str]) -> list[Finding]:
    """The draft's findings by their keys. Raises NotFound where it no longer has one of them."""
    known = {key_of(one.finding): one.finding for one in judged(parts, draft)}
    for key in keys:
        if key not in known:
            raise NotFound(what="finding", id=key)
    return [known[key] for key in keys]


def still_overruled(parts: Parts, draft: Draft) -> dict[str, LayoutOverrule]:
    """The overrules that a finding of the draft as it is now still needs: those go into the record."""
    return {one.overruled.finding: one.overruled for one in judged(parts, draft) if one.overruled}


def on_pages(pdf: bytes, findings: Sequence[Finding]) -> Iterator[Spot | None]:
    """Where each finding stands on the true page; None where it has no words. Raises BrokenPdf."""
    order = sorted(range(len(findings)), key=lambda at: findings[at].place.paragraph)
    found = dict(zip(order, spots(pdf, [findings[at].place.words for at in order]), strict=True))
    return (found[at] for at in range(len(findings)))
