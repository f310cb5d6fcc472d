"""Checks any .docx against the decree's layout: read, recognise, ask every rule in force."""

import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256

from doc_templates.layout.components import Components, recognise
from doc_templates.layout.document import read
from doc_templates.layout.flaws import Flaw
from doc_templates.layout.model import Document
from doc_templates.layout.rules import Rule, RuleSet, rule_set, words

_WORDS = 120  # letters of the document quoted in a finding


@dataclass(frozen=True)
class Place:
    """Where a finding is. `paragraph`: index in reading order, -1 for a whole section. `page`: where Word noted it."""

    part: str
    paragraph: int
    section: int
    page: int | None
    words: str


@dataclass(frozen=True)
class Finding:
    """One rule not kept. `severity`: error or warning. `message`: a sentence by language. `id`: keeps over edits."""

    id: str
    rule: str
    article: str
    severity: str
    component: str
    place: Place
    found: str
    expected: str
    message: Mapping[str, str]
    repairable: bool


@dataclass(frozen=True)
class Report:
    """What was found. `kind`: id of the kind of document, None where it shows none. `rules_id`: the set of rules."""

    findings: tuple[Finding, ...]
    kind: str | None
    rules_id: str


def check(docx: bytes, on: date | None = None) -> Report:
    """Everything in a .docx that differs from the decree. `on`: the day whose rules count (today).

    Errors: NotADocx, DocxTooLarge.
    """
    document = read(docx)
    components = recognise(document)
    rules = rule_set(on)
    return Report(tuple(each for each, _ in examine(document, components, rules)), components.kind, rules.id)


def examine(document: Document, components: Components, rules: RuleSet) -> list[tuple[Finding, Flaw]]:
    """The findings of a read document in reading order, each with its flaw, which repair mends."""
    found = [(rule, flaw) for rule in rules.rules for flaw in _ask(rule, document, components)]
    seen: dict[str, int] = {}
    findings = []
    for rule, flaw in sorted(found, key=_order):
        place = _place(flaw)
        key = _key(rule, flaw, place)
        seen[key] = seen.get(key, 0) + 1
        findings.append((_finding(f"{key}.{seen[key]}", rule, flaw, place), flaw))
    return findings


def _key(rule: Rule, flaw: Flaw, place: Place) -> str:
    """The rule and the words it is about: an edit elsewhere in the file leaves it as it is."""
    words = f"{place.part}|{place.words}" if flaw.span else f"{place.section}|{flaw.expected}"
    return f"{rule.id}@{sha256(words.encode()).hexdigest()[:10]}"


def _ask(rule: Rule, document: Document, components: Components) -> Iterator[Flaw]:
    yield from _function(rule.check)(document, components, rule)


@cache
def _function(name: str) -> Callable[[Document, Components, Rule], Iterable[Flaw]]:
    """A check by its name in the rules: "letters.size" is `size` of doc_templates/layout/checks/letters.py."""
    module, _, function = name.rpartition(".")
    found: Callable[[Document, Components, Rule], Iterable[Flaw]] = getattr(
        importlib.import_module(f"doc_templates.layout.checks.{module}"), function
    )
    return found


def _order(pair: tuple[Rule, Flaw]) -> tuple[int, int]:
    span = pair[1].span
    return (span.paragraph.index, span.start) if span else (-1, pair[1].section)


def _place(flaw: Flaw) -> Place:
    if flaw.span is None:
        return Place("body", -1, flaw.section, None, "")
    paragraph = flaw.span.paragraph
    shown = " ".join(flaw.span.printed.split())[:_WORDS]
    return Place(paragraph.part, paragraph.index, paragraph.section, paragraph.page, shown)


def _finding(id: str, rule: Rule, flaw: Flaw, place: Place) -> Finding:
    found, expected = _named(flaw.found), _named(flaw.expected)
    message = {
        language: sentence.format(found=found[language], expected=expected[language], component=rule.name[language])
        for language, sentence in rule.say.items()
    }
    return Finding(
        id, rule.id, rule.article, flaw.severity or rule.severity, rule.component, place, found["vi"], expected["vi"],
        message, flaw.fix is not None,
    )  # fmt: skip


def _named(value: str) -> Mapping[str, str]:
    return words().get(value, {"vi": value, "en": value})
