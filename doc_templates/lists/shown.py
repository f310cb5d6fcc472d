"""A number of a spreadsheet as a Vietnamese Excel shows it: 1.500.000, 12,5%, 05/01/2026, 007.

The formats that lists have: grouping, decimals, percent, leading zeros, days and times, words around. Others are shown
as the plain number: nothing is rounded away.
"""

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "dd/mm/yyyy", 15: "dd/mm/yyyy",
    16: "dd/mm", 17: "mm/yyyy", 18: "hh:mm", 19: "hh:mm:ss", 20: "hh:mm", 21: "hh:mm:ss", 22: "dd/mm/yyyy hh:mm",
    37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss",
}  # fmt: skip
"""Formats that a file names by number alone (ECMA-376, 18.8.30), as they are with Vietnamese settings."""
_LONGEST = 30  # figures; a spreadsheet has fifteen
_NOT_SHOWN = re.compile(r"\[(?![hms]+\]|\$)[^\]]*\]|[_*].")
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_WORDS = re.compile(r'"([^"]*)"|\\(.)')
_DIGITS = re.compile(r"[0#?][0#?,.]*")


def shown(raw: str, form: str, *, from_1904: bool = False) -> str:
    """`raw`: the number as the file has it; `form`: its format ("" or General: as it is)."""
    try:
        number = Decimal(raw)
    except InvalidOperation:
        return raw
    if not number.is_finite() or abs(number.adjusted()) > _LONGEST:
        return raw
    section = _section(form, number)
    bare = _WORDS.sub("", _CURRENCY.sub("", section)).lower()
    if re.search(r"[ymdhs]", bare) and "general" not in bare:
        return _moment(number, bare, from_1904) or _plain(number)
    if "e+" in bare or "/" in bare or not section or bare in ("general", "@"):
        return _plain(number)
    if not (found := _DIGITS.search(_WORDS.sub(_blanked, section))):
        return _literal(section).strip()
    return _framed(section, found, number)


def _section(form: str, number: Decimal) -> str:
    """The part of the format that this number is shown by: positive; negative; zero."""
    sections = _split(_NOT_SHOWN.sub("", form))
    if number < 0 and len(sections) > 1:
        return sections[1]
    return sections[2] if number == 0 and len(sections) > 2 else sections[0]


def _split(form: str) -> list[str]:
    """At semicolons outside quotes."""
    return [part.replace("\x00", ";") for part in _WORDS.sub(lambda one: one[0].replace(";", "\x00"), form).split(";")]


def _blanked(found: re.Match[str]) -> str:
    return "\x00" * len(found[0])


def _framed(section: str, digits: re.Match[str], number: Decimal) -> str:
    """The digits with the words that the format puts around them."""
    before, after = section[: digits.start()], section[digits.end() :]
    value = number * 100 if "%" in section else number
    signed = number < 0 and ";" not in section and "(" not in before
    sign = "-" if signed and "-" not in before else ""
    text = f"{_literal(before)}{sign}{_figures(abs(value), digits[0])}{_literal(after)}"
    return " ".join(text.split())


def _literal(part: str) -> str:
    part = _CURRENCY.sub(r"\1", part)
    return _WORDS.sub(lambda one: one[1] or one[2] or "", part)


def _figures(value: Decimal, digits: str) -> str:
    whole, _, decimals = digits.partition(".")
    places = len(re.sub(r"[^0#?]", "", decimals))
    least = decimals.count("0")
    scale = len(whole) - len(whole.rstrip(","))
    rounded = (value / (1000**scale)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    figures, _, fraction = f"{rounded:f}".partition(".")
    fraction = fraction[:least] + fraction[least:].rstrip("0")
    figures = figures.zfill(whole.count("0"))
    if "," in whole.rstrip(","):
        figures = f"{int(figures):,}".replace(",", ".")
    return f"{figures},{fraction}" if fraction else figures


def _plain(number: Decimal) -> str:
    """As a cell without a format shows it: no exponent, decimals after a comma, noise of binary figures rounded."""
    if number != number.to_integral_value():
        number = round(number, max(0, 14 - number.adjusted()))
    text = f"{number:f}"
    whole, _, fraction = text.partition(".")
    fraction = fraction.rstrip("0")
    return f"{whole},{fraction}" if fraction else whole


def _moment(number: Decimal, bare: str, from_1904: bool) -> str:
    """Day, month or time; "" where the number is no day of a spreadsheet."""
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 31 if number < 60 else 30)  # noqa: DTZ001
    try:
        at = start + timedelta(seconds=round(float(number) * 86_400))
    except (OverflowError, ValueError):
        return ""
    if number < 0:
        return ""
    days = "%d/%m/%Y" if "y" in bare and "d" in bare else "%m/%Y" if "y" in bare and "m" in bare else ""
    days = days or ("%Y" if "y" in bare else "%d/%m" if "d" in bare else "")
    times = ("%H:%M:%S" if "s" in bare else "%H:%M") if "h" in bare or "s" in bare else ""
    return at.strftime(f"{days} {times}".strip())
