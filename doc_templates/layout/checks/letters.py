"""How the letters of a component look: font, size, weight, slope, case, colour, nothing drawn through or under them."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from doc_templates.layout.components import Components
from doc_templates.layout.fixes import set_letters
from doc_templates.layout.flaws import Flaw, Span
from doc_templates.layout.model import Document, Look, is_note
from doc_templates.layout.recase import in_lower_case
from doc_templates.layout.rules import Rule
from doc_templates.layout.segments import fold

_TIMES = re.compile(
    r"timesnewroman(ps|psmt|bold|italic|bolditalic|regular)?$", re.IGNORECASE
)  # as fonts name themselves
_RED = "FF0000"


def _looks(span: Span) -> list[Look]:
    """The looks of the visible letters of a span; notes set high as in the decree's models do not count."""
    runs = [run for run, _, _ in span.paragraph.between(span.start, span.end)]
    return [run.look for run in runs if not is_note(run)]


def _wrong(
    components: Components, rule: Rule, right: Callable[[Look], bool]
) -> Iterator[tuple[Span, Look]]:  # fmt: skip
    for span in components[rule.component]:
        wrong = [look for look in _looks(span) if not right(look)]
        if wrong:
            yield span, wrong[0]


def font(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """I.4: the font, in every letter."""
    wanted = rule.numbers["value"]
    fix = {"ascii": wanted, "hAnsi": wanted, "cs": wanted}
    for span, look in _wrong(components, rule, lambda look: _named(look.font) == wanted):
        yield Flaw(span, look.font, wanted, partial(_set_font, span, fix))


def _named(font: str) -> str:
    return "Times New Roman" if _TIMES.match(font.replace(" ", "")) else font


def _set_font(span: Span, fix: dict[str, Any]) -> None:
    set_letters(span, "rFonts", drop=("asciiTheme", "hAnsiTheme", "cstheme"), **fix)


def size(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """From the least to the greatest size, both included."""
    least, most = rule.numbers["value"]
    expected = f"{least:g}" if least == most else f"{least:g}–{most:g}"
    for span, look in _wrong(components, rule, lambda look: least <= look.size <= most):
        loose = _as_in_models(components, span, rule.component, look)
        if loose == "none":
            continue
        nearest = _usual(span, least, most) or min(max(look.size, least), most)
        yield Flaw(span, f"{look.size:g}", expected, partial(set_size, span, nearest), severity=loose)


def _as_in_models(components: Components, span: Span, component: str, look: Look) -> str:
    """Where the decree's own models leave its text: mẫu 3.1 sets the agency of a copy in 14, mẫu 2.1 an appendix in 12.

    Gives the severity that is left of the finding: "none", "warning" or "" for the rule's own.
    """
    roles = {part.role for part in components.parts if any(each is span for each in part[component])}
    if "copy" in roles and component == "agency" and look.size <= 14:
        return "none"
    return "warning" if "appendix" in roles and component == "text" and look.size >= 12 else ""


def _usual(span: Span, least: float, most: float) -> float | None:
    """The size of the rest of the words, where only some of them differ."""
    return next((look.size for look in _looks(span) if least <= look.size <= most), None)


def set_size(span: Span, size: float) -> None:
    """Sets the size of a span's letters in points."""
    for name in ("sz", "szCs"):
        set_letters(span, name, val=str(round(size * 2)))


def bold(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """Bold or not, in every letter."""
    wanted = rule.numbers["value"]
    names = ("not_bold", "bold") if wanted else ("bold", "not_bold")
    for span, _ in _wrong(components, rule, lambda look: look.bold == wanted):
        yield Flaw(span, *names, partial(switch, span, ("b", "bCs"), wanted))


def italic(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """Italic or upright, in every letter."""
    wanted = rule.numbers["value"]
    names = ("upright", "italic") if wanted else ("italic", "upright")
    for span, _ in _wrong(components, rule, lambda look: look.italic == wanted):
        yield Flaw(span, *names, partial(switch, span, ("i", "iCs"), wanted))


def switch(span: Span, names: tuple[str, ...], on: bool) -> None:
    """Turns a property of letters on or off."""
    for name in names:
        set_letters(span, name, val="1" if on else "0")


def underline(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """Nothing under, through or behind the letters, and nothing hidden: the decree knows no such letters."""
    marks: tuple[tuple[str, str, tuple[str, ...], dict[str, Any]], ...] = (
        ("underline", "underlined", ("u",), {"val": "none"}),
        ("strike", "struck", ("strike", "dstrike"), {"val": "0"}),
        ("highlight", "highlighted", ("highlight",), {"val": "none"}),
        ("hidden", "hidden", ("vanish",), {"val": "0"}),
        ("effect", "effect", ("outline", "shadow", "emboss", "imprint"), {"val": "0"}),
    )
    for attribute, found, names, value in marks:
        for span, _ in _wrong(components, rule, lambda look, of=attribute: not getattr(look, of)):  # type: ignore[misc]
            yield Flaw(span, found, "plain", partial(_set_all, span, names, value))


def stretch(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """Letters as type is set: neither stretched nor squeezed, nor the whole of them raised or lowered."""
    for span in components[rule.component]:
        runs = [run for run, _, _ in span.paragraph.between(span.start, span.end)]
        if any(run.look.stretched for run in runs):
            yield Flaw(span, "stretched", "plain", partial(_unstretch, span))
        if runs and all(run.look.raised for run in runs):
            yield Flaw(span, "raised", "plain", partial(_lower, span))


def _unstretch(span: Span) -> None:
    set_letters(span, "w", val="100")
    set_letters(span, "spacing", val="0")


def _lower(span: Span) -> None:
    set_letters(span, "vertAlign", notes=True, val="baseline")


def _set_all(span: Span, names: tuple[str, ...], value: dict[str, Any]) -> None:
    for name in names:
        set_letters(span, name, **value)


def colour(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """I.4: black; stamps of urgency bright red."""
    wanted = rule.numbers["value"]
    black = wanted == ["000000"]
    for span, look in _wrong(components, rule, lambda look: look.color in wanted):
        fix = partial(_set_all, span, ("color",), {"val": "000000" if black else _RED, "drop": _THEME})
        yield Flaw(span, f"#{look.color}", "black" if black else "red", fix)


_THEME = ("themeColor", "themeTint", "themeShade")


def case(document: Document, components: Components, rule: Rule) -> Iterator[Flaw]:
    """Capitals all through, or not all through."""
    for span in components[rule.component]:
        letters = [letter for letter in _printed(span) if letter.isalpha()]
        if rule.numbers["value"] == "upper" and _small_capitals(span):
            yield Flaw(span, "mixed", "upper", partial(_set_capitals, span))
            continue
        upper = sum(letter.isupper() for letter in letters)
        if rule.numbers["value"] == "upper" and upper < len(letters):
            found = "mixed" if upper > len(letters) / 2 else "lower"
            yield Flaw(span, found, "upper", partial(_set_capitals, span))
        elif rule.numbers["value"] == "lower" and len(letters) > 2 and upper == len(letters) and not _symbols(span):
            yield Flaw(span, "upper", "lower", partial(in_lower_case, span, document))


def _printed(span: Span) -> str:
    return unicodedata.normalize("NFC", span.printed)


def _symbols(span: Span) -> bool:
    """Abbreviations stand in capitals and have no marks: "HĐND, UBND"."""
    if any(run.look.caps for run, _, _ in span.paragraph.between(span.start, span.end)):
        return False
    words = re.findall(r"\w+", span.text)
    return all(len(word) <= 6 and fold(word) == word.lower().replace("đ", "d") for word in words)


def _small_capitals(span: Span) -> bool:
    """Small letters that print as low capitals."""
    runs = span.paragraph.between(span.start, span.end)
    return any(run.look.small_caps and not run.look.caps and not run.text[a:b].isupper() for run, a, b in runs)


def _set_capitals(span: Span) -> None:
    set_letters(span, "caps", val="1")
    set_letters(span, "smallCaps", val="0")
