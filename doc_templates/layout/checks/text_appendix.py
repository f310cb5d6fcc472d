"""The words of appendices, stamps and the drafter's mark (Phụ lục I, Phần I, III)."""

import re
from collections.abc import Iterator, Sequence

from doc_templates.layout.checks.text_fault import BLANK, Fault, flaws, plain, whole, words
from doc_templates.layout.checks.text_levels import roman
from doc_templates.layout.components import Components
from doc_templates.layout.flaws import Flaw
from doc_templates.layout.model import Document
from doc_templates.layout.rules import Rule

_APPENDIX = re.compile(r"phụ lục\s*(?:số\s*)?(?P<number>[\w.]*)\s*(?P<rest>.*)$", re.IGNORECASE)
_APPENDED = re.compile(
    rf"\((?:Ban hành k|K)èm theo (?P<kind>\S.*?) số (?P<number>{BLANK}*\S+?|{BLANK}+)"
    rf" ?,? ?ngày (?P<day>\d+|{BLANK}*) ?tháng ?(?P<month>\d+|{BLANK}*)"
    rf" ?năm ?(?P<year>\d{{4}}|{BLANK}*) ?của\s*(?P<issuer>\S.*)\)"
)
_URGENCY = ("KHẨN", "THƯỢNG KHẨN", "HOẢ TỐC", "HỎA TỐC")
_CIRCULATION = ("XEM XONG TRẢ LẠI", "LƯU HÀNH NỘI BỘ")
_DRAFTER = re.compile(r"\s*(?P<mark>[^\W\d_][\w&]*)\s*[.,:]?\s*\(?\s*(?P<copies>\d+)\s*\)?\s*\.?\s*")


