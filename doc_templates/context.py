"""What stands in a form's tags: the values of its fields, punctuated as the decree asks, and what the office gives."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from doc_templates import fields as shapes
from doc_templates.anchors import DAY_MARK, MONTH_MARK, NUMBER_MARK
from doc_templates.body import close, parse
from doc_templates.fields import Field
from doc_templates.kinds import date_text, reference
from doc_templates.paragraphs import BLANK, paragraphs
from doc_templates.style_sheet import StyleSheet

if TYPE_CHECKING:
    from doc_templates.fill import Letterhead, SignerBlock, Stamp
    from doc_templates.form import Form

# tags a form may use besides its own fields
GIVEN = frozenset({"superior", "agency", "number", "symbol", "place_and_date", "date", "issuer", "list_heading"})
NUMBER_BLANK = "\u2007" * 4  # spaces as wide as a digit; LibreOffice widens no-break spaces
_COLLECTIVE = re.compile(r"^TM\.\s*")
_AUTHORITY = re.compile(r"^(KT|TL|TUQ|Q)\.\s*")
APPENDIX = "Phụ lục"
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_UNITS = re.compile(r"\b(xã(?! hội)|phường|đặc khu|thị trấn|huyện|quận|thị xã|thành phố|tỉnh) (.+)$")


def context(
    form: "Form",
    values: Mapping[str, object],
    letterhead: "Letterhead",
    signer: "SignerBlock",
    stamp: "Stamp",
    styles: StyleSheet,
) -> dict[str, Any]:
    """Plain strings and lists for every tag. Errors: WrongShape, TooLong, UnknownField for values never cleaned."""
    own = {
        field.name: _printed(field, shapes.cleaned(field, values.get(field.name), form.id), styles)
        for field in form.fields
    }
    authority = own.get("issuing_authority")
    if "issuing_authority" in own and authority in ("", BLANK):
        own["issuing_authority"] = issuing_authority(letterhead, signer)
    place_and_date = _place_and_date(letterhead.place, stamp)
    number = reference(stamp.number, stamp.symbol).removesuffix(f"/{stamp.symbol}")
    given = {
        "superior": [_plain(line) for line in letterhead.superior],
        "agency": [_plain(line) for line in letterhead.agency],
        "number": number or (NUMBER_MARK if stamp.anchored else NUMBER_BLANK),
        "symbol": _plain(stamp.symbol),
        "place_and_date": _plain(place_and_date),
        "date": _plain(place_and_date.removeprefix(f"{letterhead.place}, ")),
        "issuer": in_running_text(str(own.get("issuing_authority") or "")) or _agency(letterhead),
        "signer": _signer(signer),
    }
    if own.get("awardees") and not own.get("appendix_title"):
        own["appendix_title"] = BLANK
    return own | given | _headings(bool(own.get("awardees")), own.get("appendices") or [])


def _place_and_date(place: str, stamp: "Stamp") -> str:
    if stamp.on is None and stamp.anchored:
        return ", ".join(filter(None, [place, f"ngày {DAY_MARK} tháng {MONTH_MARK} năm {stamp.year}"]))
    return date_text(place, stamp.on)


def _headings(listed: bool, appendices: list[dict[str, Any]]) -> dict[str, Any]:
    """III.1.a: appendices are numbered from two on, a list of its own being the first; "" numbers none."""
    count = len(appendices) + listed
    headings = [f"{APPENDIX} {roman(number)}" if count > 1 else APPENDIX for number in range(1, count + 1)]
    numbered = zip(headings[listed:], appendices, strict=True)
    return {
        "list_heading": headings[0] if listed else "",
        "appendices": [{"heading": heading} | each for heading, each in numbered],
    }


def roman(number: int) -> str:
    """1 to 399 in Roman figures."""
    written = ""
    for value, figure in _ROMAN:
        written += figure * (number // value)
        number %= value
    return written


def issuing_authority(letterhead: "Letterhead", signer: "SignerBlock") -> str:
    """Whose decision it is: the collective when it is signed for one (TM.), else the head (mẫu 1.2, ghi chú 6)."""
    first = signer.lines[0] if signer.lines else "TM."
    if _COLLECTIVE.match(first):
        return _agency(letterhead)
    return _together(in_running_text(_AUTHORITY.sub("", first)), _agency(letterhead))


def _together(title: str, agency: str) -> str:
    """A title and whose it is, what both say said once: "Chánh văn phòng" of "Văn phòng xã": "Chánh Văn phòng xã"."""
    words, names = title.split(), agency.split()
    both = [count for count in range(len(words)) if _same(words[len(words) - count :], names[:count])]
    return " ".join([*words[: len(words) - max(both)], *names])


def _same(some: Sequence[str], others: Sequence[str]) -> bool:
    return [word.casefold() for word in some] == [word.casefold() for word in others]


def in_running_text(name: str) -> str:
    """A name in capitals as it stands in a sentence: "ỦY BAN NHÂN DÂN XÃ BA" → "Ủy ban nhân dân xã Ba".

    A name that is not all in capitals is left as it is.
    """
    if name != name.upper():
        return name
    lowered = _UNITS.sub(lambda found: f"{found[1]} {found[2].title()}", name.lower())
    for body in ("ủy ban", "uỷ ban", "hội đồng"):
        lowered = lowered.replace(body, body.capitalize())
    lowered = lowered.replace("ubnd", "UBND").replace("hđnd", "HĐND")
    return lowered[:1].upper() + lowered[1:]


def _agency(letterhead: "Letterhead") -> str:
    return _plain(letterhead.full_name) or in_running_text(" ".join(map(_plain, letterhead.agency)))


def _signer(signer: "SignerBlock") -> dict[str, Any]:
    lines = [_plain(line) for line in signer.lines]
    return {
        "lines": lines or [BLANK],
        "name": _plain(signer.name) or BLANK,
        "other_title": _plain(signer.other_title),
    }


def _plain(text: str) -> str:
    return shapes.one_line(text)


def _printed(field: Field, value: Any, styles: StyleSheet) -> Any:
    """A field's value as it goes on paper; a dotted blank where it is required and missing."""
    if field.type == "lines":
        return _listed(field.name, value or ([BLANK] if field.required else []))
    if field.type == "body":
        signed = field.name == "body"  # an appended document has its own end
        return _body(value, styles, closes=field.closes, signed=signed) if value or field.required else Markup()
    if field.type == "appendices":
        return [{"title": _plain(each["title"]), "body": _body(each["body"], styles, signed=False)} for each in value]
    if field.type == "table":
        return value
    text = _TRIMMED[field.name](value) if field.name in _TRIMMED else value
    return text or field.default or (BLANK if field.required else "")


