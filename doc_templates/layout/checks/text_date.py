"""The words of place and date (Phụ lục I, Phần I, II.4)."""

import re
from collections.abc import Iterator
from datetime import date

from doc_templates.kinds import date_text
from doc_templates.layout.checks.text_fault import BLANK, Fault, flaws, plain, whole
from doc_templates.layout.components import Components
from doc_templates.layout.flaws import Flaw
from doc_templates.layout.model import Document
from doc_templates.layout.rules import Rule

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
