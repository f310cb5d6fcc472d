"""The letters of a .docx in Unicode: run by run, by the font that each has; by what makes words where none tells.

Works on the XML of its parts, so that the text that is read and the page that is shown are the same. A sign and its
mark, or a word, may stand in several runs: neighbours of one coding are read as one.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from doc_templates.imported.legacy.fonts import Coding, coding_of, unicode_font
from doc_templates.imported.legacy.guess import guessed
from doc_templates.imported.legacy.tables import Encoding, read_coded
from doc_templates.imported.zipped_parts import Element, tree_of, written
from doc_templates.layout.properties import letters
from doc_templates.layout.styles import Styles
from doc_templates.style_sheet import W

_HELD = re.compile(
    r"word/(?:(?:document|header|footer|footnotes|endnotes|comments|styles|numbering)\d*\.xml|theme/theme\d*\.xml)"
)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SLOTS = ("ascii", "hAnsi", "cs", "eastAsia")
_SOFT_HYPHEN = "\u00ad"


@dataclass
class Letters:
    """The text of one element in a paragraph, and the coding of its font."""

    element: Element
    text: str
    coding: Coding | None


def in_unicode(parts: Mapping[str, bytes]) -> tuple[str, dict[str, bytes]]:
    """What the letters of a .docx were (unicode, tcvn3, vni, mixed), and the parts that had to be changed."""
    trees = {name: tree_of(part) for name, part in parts.items() if _HELD.fullmatch(name)}
    styles = Styles(trees.get("word/styles.xml"), trees.get(_theme(trees)))
    found = _into_unicode(trees, styles)
    if not found - {"unicode"}:
        return "unicode", {}
    changed = {name: written(tree) for name, tree in trees.items() if "theme" not in name}
    return (found.pop() if len(found) == 1 else "mixed"), changed


def _theme(trees: Mapping[str, Element]) -> str:
    return next((name for name in trees if "theme" in name), "")


def _into_unicode(trees: dict[str, Element], styles: Styles) -> set[str]:
    """Changes the trees; the encodings that were found, "unicode" among them if there are words with its marks."""
    paragraphs = [_letters(one, styles) for tree in trees.values() for one in tree.iter(f"{W}p")]
    found = _by_font(paragraphs)
    whole = "\n".join(each.text for one in paragraphs for each in one if each.coding is None)
    common = guessed(whole)
    known = found | ({common} if common else set())
    for paragraph in paragraphs:
        found |= _by_sense([each for each in paragraph if each.coding is None], known)
    if found:
        for tree in trees.values():
            _rename_fonts(tree)
    left = any(_is_unicode(each.text) for one in paragraphs for each in one if each.coding is None)
    return {*found, *(["unicode"] if left else [])}


def _letters(paragraph: Element, styles: Styles) -> list[Letters]:
    """Those of the paragraph itself, not of a text box in it."""
    named = paragraph.find(f"{W}pPr/{W}pStyle")
    style = styles.letters_of(named.get(f"{W}val", "") if named is not None else styles.default_paragraph_style)
    found = []
    for run in paragraph.iter(f"{W}r"):
        if next(run.iterancestors(f"{W}p")) is paragraph:
            coding = _coding(run, styles, {**styles.default_letters, **style})
            found += [
                Letters(one, _said(one), coding) for one in run if one.tag in (f"{W}t", f"{W}delText", f"{W}softHyphen")
            ]
    return found


def _said(element: Element) -> str:
    return _SOFT_HYPHEN if element.tag == f"{W}softHyphen" else element.text or ""


def _coding(run: Element, styles: Styles, inherited: dict[str, object]) -> Coding | None:
    properties = run.find(f"{W}rPr")
    fonts = dict(inherited)
    if properties is not None:
        named = properties.find(f"{W}rStyle")
        fonts |= styles.letters_of(named.get(f"{W}val", "")) if named is not None else {}
        fonts |= letters(properties)
    return coding_of(str(fonts.get("hAnsi", ""))) or coding_of(str(fonts.get("ascii", "")))


def _by_font(paragraphs: list[list[Letters]]) -> set[Encoding]:
    found: set[Encoding] = set()
    for paragraph in paragraphs:
        for coding, group in groupby(paragraph, lambda one: one.coding):
            if coding is not None and _put(list(group), coding):
                found.add(coding.encoding)
    return found


def _by_sense(paragraph: list[Letters], known: set[Encoding]) -> set[Encoding]:
    encoding = guessed("".join(one.text for one in paragraph), known)
    if encoding is None:
        return set()
    coding = Coding(encoding)
    for one in paragraph:
        one.coding = coding
    _put(paragraph, coding)
    return {encoding}


def _put(group: list[Letters], coding: Coding) -> bool:
    """Decodes the texts of neighbours as one; each letter goes where its first sign stood. Whether anything changed."""
    texts = [one.text for one in group]
    made = list(_shared([*texts], coding))
    for one, text in zip(group, made, strict=True):
        if one.element.tag == f"{W}softHyphen":
            one.element.tag = f"{W}t"
        one.element.text = one.text = text
        one.element.set(_SPACE, "preserve")
    return made != texts


def _shared(texts: list[str], coding: Coding) -> Iterator[str]:
    """A mark at the start of a text that belongs to the letter at the end of the one before goes there."""
    for at, text in enumerate(texts):
        following = texts[at + 1] if at + 1 < len(texts) else ""
        if coding.encoding == "vni" and text and following and _belongs(text[-1], following[0], coding):
            texts[at], texts[at + 1] = text + following[0], following[1:]
        yield read_coded(texts[at], coding.encoding, capitals=coding.capitals)


def _belongs(letter: str, mark: str, coding: Coding) -> bool:
    return len(read_coded(letter + mark, coding.encoding)) == 1


def _is_unicode(text: str) -> bool:
    """Whether words have marks that are Vietnamese as they stand."""
    return any("\u1ea0" <= sign <= "\u1ef9" or sign in "ăâđêôơưĂÂĐÊÔƠƯ" for sign in text)


def _rename_fonts(tree: Element) -> None:
    for fonts in tree.iter(f"{W}rFonts"):
        for slot in _SLOTS:
            name = fonts.get(f"{W}{slot}", "")
            if name and coding_of(name):
                fonts.set(f"{W}{slot}", unicode_font(name))