def _body(text: str, styles: StyleSheet, *, closes: bool = True, signed: bool = True) -> Markup:
    blocks = parse(text)
    return paragraphs(close(blocks) if closes else blocks, styles, signed=signed)


def _listed(name: str, lines: Sequence[str]) -> list[str]:
    if name not in _PUNCTUATED:
        return list(lines)
    if name == "recipients":
        return [line for line in map(_bare, lines) if line.casefold() not in _FIRST_RECIPIENT]
    if name in _RUN_IN and len(lines) == 1:
        return [_bare(lines[0])]
    return [_bare(line) + ("." if last == len(lines) else ";") for last, line in enumerate(lines, 1)]


def _bare(line: str) -> str:
    """A line of a list without the dash before it and the mark after it: the form prints its own."""
    return line.lstrip("-–+ ").rstrip(";,. ") if line != BLANK else line


# lists that the decree punctuates; what an office lists in its own forms stands as it is typed
_PUNCTUATED = {"recipients", "bases", "addressees", "invitees", "present"}
_RUN_IN = {"addressees", "invitees", "present"}  # one name stands behind its label, without a mark
_FIRST_RECIPIENT = {"như trên"}
_TRIMMED = {
    "subject": lambda text: re.sub(r"^V/v:?\s+", "", text, flags=re.I).rstrip(" .;"),
    "kept_at": lambda text: re.sub(r"^[-–\s]*Lưu:\s*", "", text, flags=re.I).rstrip(" .;"),
}
