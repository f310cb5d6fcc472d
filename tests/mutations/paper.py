"""A .docx opened to be spoilt: its XML parts as trees, its paragraphs by the names of the layout's components.

Knows nothing of the checker: our own forms are read by the names of their styles, other papers by their words.
"""

import re
import zipfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cached_property
from io import BytesIO
from typing import Any

from lxml import etree

Element = Any
New = str | Callable[[re.Match[str]], str]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

STYLES = {
    "national_name": ("Quốc hiệu",),
    "motto": ("Tiêu ngữ",),
    "superior": ("Cơ quan chủ quản",),
    "agency": ("Cơ quan ban hành",),
    "number": ("Số và ký hiệu",),
    "place_and_date": ("Địa danh và thời gian",),
    "kind": ("Tên loại văn bản",),
    "subject": ("Trích yếu",),
    "letter_subject": ("Trích yếu công văn",),
    "addressed": ("Kính gửi", "Kính gửi nhiều nơi"),
    "addressees": ("Nơi được kính gửi",),
    "issuing_authority": ("Thẩm quyền ban hành",),
    "bases": ("Căn cứ",),
    "decides": ("Lời quyết định",),
    "text": ("Nội dung",),
    "part": ("Phần và chương",),
    "part_title": ("Tiêu đề phần và chương",),
    "section": ("Mục và tiểu mục",),
    "section_title": ("Tiêu đề mục và tiểu mục",),
    "article": ("Điều",),
    "heading": ("Đề mục",),
    "clause_title": ("Tiêu đề khoản",),
    "clause": ("Khoản",),
    "point": ("Điểm",),
    "dash": ("Gạch đầu dòng",),
    "recipients_head": ("Nơi nhận",),
    "recipients": ("Danh sách nơi nhận",),
    "signer_lines": ("Chức vụ người ký",),
    "signer_name": ("Họ tên người ký",),
    "urgency": ("Mức độ khẩn",),
    "circulation": ("Phạm vi lưu hành",),
    "contact": ("Địa chỉ cơ quan",),
    "appendix": ("Phụ lục",),
    "appendix_title": ("Tên phụ lục",),
    "appended_to": ("Kèm theo văn bản",),
}
BODY = ("text", "part", "part_title", "section", "section_title", "article", "heading", "clause_title", "clause",
        "point", "dash")  # fmt: skip
WORDS = {  # how the same components are told by their words, in papers whose styles say nothing
    "national_name": r"CỘNG H(ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "motto": r"Độc lập - Tự do - Hạnh phúc",
    "number": r"Số: \d.*",
    "place_and_date": r"[^.;]+, ngày \d\d tháng \d+ năm \d{4}",
    "kind": r"(NGHỊ QUYẾT|QUYẾT ĐỊNH|KẾ HOẠCH|CÔNG ĐIỆN|GIẤY MỜI|GIẤY GIỚI THIỆU|BIÊN BẢN|GIẤY NGHỈ PHÉP)",
    "decides": r"(QUYẾT ĐỊNH|QUYẾT NGHỊ):",
    "recipients_head": r"Nơi nhận:",
}


class Paper:
    """One .docx. `document`: the root of word/document.xml; `bytes()` packs what was changed."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(BytesIO(data)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self._trees: dict[str, Element] = {}
        self.document = self.tree("word/document.xml")
        self.body = self.document.find(f"{W}body")

    def tree(self, name: str) -> Element:
        if name not in self._trees:
            self._trees[name] = etree.fromstring(self.parts[name])
        return self._trees[name]

    def bytes(self) -> bytes:
        for name, tree in self._trees.items():
            self.parts[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in self.parts.items():
                package.writestr(name, content)
        return buffer.getvalue()

    def headers(self, kind: str = "default") -> list[Element]:
        """The roots of the page headers that sections of the document refer to."""
        relations = {each.get("Id"): each.get("Target") for each in self.tree("word/_rels/document.xml.rels")}
        ids = [ref.get(f"{R}id") for ref in self.body.iter(f"{W}headerReference") if ref.get(f"{W}type") == kind]
        return [self.tree(f"word/{relations[each]}") for each in dict.fromkeys(ids)]

    def find(self, component: str) -> list[Element]:
        """The paragraphs of a component in the order of the page; [] where the paper has none."""
        styles = {self.style_ids.get(name) for name in STYLES[component]} - {None}
        found = [each for each in self.paragraphs() if style_of(each) in styles]
        if found or styles or component not in WORDS:
            return found
        return [each for each in self.paragraphs() if re.fullmatch(WORDS[component], text_of(each).strip())]

    def paragraphs(self) -> Iterator[Element]:
        return (each for each in self.body.iter(f"{W}p") if each.getparent().tag != f"{W}txbxContent")

    @cached_property
    def style_ids(self) -> dict[str, str]:
        styles = self.tree("word/styles.xml").iter(f"{W}style")
        return {each.find(f"{W}name").get(f"{W}val"): each.get(f"{W}styleId") for each in styles}

    def style(self, paragraph: Element) -> Element:
        """The definition of a paragraph's style."""
        wanted = style_of(paragraph)
        return next(
            each for each in self.tree("word/styles.xml").iter(f"{W}style") if each.get(f"{W}styleId") == wanted
        )


def spoilt(change: Callable[[Paper], None]) -> Callable[[bytes], bytes]:
    """A change of a paper as a function of its bytes."""

    def apply(data: bytes) -> bytes:
        paper = Paper(data)
        change(paper)
        return paper.bytes()

    return apply


def text_of(paragraph: Element) -> str:
    return "".join(piece.text or "" for piece in paragraph.iter(f"{W}t"))


def style_of(paragraph: Element) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else str(found.get(f"{W}val"))


def rewrite(paragraph: Element, start: int, end: int, new: str) -> None:
    """Replaces the characters start..end of a paragraph; each run keeps its look, the new ones take the first's."""
    at = 0
    for piece in list(paragraph.iter(f"{W}t")):
        text = piece.text or ""
        first, last = start - at, end - at
        at += len(text)
        here = 0 <= first < len(text) or (0 <= first <= len(text) and start == end)
        if here or (first < 0 < last):
            piece.text = text[: max(first, 0)] + (new if here else "") + text[max(min(last, len(text)), 0) :]
            piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            new = "" if here else new


def replace(paragraph: Element, pattern: str, new: New) -> bool:
    """Replaces the first match of a pattern in a paragraph's words. False: no match, or nothing would change."""
    found = changes(paragraph, pattern, new)
    if found:
        rewrite(paragraph, found[0], found[1], found[2])
    return found is not None


def changes(paragraph: Element, pattern: str, new: New) -> tuple[int, int, str] | None:
    """What `replace` would put where; None: no match, or nothing would change."""
    found = re.search(pattern, text_of(paragraph))
    if found is None:
        return None
    words = found.expand(new) if isinstance(new, str) else new(found)
    return None if words == found[0] else (found.start(), found.end(), words)


def copy_after(paragraph: Element) -> Element:
    """A copy of a paragraph right behind it."""
    new = deepcopy(paragraph)
    paragraph.addnext(new)
    return new


def drop(element: Element) -> None:
    """Takes an element out; a cell is never left without a paragraph."""
    parent = element.getparent()
    parent.remove(element)
    if parent.tag == f"{W}tc" and parent.find(f"{W}p") is None:
        etree.SubElement(parent, f"{W}p")
