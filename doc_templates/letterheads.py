"""The head of a document by kind of body and date: what the rules propose, and where typed names contradict them.

Rules, articles and sentences are data (letterheads.toml). Asked while somebody enters what an agency or a body of it
is called; documents print what was entered.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

TABLE = Path(__file__).with_name("letterheads.toml")
Words = dict[str, str]
UNIT = re.compile(r"(?i)^(thành phố|thị xã|thị trấn|đặc khu|tỉnh|huyện|quận|xã|phường)\s+(.+)$")
DISTRICT = re.compile(r"\b(HUYỆN|QUẬN|THỊ XÃ)\b")
TWO_LEVELS = date(2025, 7, 1)
LITTLE_WORDS = {"và", "của", "các", "cho"}
SHORTENED = {r"[ỦU][ỶY] BAN NHÂN DÂN": "UBND", "HỘI ĐỒNG NHÂN DÂN": "HĐND"}


@dataclass(frozen=True)
class Rule:
    """What the head of one kind of body looks like. of: agency, office, unit, advisory; superior: none, one, any."""

    id: str
    name: Words
    of: str
    recognised: str
    superior: str
    above: Sequence[str]
    lines: Sequence[str]
    full_name: str
    abbreviation: str
    needs: Sequence[str]
    example: Words
    valid_from: date | None = None
    valid_until: date | None = None

    def valid(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_until is None or on <= self.valid_until
        )


@dataclass(frozen=True)
class Proposal:
    """A letterhead as the rule wants it: printed lines above and of the body, its names, the place before the date."""

    superior: tuple[str, ...]
    name: tuple[str, ...]
    full_name: str
    abbreviation: str
    place: str


@dataclass(frozen=True)
class Warning:
    """Something typed that contradicts the rule of its day. field: superior or name; say: the sentence by language."""

    id: str
    field: str
    article: str
    say: Words


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(TABLE.read_text("utf-8"))


def rules(on: date | None = None, of: str = "") -> dict[str, Rule]:
    """The rules by id: those that hold on that day, those for one kind of body; all where nothing is asked."""
    every = (Rule(**row) for row in _table()["rule"])
    return {rule.id: rule for rule in every if (on is None or rule.valid(on)) and of in ("", rule.of)}


def propose(rule: Rule, *, own: str = "", territory: str = "") -> Proposal:
    """The letterhead of "Sở Nội vụ" in "tỉnh Đồng Tháp". Capitals are made here; blanks where nothing is given."""
    words = {"own": own.strip(), "territory": territory.strip(), "initials": initials(own)}
    printed = {name: text.upper() for name, text in words.items()}

    def filled(lines: Sequence[str]) -> tuple[str, ...]:
        return tuple(line.format(**printed).strip() for line in lines if line.format(**printed).strip())

    return Proposal(
        superior=filled(rule.above),
        name=filled(rule.lines),
        full_name=rule.full_name.format(**words).strip(),
        abbreviation=rule.abbreviation.format(**words),
        place=place_of(territory),
    )


def initials(own: str) -> str:
    """ "Hội đồng Thi đua - Khen thưởng" → "HĐTĐKT"; a unit goes without its "Phòng": "Phòng Văn hóa - Xã hội" → "VHXH".

    The head of the agency decides on abbreviations (II.3.b): this is only a beginning.
    """
    words = re.findall(r"\w+", re.sub(r"(?i)^phòng\s", "", own.strip()))
    return "".join(word[0].upper() for word in words if word.casefold() not in LITTLE_WORDS)


def place_of(territory: str) -> str:
    """ "xã Nhơn Trạch" → "Nhơn Trạch"; a unit named by a number, a person or an event keeps its kind: "Phường 3"
    (II.4.a)."""
    found = UNIT.match(territory.strip())
    if found is None:
        return territory.strip()
    kind, name = found.groups()
    whole = name[:1].isdigit() or name in _table()["named_for"]["names"]
    return f"{kind.capitalize()} {name}" if whole else name


def rule_of(name: Sequence[str], on: date) -> Rule | None:
    """The rule of a printed name: the one that holds on that day, else the one that held before; None: unknown."""
    printed = " ".join(name).upper()
    fitting = [rule for rule in rules().values() if re.match(_recognised(rule, on), printed)]
    return next((rule for rule in fitting if rule.valid(on)), next(iter(fitting), None))


def _recognised(rule: Rule, on: date) -> str:
    known = [row for row in _table()["city"] if row.get("valid_from", date.min) <= on]
    cities = "|".join(name for row in known for name in row["names"])
    return rule.recognised.replace("{cities}", cities)


def warnings(superior: Sequence[str], name: Sequence[str], on: date) -> list[Warning]:
    """What in a typed letterhead contradicts the rules of that day; empty where all is as it should be."""
    rule = rule_of(name, on)
    found = [*_of_level(rule, name, on), *_of_superior(rule, superior, on), *_of_writing(superior, name)]
    return [_warning(id, where, rule.name if rule else {}, facts) for id, where, facts in found]


Found = Iterator[tuple[str, str, dict[str, str]]]
"""Of each contradiction: its id, the field, and what its sentence names."""


def _of_level(rule: Rule | None, name: Sequence[str], on: date) -> Found:
    printed = " ".join(name).upper()
    if rule is not None and rule.valid_until is not None and on > rule.valid_until:
        yield "level_ended", "name", {"found": printed}
    if on >= TWO_LEVELS and "THỊ TRẤN" in printed:
        yield "town_ended", "name", {"found": printed}


def _of_superior(rule: Rule | None, superior: Sequence[str], on: date) -> Found:
    above = " ".join(superior).upper()
    if on >= TWO_LEVELS and DISTRICT.search(above):
        yield "district_above", "superior", {"found": above}
    elif rule is not None and rule.superior == "none" and above:
        yield "no_superior", "superior", {"found": above}
    if rule is not None and rule.superior == "one" and not above:
        example = propose(rule, own=rule.example.get("own", ""), territory=rule.example["territory"])
        yield "superior_needed", "superior", {"expected": " ".join(example.superior)}


def _of_writing(superior: Sequence[str], name: Sequence[str]) -> Found:
    for where, lines in (("superior", superior), ("name", name)):
        for line in lines:
            if line != line.upper():
                yield "not_capitals", where, {"found": line, "expected": line.upper()}
    above = " ".join(superior).upper()
    if _shortened(above) != above:
        yield "not_shortened", "superior", {"found": above, "expected": _shortened(above)}


def _shortened(above: str) -> str:
    for long, short in SHORTENED.items():
        above = re.sub(long, short, above)
    return above


def _warning(id: str, where: str, kind: Words, facts: dict[str, str]) -> Warning:
    row = next(row for row in _table()["warning"] if row["id"] == id)
    said = {language: words.format(**facts, kind=kind.get(language, "")) for language, words in row["say"].items()}
    return Warning(id, where, row["article"], said)