def appendix_word(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """III.1.a-b: “Phụ lục” alone, or with its number in La Mã where there are several."""
    spans = components["appendix"]
    yield from flaws(spans, appendix_faults(words(spans)))


def appendix_faults(lines: Sequence[str]) -> Iterator[Fault]:
    """The lines “Phụ lục …” of a document, one for each appendix."""
    for at, text in enumerate(lines):
        found = _APPENDIX.match(text.strip())
        if found is None:
            continue
        wanted = f"Phụ lục {roman(at + 1)}" if len(lines) > 1 else _alone(found)
        if text.strip().casefold() != wanted.casefold():
            certain = not found["rest"].strip(" .:")
            yield Fault(0, len(text), wanted, wanted if certain else None, at)
        elif text.strip() != wanted and text != text.upper():
            yield whole(text, wanted, line=at)


def _alone(found: re.Match[str]) -> str:
    """A single appendix needs no number; one in La Mã is kept."""
    number = found["number"]
    return f"Phụ lục {number}" if re.fullmatch(r"[IVX]+|…|\.+", number) else "Phụ lục"


def appended_to(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """III.1.c: (Kèm theo … số … ngày … tháng … năm … của …)."""
    for part in components.parts:
        spans = part["appended_to"]
        if spans:
            text = " ".join(plain(span.text) for span in spans)
            for fault in appended_faults(text):
                yield from flaws(
                    spans[:1], [Fault(0, len(spans[0].text), fault.expected, fault.new if len(spans) == 1 else None)]
                )


def appended_faults(text: str) -> Iterator[Fault]:
    """The line as a whole; what is to be filled in by hand may be blank."""
    if _APPENDED.fullmatch(text.strip()):
        return
    bare = text.strip().strip("()").strip()
    begun = re.sub(r"^(?:đính kèm|kèm(?: theo)?|kèm theo)\s+(?:theo\s+)?", "Kèm theo ", bare, flags=re.IGNORECASE)
    wanted = f"({_dated(begun)})"
    certain = bool(_APPENDED.fullmatch(wanted))
    yield whole(text, wanted if certain else "(Kèm theo … số … ngày … tháng … năm … của …)", certain=certain)


def _dated(text: str) -> str:
    return re.sub(
        r"ngày (\d{1,2})[/.-](\d{1,2})[/.-](\d{4})",
        lambda found: f"ngày {int(found[1]):02d} tháng {_month(int(found[2]))} năm {found[3]}",
        text,
    )


def _month(number: int) -> str:
    return f"{number:02d}" if number < 3 else str(number)


def agrees(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """III.1.c: the line names the number and the date of the document itself."""
    number, day = components.main["number"], components.main["place_and_date"]
    own = re.search(r"số:?\s*(\d\S*/\S+)", plain(number[0].text), re.IGNORECASE) if number else None
    dated = re.search(r"ngày \d+ tháng \d+ năm \d{4}", plain(day[0].text)) if day else None
    for part in components.parts[1:]:
        for span in part["appended_to"]:
            text = plain(span.text)
            yield from flaws([span], _differs(text, r" số:? (\d\S*/\S+)", own[1] if own else ""))
            yield from flaws([span], _differs(text, r"(ngày \d+ tháng \d+ năm \d{4})", dated[0] if dated else ""))


def _differs(text: str, pattern: str, wanted: str) -> Iterator[Fault]:
    found = re.search(pattern, text)
    if found and wanted and found[1] != wanted:
        yield Fault(*found.span(1), wanted, wanted)


def referred(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """III.1.a: the text says that there is an appendix."""
    heads = components["appendix"]
    main = components.main
    if heads and main["body"]:
        said = " ".join(plain(span.text) for name in ("body", "cell") for span in main[name])
        yield from flaws(heads, referred_faults(words(heads), said))


def referred_faults(heads: Sequence[str], body: str) -> Iterator[Fault]:
    """`body`: the words of the text. Where it numbers its appendices, each number must be among them."""
    if not re.search(r"phụ lục|kèm theo|đính kèm", body, re.IGNORECASE):
        yield whole(heads[0], "chỉ dẫn về Phụ lục trong văn bản", certain=False)
        return
    named = re.findall(r"phụ lục (?:số )?([IVX]+)\b", body, re.IGNORECASE)
    for at, head in enumerate(heads):
        number = head.strip().split(" ")[-1]
        if len(heads) > 1 and named and re.fullmatch(r"[IVX]+", number) and not _among(number, named, body):
            yield Fault(0, len(head), f"chỉ dẫn về Phụ lục {number} trong văn bản", None, at)


def _among(number: str, named: Sequence[str], body: str) -> bool:
    return (
        number in named
        or bool(re.search(rf"phụ lục[^.;]*\b{number}\b", body, re.I))
        or "các phụ lục" in body.casefold()
    )


def urgency(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """III.2.b: KHẨN, THƯỢNG KHẨN or HOẢ TỐC."""
    for span in components["urgency"]:
        yield from flaws([span], stamp_faults(plain(span.printed), _URGENCY))


def circulation(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """III.2.c: XEM XONG TRẢ LẠI or LƯU HÀNH NỘI BỘ."""
    for span in components["circulation"]:
        yield from flaws([span], stamp_faults(plain(span.printed), _CIRCULATION))


def stamp_faults(text: str, allowed: Sequence[str]) -> Iterator[Fault]:
    """A stamp in other words; letters are looked at as printed."""
    shown = " ".join(text.split()).upper()
    if shown not in allowed:
        near = next((each for each in allowed if shown.strip(".!") == each), None)
        yield whole(text, near or " / ".join(allowed[:3]), certain=near is not None)


def drafter_mark(_: Document, components: Components, __: Rule) -> Iterator[Flaw]:
    """III.3: the drafter's mark in capitals, the copies in Ả Rập: PL.(300)."""
    for span in components["drafter_mark"]:
        yield from flaws([span], drafter_faults(plain(span.text)))


def drafter_faults(text: str) -> Iterator[Fault]:
    """`PL.(300)`, or the mark alone."""
    if (
        re.fullmatch(r"[^\W\d_a-z][^\W_a-zà-ỹ]*\.?(?:\(\d+\)\.?)?", text.strip())
        and text.strip() == text.strip().upper()
    ):
        return
    found = _DRAFTER.fullmatch(text)
    wanted = f"{found['mark'].upper()}.({found['copies']})" if found else "PL.(300)"
    yield whole(text, wanted, certain=found is not None)
