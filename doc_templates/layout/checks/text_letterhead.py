"""The words of the letterhead: Quốc hiệu, Tiêu ngữ, number and symbol, place and date (Phụ lục I, Phần I, II.1-4)."""

import re
from collections.abc import Iterator
from datetime import date

from doc_templates.kinds import Kind, copies, date_text, kinds
from doc_templates.layout.checks.text_fault import BLANK, Fault, flaws, plain, whole
from doc_templates.layout.components import Components
from doc_templates.layout.flaws import Flaw
from doc_templates.layout.model import Document
from doc_templates.layout.rules import Rule

NATIONAL_NAME = "Cộng hòa xã hội chủ nghĩa Việt Nam"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
_GROUP = r"[^\W_](?:[\w&.]*[\w&])?"
_NUMBER = re.compile(
    rf"Số: (?P<number>\d+|{BLANK}*)/(?P<symbol>{_GROUP}(?:-{_GROUP})*|{BLANK}*|[\w&-]*(?:\.\.|\s\s|[\u2007…_])[\w&.…_\s-]*)"
)
_LOOSE_NUMBER = re.compile(
    r"số\s*[:.;]?\s*(?P<number>\d+|[\s\u2007…_]+|\.{2,})\s*[/\-–]?\s*(?P<symbol>[^\W\d_][\w&.]*(?:\s*[-–—]\s*[\w&.]+)*?)\.?",
    re.IGNORECASE,
)
_DATED = re.compile(r"(?P<place>[^,]*), ngày (?P<day>\d+) tháng (?P<month>\d+) năm (?P<year>\d{4})")
_TO_FILL_IN = re.compile(rf"[^,]*, ?ngày({BLANK}*\d*{BLANK}*)tháng({BLANK}*\d*{BLANK}*)năm({BLANK}*\d*{BLANK}*)")
_LOOSE_DATES = (
    re.compile(
        r"(?:(?P<place>[^\d,;]*?)[,;.]?\s*)(?:ngày\s*)?(?P<day>\d{1,2})\s*(?:tháng|[/.\-])\s*(?P<month>\d{1,2})\s*"
        r"(?:năm|[/.\-])\s*(?P<year>\d{4}|\d\d)\s*\.?",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:(?P<place>[^\d,;]*?)[,;.]?\s*)tháng\s*(?P<month>\d{1,2})\s*,?\s*ngày\s*(?P<day>\d{1,2})\s*,?\s*"
        r"năm\s*(?P<year>\d{4})\s*\.?",
        re.IGNORECASE,
    ),
)
_COMMON = ("thành phố", "thị xã", "thị trấn", "quận", "phường", "xã", "tỉnh", "huyện", "đặc khu", "thủ đô")


