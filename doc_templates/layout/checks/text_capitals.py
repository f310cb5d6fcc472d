"""Capitals by Phụ lục II, as warnings: forms of names and single letters, all of them data of the rules.

Precise rather than many: what may be right in one reading is left alone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from doc_templates.layout.checks.text_fault import Fault, flaws, plain, words
from doc_templates.layout.components import Components, Span
from doc_templates.layout.flaws import Flaw
from doc_templates.layout.model import Document
from doc_templates.layout.rules import Rule

_READ = ("subject", "bases", "body")
_MARK = re.compile(r"\s*(?:(?:\d+(?:\.\d+)*|[^\W\d_]|[IVXLC]+)[.)]\s+|[-–+•]\s+|Điều \d+\w?\.\s*)?")
_SHORT = re.compile(r"(?:\b[^\W\d_]|\b[A-ZĐ]\w{0,3}|\bv\.v|\btr|\bs[đd]t|\.\.|\d|…|\bTp|\bTh[Ss]|/|[.…])$")


def forms(_: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """Names that have one right form: `forms`, with `behind` and `before` patterns of words that make another thing
    of them."""
    spans = running(components)
    yield from flaws(spans, form_faults(words(spans), rule.numbers["names"]))


def letters(_: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """First letters: `patterns` with a group "wrong" whose first letter is to be turned."""
    spans = running(components)
    yield from flaws(spans, letter_faults(words(spans), rule.numbers["patterns"]))


def sentences(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """I: the first letter of a sentence and of a line."""
    for part in components.parts:
        spans = part["body"]
        yield from flaws(spans, sentence_faults([plain(span.text) for span in spans]))


def running(components: Components) -> list[Span]:
    """The spans of running words in small letters."""
    found = [span for part in components.parts for name in _READ for span in part[name]]
    return [span for span in found if span.printed != span.printed.upper()]


def form_faults(lines: Sequence[str], names: Sequence[Mapping[str, Any]]) -> Iterator[Fault]:
    """`names`: tables of {forms, behind?, before?}."""
    for at, text in enumerate(lines):
        if text == text.upper():
            continue
        for name in names:
            for found in _pattern(tuple(name["forms"]), name.get("behind", ""), name.get("before", "")).finditer(text):
                if not _right(found[0], name["forms"], found.start() == _MARK.match(text).end()):  # type: ignore[union-attr]
                    new = _like(found[0], name["forms"][0])
                    yield Fault(found.start(), found.end(), new, new, at)


@lru_cache(maxsize=512)
def _pattern(accepted: tuple[str, ...], behind: str, before: str) -> re.Pattern[str]:
    words = {form.casefold() for form in accepted}
    words |= {form.replace("ủy", "uỷ") for form in words} | {form.replace("hòa", "hoà") for form in words}
    either = "|".join(re.escape(form) for form in sorted(words, key=len, reverse=True))
    guard = "".join(f"(?<!{each})" for each in behind.split("|") if each)
    return re.compile(rf"{guard}\b(?:{either})\b{f'(?!{before})' if before else ''}", re.IGNORECASE)


def _right(found: str, accepted: Sequence[str], begins: bool) -> bool:
    """A form in capitals throughout is another rule's affair; at the start of a line its first letter is a capital."""
    same = [_like(found, form) for form in accepted]
    return (
        found in same or found == found.upper() or (begins and found in [form[:1].upper() + form[1:] for form in same])
    )


def _like(found: str, form: str) -> str:
    """The right form with the tone marks where the writer puts them."""
    for old, new in (("ủy", "uỷ"), ("Ủy", "Uỷ"), ("hòa", "hoà"), ("Hòa", "Hoà")):
        if new.casefold() in found.casefold():
            form = form.replace(old, new)
    return form


def letter_faults(lines: Sequence[str], patterns: Sequence[str]) -> Iterator[Fault]:
    """The first letter of the group "wrong" stands in the wrong case."""
    for at, text in enumerate(lines):
        if text == text.upper():
            continue
        for pattern in patterns:
            for found in re.finditer(pattern, text):
                start = found.start("wrong")
                new = text[start].swapcase()
                shown = f"{new}{found['wrong'][1:]}"
                yield Fault(start, found.end("wrong"), shown, shown, at)


def sentence_faults(lines: Sequence[str]) -> Iterator[Fault]:
    """`lines`: the lines of one body in order; a line that goes on with the sentence above it is no new one."""
    before = "."
    for at, text in enumerate(lines):
        start = _MARK.match(text).end()  # type: ignore[union-attr]
        opens = start > 0 or before.endswith((".", ";", ":", "?", "!")) or before == before.upper()
        if opens and text[start : start + 1].islower() and _word(text[start:]):
            yield _capital(text, start, at)
        for found in re.finditer(r"(?<=[.?!]) +(?=[a-zà-ỹđ])", text):
            if (
                text[found.end()].islower()
                and not _SHORT.search(text[: found.start() - 1])
                and _word(text[found.end() :])
            ):
                yield _capital(text, found.end(), at)
        before = text.rstrip() or before


def _word(text: str) -> bool:
    """Not an address on the net or a formula."""
    return not re.match(r"\S*(?:://|@|www\.)|\w{1,4}[.)/]", text)


def _capital(text: str, start: int, line: int) -> Fault:
    end = start + len(text[start:].split(" ")[0])
    shown = text[start].upper() + text[start + 1 : end]
    return Fault(start, end, shown, shown, line)
