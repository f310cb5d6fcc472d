"""Number and symbol of an old document: "Số: 15/QĐ-UBND", "Số 15/2005/QĐ-UB", "Số 15-QĐ/TU", "15/TTLT-BNV-BTC".

What a bad reader made of them is put right where only one reading is possible: "Số: O5/QÐ-UBNĐ" → 05/QĐ-UBND.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from doc_templates.imported.noise import figures, shape
from doc_templates.imported.titles import abbreviation_of, abbreviations

_LONGEST = 60  # letters of a symbol


@dataclass(frozen=True)
class Numbered:
    """`number` 0 where none is written; `year`: of "15/2005/QĐ-UB", else 0; `kinds`: what the symbol's abbreviation
    may mean; `clean`: nothing was put right; `known`: every group of the symbol is known; `where`: as it stands."""

    number: int
    suffix: str
    year: int
    symbol: str
    party: bool
    kinds: tuple[str, ...]
    clean: bool
    known: bool
    where: str

    @property
    def reference(self) -> str:
        """As it is printed: "05/QĐ-UBND", "15-QĐ/TU"; "" without a number."""
        if not self.number:
            return ""
        year = f"/{self.year}" if self.year else ""
        return f"{self.number:02d}{self.suffix}{year}{'-' if self.party else '/'}{self.symbol}".rstrip("/-")


def read_number(found: re.Match[str], kind: str, abbreviated: Collection[str]) -> Numbered:
    """Number and symbol of a match of the head; `kind`: the title's; `abbreviated`: agencies and units known."""
    written, mark = re.sub(r"[\s.]", "", found["number"] or ""), found["mark"].strip()
    suffix = written[-1] if len(written) > 1 and re.fullmatch("[a-knp-zđ]", written[-1]) else ""
    digits = figures(written.removesuffix(suffix))
    party = mark == "-" or (mark == "" and "/" in found["symbol"])
    symbol, known = _symbol(found["symbol"], kind, abbreviated)
    first = re.split(r"[-/]", symbol)[0]
    digits = digits if digits.isdecimal() else ""
    year = int(figures(found["year"])) if found["year"] and figures(found["year"]).isdecimal() else 0
    as_written = re.sub(r"\s", "", found["symbol"]).strip(".,;:_")
    clean = written == digits + suffix and symbol == as_written and mark in ("/", "-")
    return Numbered(
        int(digits or 0), suffix, year, symbol, party, abbreviations().get(first, ()), clean, known, found[0].strip()
    )  # fmt: skip


def _symbol(written: str, kind: str, abbreviated: Collection[str]) -> tuple[str, bool]:
    """The symbol with each group as it is known to be written, and whether all groups are known."""
    separated = re.split(r"(\s?[-–/]\s?)", written.strip().strip(".,;:_*")[:_LONGEST])
    groups, marks = separated[::2], ["/" if "/" in mark else "-" for mark in separated[1::2]]
    told = [_group(group.strip(" .,;:_"), at == 0, kind, abbreviated) for at, group in enumerate(groups)]
    symbol = told[0][0] + "".join(mark + group for mark, (group, _) in zip(marks, told[1:], strict=True) if group)
    return symbol, all(known for _, known in told)


def _group(group: str, first: bool, kind: str, abbreviated: Collection[str]) -> tuple[str, bool]:
    if group in abbreviated:
        return group, True
    if first and (short := abbreviation_of(group, kind)):
        return short, True
    alike = {known for known in (*abbreviated, *COMMON) if shape(known) == shape(group)}
    if len(alike) == 1:
        return alike.pop(), True
    return (group, group in alike)


COMMON = (
    "UBND", "HĐND", "TTg", "CP", "BNV", "BTC", "BGDĐT", "BYT", "BTP", "SNV", "STC", "SGDĐT", "SYT", "STP", "SXD",
    "SKHĐT", "STNMT", "TU", "HU", "ĐU", "VPCP", "VP", "VX", "NC", "KT", "TH", "TCCB", "VHXH", "NV", "TW", "HĐTĐKT",
    "BTCTU", "BTGTU", "UBMTTQ", "MTTQ", "LĐLĐ", "BCĐ", "TCKH", "GDĐT", "PGDĐT", "PNV", "PTCKH", "TP", "QH", "UBTVQH",
)  # fmt: skip
"""Groups of symbols that mean the same everywhere."""
