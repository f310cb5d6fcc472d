"""Mends what the checks found: the smallest change in the XML, until nothing that can be mended is left."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from lxml import etree

from doc_templates.layout.check import Finding, Place, Report, examine
from doc_templates.layout.components import recognise
from doc_templates.layout.document import read
from doc_templates.layout.flaws import Flaw
from doc_templates.layout.model import Document
from doc_templates.layout.package import repacked
from doc_templates.layout.rules import RuleSet, rule_set

_ROUNDS = 25
_TRIES = 3  # of one finding: a broken file may not take its repair


@dataclass(frozen=True)
class Change:
    """One thing mended: `before` and `after` in the words of its finding."""

    rule: str
    place: Place
    before: str
    after: str

    @property
    def told(self) -> dict[str, str]:
        """The change as plain words, for pages and API."""
        return {"rule": self.rule, "words": self.place.words, "before": self.before, "after": self.after}


@dataclass(frozen=True)
class Repaired:
    """The mended file, what was changed in it, and what is left to be found."""

    docx: bytes
    changes: tuple[Change, ...]
    left: Report


def repair(docx: bytes, findings: Collection[str] | None = None, on: date | None = None) -> Repaired:
    """A .docx with these findings mended. `findings`: their ids, None for all that can be mended.

    Parts of the file in which nothing changes keep their bytes. Errors: NotADocx, DocxTooLarge.
    """
    rules = rule_set(on)
    changes: list[Change] = []
    tried: Counter[str] = Counter()
    chosen = None if findings is None else set(findings)
    for _ in range(_ROUNDS):
        document = read(docx)
        components = recognise(document)
        found = examine(document, components, rules)
        wanted = [pair for pair in found if pair[1].fix and (chosen is None or pair[0].id in chosen)]
        wanted = [pair for pair in wanted if tried[pair[0].id] < _TRIES]
        before = docx
        docx, mended, done = _mend(document, wanted)
        if docx == before:
            break
        changes.extend(mended)
        tried.update(done)
        if chosen is not None:
            chosen -= done  # each once: what slides into its id later was never chosen
    return Repaired(docx, tuple(changes), _left(docx, rules))


def _left(docx: bytes, rules: RuleSet) -> Report:
    document = read(docx)
    components = recognise(document)
    return Report(tuple(each for each, _ in examine(document, components, rules)), components.kind, rules.id)


def _levels_first(pairs: list[tuple[Finding, Flaw]]) -> list[tuple[Finding, Flaw]]:
    """The numbers of levels before everything else: what level a line is decides how it must look."""
    return [pair for pair in pairs if pair[0].rule == "levels.form"] or pairs


def _mend(document: Document, wanted: list[tuple[Finding, Flaw]]) -> tuple[bytes, list[Change], set[str]]:
    """Applies the fixes that stay in their place; where there are none, the first that moves paragraphs."""
    staying = _levels_first([pair for pair in wanted if not pair[1].moves]) or wanted[:1]
    before = {name: etree.tostring(tree) for name, tree in document.parts.items()} if staying else {}
    changes = []
    for finding, flaw in staying:
        if flaw.fix:
            flaw.fix()
            changes.append(Change(finding.rule, finding.place, finding.found, finding.expected))
    changed = {name: tree for name, tree in document.parts.items() if before.get(name) != etree.tostring(tree)}
    mended = repacked(document.package, changed) if changed else document.package
    return mended, changes, {finding.id for finding, _ in staying}