def national_name(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """II.1.a: the wording of Quốc hiệu."""
    for span in components["national_name"]:
        yield from flaws([span], national_name_faults(plain(span.text)))


def national_name_faults(text: str) -> Iterator[Fault]:
    """Both places of the tone mark are right: HÒA and HOÀ stand in the decree itself."""
    if text.strip().casefold().replace("hoà", "hòa") != NATIONAL_NAME.casefold():
        yield whole(text, NATIONAL_NAME.upper() if text[1:] == text[1:].upper() else NATIONAL_NAME)


def motto(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """II.1.b: the wording, capitals, hyphens and blanks of Tiêu ngữ."""
    for span in components["motto"]:
        yield from flaws([span], motto_faults(plain(span.text)))


def motto_faults(text: str) -> Iterator[Fault]:
    """The line word for word."""
    if text.strip() != MOTTO:
        yield whole(text, MOTTO)


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
    symbol = _capitals(re.sub(r"\s*[-–—]\s*", "-", loose["symbol"]))
    yield whole(text, f"Số: {loose['number']}/{symbol}")


def _capitals(symbol: str) -> str:
    """The symbol in capitals; the abbreviations that have small letters (TTr, QyĐ, CTr, TrS) keep their own."""
    first, hyphen, rest = symbol.partition("-")
    small = {kind.abbreviation.casefold(): kind.abbreviation for kind in (kinds() | copies()).values()}
    typed_well = any(letter.isupper() for letter in first)
    head = first if typed_well and first.casefold() in small else small.get(first.casefold(), first.upper())
    return head + hyphen + ("-".join(map(_group, rest.split("-"))) if rest else "")


def _group(group: str) -> str:
    """One group of the symbol; what office or unit it names is the office's own affair, mixed letters stay: TTg, TTr."""
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


def date_line(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """II.4.b-c: “ngày … tháng … năm …” in full, after a comma."""
    for span in [*components["place_and_date"], *components["copy_place_and_date"]]:
        yield from flaws([span], date_faults(plain(span.text)))


def date_zeros(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """II.4.b: a 0 before days below 10 and before months 1 and 2, nowhere else."""
    for span in [*components["place_and_date"], *components["copy_place_and_date"]]:
        yield from flaws([span], date_zero_faults(plain(span.text)))


def place(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """II.4.a, c: the place's name stands before the date, its first letters in capitals."""
    for span in [*components["place_and_date"], *components["copy_place_and_date"]]:
        yield from flaws([span], place_faults(plain(span.text)))


def date_faults(text: str) -> Iterator[Fault]:
    """The form of the date; blanks to be filled in by hand are right."""
    open_date = _TO_FILL_IN.fullmatch(text)
    if open_date and not all(re.search(r"\d", each) for each in open_date.groups()):
        return
    exact = _DATED.fullmatch(text)
    if exact and _real(exact):
        return
    loose = next(filter(None, (pattern.fullmatch(text.strip()) for pattern in _LOOSE_DATES)), None)
    if loose is None or exact or not _real(loose):
        yield whole(text, "…, ngày 05 tháng 01 năm 2026", certain=False)
        return
    if loose["place"].strip() or not _dated_alone(text):
        yield whole(text, _written(loose))


def _dated_alone(text: str) -> bool:
    """Only the place is missing: that is another rule's affair."""
    return bool(_DATED.fullmatch("X, " + text.strip()))


def _real(found: re.Match[str]) -> date | None:
    year = int(found["year"])
    try:
        return date(year + 2000 if year < 100 else year, int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def _written(found: re.Match[str]) -> str:
    return date_text(found["place"].strip(), _real(found))


def date_zero_faults(text: str) -> Iterator[Fault]:
    """Zeros of a date that is otherwise well written."""
    found = _DATED.fullmatch(text) or _DATED.fullmatch("X, " + text)
    if found is None:
        return
    shift = len(found.string) - len(text)
    for name, limit in (("day", 10), ("month", 3)):
        number = int(found[name])
        wanted = f"{number:02d}" if number < limit else str(number)
        if found[name] != wanted:
            yield Fault(found.start(name) - shift, found.end(name) - shift, wanted, wanted)


def place_faults(text: str) -> Iterator[Fault]:
    """No place, or one in small letters."""
    found = re.match(r"(?P<place>.*?)[,;]?\s*(?:ngày|\d)", text, re.IGNORECASE)
    if found is None:
        return
    name = found["place"].strip()
    if not name or not re.search(r"\w", name):
        if not re.match(rf"{BLANK}+,", text):
            yield whole(text, f"…, {text.strip()}", certain=False)
    elif name != _place_name(name):
        yield Fault(found.start("place"), found.start("place") + len(name), _place_name(name), _place_name(name))


def _place_name(name: str) -> str:
    """A name with capitals on its syllables; the unit before it ("Thành phố Hồ Chí Minh") has one on its first."""
    unit = next((each for each in _COMMON if name.casefold().startswith(f"{each} ")), "")
    words = [word[:1].upper() + word[1:] for word in name[len(unit) :].split(" ")]
    first = name[: len(unit)]
    return (first[:1].upper() + first[1:] if unit else "") + " ".join(words)
