"""The decree's own models (Phụ lục III) as papers: each cut out of its .docx untouched, its dots filled in.

Raised digits (notes) and the table "Ghi chú" go; everything else stays as the law drew it.
"""

import re
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path

from tests.mutations.paper import Element, Paper, W, drop, rewrite, text_of
from tests.mutations.props import by_runs, off, on, paragraph_property, size

DECREE = Path(__file__).parents[3] / "shared" / "nd30"
SOURCE = DECREE / "phu-luc-3.docx"
_HEADING = re.compile(r"^Mẫu (\d\.\d+)\b|^Mẫu văn bản \(được ban hành.* (giấy|điện tử)")

_HEAD = {
    r"^TÊN CQ, TC CHỦ QUẢN\s*$": "UBND TỈNH AN HÒA",
    r"^TÊN CƠ QUAN, TỔ\s+CHỨC\s*$": "SỞ TÀI CHÍNH",
    r"^Số: .*/\S*NQ-.*": "Số: 15/NQ-STC",
    r"^Số: .*/QĐ-.*": "Số: 15/QĐ-STC",
    r"^Số: .*/CĐ-.*": "Số: 15/CĐ-STC",
    r"^Số: .*/GM-.*": "Số: 15/GM-STC",
    r"^Số: .*/GGT-.*": "Số: 15/GGT-STC",
    r"^Số: .*/GNP-.*": "Số: 15/GNP-STC",
    r"^Số: .*/BB-.*": "Số: 15/BB-STC",
    r"^[.…\s\d]+, ?ngày ?….*": "An Hòa, ngày 05 tháng 01 năm 2026",
    r"^TÊN LOẠI VĂN BẢN": "KẾ HOẠCH",
    r"^QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ\s*$": "GIÁM ĐỐC",
    r"^\(?(Chữ ký|dấu/chữ ký số|dấu của cơ quan|\(Chữ ký).*": "",
    r"^Họ và tên$": "Trần Văn Bình",
    r"^- Như Điều": "- Như Điều 2;",
    r"^- Lưu: VT,.*": "- Lưu: VT, TCHC.",
    r"^- [.…8\s]+;?\s*$": "- Sở Nội vụ;",
    r"^THẨM QUYỀN BAN HÀNH": "GIÁM ĐỐC SỞ TÀI CHÍNH",
    r"^Theo đề nghị của": "Theo đề nghị của Chánh Văn phòng Sở.",
}
_BASES = [
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
    "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;",
]
_SKETCHED = ("3.1", "3.2")
_PLANNED = "Kiểm tra năm 2026"
_CHECKED = "Văn phòng Sở kiểm tra việc lập hồ sơ công việc trong quý I năm 2026./."
Fill = dict[str, str | list[str | None]]
_FILL: dict[str, Fill] = {
    "1.1": {
        r"^…+\.+\s+\.+$": "Về nhiệm vụ năm 2026",
        r"^THẨM QUYỀN": "SỞ TÀI CHÍNH",
        r"^Căn cứ": [_BASES[0], f"{_BASES[1][:-1]}."],
        r"^\.$": [None],
        r"^\.{10,}": "Hoàn thành việc lập hồ sơ công việc trong quý I năm 2026 tại các phòng thuộc Sở./.",
    },
    "1.2": {
        r"^Về việc": "Về việc cử viên chức đi học",
        r"^Căn cứ": list(_BASES),
        r"^Điều 1\.": "Điều 1. Cử bà Nguyễn Thị Lan, chuyên viên Văn phòng Sở, đi học lớp bồi dưỡng văn thư.",
        r"^Điều ….": "Điều 2. Chánh Văn phòng Sở và bà Nguyễn Thị Lan chịu trách nhiệm thi hành Quyết định này./.",
        r"^\.{10,}": [None],
    },
    "1.3": {
        r"^Ban hành \(Phê duyệt\) …": "Ban hành Quy chế làm việc",
        r"^Căn cứ": list(_BASES),
        r"^Điều 1\.": "Điều 1. Ban hành kèm theo Quyết định này Quy chế làm việc của Sở Tài chính.",
        r"^Điều \.\.\.": "Điều 2. Chánh Văn phòng Sở chịu trách nhiệm thi hành Quyết định này./.",
        r"^[.\s]{10,}(/\.)?$": [None, None, None],
    },
    "1.4": {
        r"^Số: .*/.*": "Số: 15/KH-STC",
        r"^\.{5,}\s+\.{5,}$": [_PLANNED],
        r"^\.{10,}": "Văn phòng Sở kiểm tra việc lập hồ sơ công việc tại các phòng, đơn vị trong quý I năm 2026./.",
        r"^\./\.$": [None],
    },
    "1.5": {
        r"^Số: .*/.*": "Số: 15/STC-VP",
        r"^V/v": "V/v lập hồ sơ công việc",
        r"^- …[^.]*.*;": "- Sở Nội vụ;",
        r"^- …[^.]*.*\.": "- Sở Tư pháp.",
        r"^\.{10,}": "Sở Tài chính đề nghị các cơ quan phối hợp kiểm tra việc lập hồ sơ trong quý I năm 2026./.",
        r"^\./\.$": [None],
        r"^…+\.{5,}": "Số 12 đường Trung Tâm, phường An Hòa, tỉnh An Hòa; điện thoại: 0251 3 555 123",
    },
    "1.6": {
        r"^…\.\.\s+\.\.….?$": "Ứng phó với bão số 3",
        r"điện:\s*$": "Giám đốc Sở Tài chính điện:",
        r"^- …+;$": "- Văn phòng Sở;",
        r"^- …+\.$": "- Các phòng, đơn vị.",
        r"^\.{10,}": "Bố trí người trực 24/24 giờ, bảo đảm an toàn hồ sơ, tài liệu trong thời gian có bão./.",
        r"^\./\.$": [None],
    },
    "1.7": {
        r"^\.{5,}\s*\.{5,}$": "Họp giao ban công tác quý I",
        r"trân trọng kính mời": "Sở Tài chính trân trọng kính mời: đại diện lãnh đạo các phòng, đơn vị thuộc Sở.",
        r"^Tới dự": "Tới dự cuộc họp giao ban công tác quý I năm 2026.",
        r"^…+": [None, "Đề nghị các đại biểu đến đúng thời gian quy định./."],
        r"^Chủ trì": "Chủ trì: Giám đốc Sở.",
        r"^Thời gian": "Thời gian: 08 giờ 00, thứ Hai, ngày 12 tháng 01 năm 2026.",
        r"^Địa điểm": "Địa điểm: Phòng họp tầng 2, trụ sở Sở Tài chính.",
    },
    "1.8": {
        r"trân trọng giới thiệu": "Sở Tài chính trân trọng giới thiệu:",
        r"^Ông \(bà\)": "Ông (bà) Nguyễn Thị Lan.",
        r"^Chức vụ": "Chức vụ: Chuyên viên Văn phòng Sở.",
        r"^Được cử đến": "Được cử đến: Sở Nội vụ.",
        r"^Về việc": "Về việc: Trao đổi nghiệp vụ văn thư.",
        r"^…+": [None],
        r"^Giấy này": "Giấy này có giá trị đến hết ngày 15 tháng 01 năm 2026./.",
        r"^- Lưu": "- Lưu: VT.",
    },
    "1.9": {
        r"^…+\s+…+\.\.$": "Họp giao ban công tác quý I năm 2026",
        r"^Thời gian": "Thời gian bắt đầu: 08 giờ 00.",
        r"^Địa điểm": "Địa điểm: Phòng họp tầng 2, trụ sở Sở Tài chính.",
        r"^Thành phần": "Thành phần tham dự: Lãnh đạo Sở, lãnh đạo các phòng, đơn vị.",
        r"^Chủ trì": "Chủ trì: Ông Trần Văn Bình, Giám đốc Sở.",
        r"^Thư ký": "Thư ký: Bà Nguyễn Thị Lan.",
        r"^Cuộc họp": "Cuộc họp kết thúc vào 10 giờ 00, ngày 12 tháng 01 năm 2026./.",
        r"^- ….*;": "- Các phòng, đơn vị;",
        r"^- Lưu": "- Lưu: VT, Hồ sơ.",
    },
    "1.10": {
        r"^Xét Đơn": "Xét Đơn đề nghị nghỉ phép ngày 05 tháng 01 năm 2026 của bà Nguyễn Thị Lan,",
        r"cấp cho:": "Sở Tài chính cấp cho:",
        r"^Ông \(bà\):": "Bà: Nguyễn Thị Lan.",
        r"^Chức vụ": "Chức vụ: Chuyên viên Văn phòng Sở.",
        r"^Được nghỉ": "Được nghỉ phép trong thời gian 05 ngày kể từ ngày 12 tháng 01 năm 2026 tại tỉnh An Hòa.",
        r"^Số ngày": "Số ngày nghỉ phép nêu trên được tính vào thời gian nghỉ hằng năm./.",
        r"^Xác nhận của": "",
    },
    "2.1": {
        r"^Phụ lục": "Phụ lục",
        r"^…+ 2? ?…+\.?$": "DANH MỤC HỒ SƠ",
        r"^\(Kèm theo": "(Kèm theo Quyết định số 15/QĐ-STC ngày 05 tháng 01 năm 2026 của Sở Tài chính)",
        r"^\.{10,}": "Hồ sơ tuyển dụng, hồ sơ khen thưởng, hồ sơ kiểm tra năm 2026./.",
        r"^\./\.$": [None],
    },
    "3.1": {
        r"^Số: \.+ /….*": "Số: 15/KH-STC",
        r"^Số: \.*/-.*": "Số: 07/SY-STC",
        r"^…+$": "SAO Y",
        r"^\.{10,}$": _PLANNED,
        r"^\./\.$": _CHECKED,
        r"^- Lưu: VT\.": "- Lưu: VT.",
    },
    "3.2": {
        r"^Số: \.+ /….*": "Số: 15/KH-STC",
        r"^\.{10,}$": _PLANNED,
        r"^\.{5,}.*\./\.$": _CHECKED,
        r"^…*1?…*;": "SAO Y; Sở Tài chính; 05/01/2026; 08:30:00 +07:00",
    },
}
_ATTACHED: Fill = {
    r"^TÊN LOẠI VĂN BẢN": "QUY CHẾ",
    r"\./\.$": [None],
    r"^\(Kèm theo": "(Kèm theo Quyết định số 15/QĐ-STC ngày 05 tháng 01 năm 2026 của Sở Tài chính)",
    r"^…[….\s]*$": ["Chương I", "QUY ĐỊNH CHUNG", "Chương II", "TỔ CHỨC THỰC HIỆN"],
    r"^Điều 1\.": "Điều 1. Phạm vi điều chỉnh",
    r"^Điều \.\.\.": [
        "Điều 2. Quy chế này áp dụng đối với các phòng, đơn vị thuộc Sở.",
        "Điều 3. Chánh Văn phòng Sở chịu trách nhiệm thi hành Quy chế này./.",
    ],
    r"^\.{5,}": ["Làm việc của Sở Tài chính", None],
}
_FILL["2.2"] = _FILL["2.1"]


def models() -> dict[str, bytes]:
    """The models by number, filled in. 1.3 comes alone and with the document attached to it, paper and electronic."""
    pieces = _pieces(Paper(SOURCE.read_bytes()))
    made = {name: _filled(name, pieces[name]) for name in _FILL}
    for form, told in (("giấy", "paper"), ("điện tử", "electronic")):
        made[f"1.3 {told}"] = _filled("1.3", pieces["1.3"], pieces[f"attached {form}"])
    return made


def _pieces(paper: Paper) -> dict[str, list[int]]:
    """Which children of w:body belong to which model."""
    pieces: dict[str, list[int]] = {}
    name = ""
    for at, element in enumerate(paper.body):
        found = _HEADING.match(text_of(element).strip()) if element.tag == f"{W}p" else None
        if found:
            name = found[1] or f"attached {found[2]}"
            pieces[name] = []
        elif name and element.tag != f"{W}sectPr":
            pieces[name].append(at)
    return pieces


def _filled(name: str, piece: Sequence[int], attached: Sequence[int] = ()) -> bytes:
    paper = Paper(SOURCE.read_bytes())
    own, others = [paper.body[at] for at in piece], [paper.body[at] for at in attached]
    section = paper.body[-1]
    for element in list(paper.body):
        if element is not section and element not in own and element not in others:
            paper.body.remove(element)
    _without_notes(paper)
    _fill_all(paper, own, name, _FILL[name])
    _fill_all(paper, others, name, _ATTACHED)
    return paper.bytes()


def _fill_all(paper: Paper, elements: Sequence[Element], name: str, own: Fill) -> None:
    fill = deepcopy(own) | {key: value for key, value in _HEAD.items() if key not in own}
    for paragraph in [each for element in elements for each in element.iter(f"{W}p")]:
        _fill(paragraph, fill)
        if name in _SKETCHED and text_of(paragraph).strip() in (_CHECKED, _PLANNED):
            _set_as_text(paper, paragraph)
        elif text_of(paragraph).strip() == _PLANNED:
            by_runs(paper, paragraph, on("b"))  # mẫu 1.4 sets the dots of its subject light


def _set_as_text(paper: Paper, paragraph: Element) -> None:
    """Models of copies only sketch what is copied: a heading in italics, dots in 12 pt that begin at the edge."""
    by_runs(paper, paragraph, size(14) | off("i"))
    if text_of(paragraph).strip() == _CHECKED:
        for tab in list(paragraph.iter(f"{W}tab")):
            drop(tab)
        paragraph_property(paragraph, "ind", firstLine="567")
        paragraph_property(paragraph, "jc", val="both")


def _without_notes(paper: Paper) -> None:
    for row in [*paper.body.iter(f"{W}tbl"), *paper.body.iter(f"{W}tr")]:
        if text_of(row).startswith("Ghi chú") and row.getparent() is not None:
            row.getparent().remove(row)
    for run in list(paper.body.iter(f"{W}r")):
        raised = run.find(f"{W}rPr/{W}vertAlign")
        if raised is not None and re.fullmatch(r"\s*\d+\s*", text_of(run)):
            drop(run)


def _fill(paragraph: Element, fill: Fill) -> None:
    """Fills in one paragraph by the first pattern it has."""
    text = text_of(paragraph)
    for pattern, words in fill.items():
        if not re.search(pattern, text.strip()):
            continue
        if isinstance(words, list):
            if not words:
                continue
            new = words.pop(0)
        else:
            new = words
        _write(paragraph, new)
        return


def _write(paragraph: Element, new: str | None) -> None:
    """Puts words in the place of dots; what both have in common at the start keeps its letters (Điều 1. in bold)."""
    if new is None:
        drop(paragraph)
        return
    for tab in [each for each in paragraph.iter(f"{W}tab") if each.getparent().tag == f"{W}r"]:
        if _words_before(tab) or _indented(paragraph):
            tab.getparent().remove(tab)
    text = text_of(paragraph)
    common = next((at for at, (one, other) in enumerate(zip(text, new, strict=False)) if one != other), len(new))
    if new.startswith("Điều ") and "." in text[:9]:
        rewrite(paragraph, 5, text.index(".", 5 if text[5:6] != "." else 7), new[5 : new.index(".")])
        text = text_of(paragraph)
        common = len(new[: new.index(".") + 1])
    rewrite(paragraph, common, len(text), new[common:])


def _words_before(tab: Element) -> bool:
    """A tab at the very start is the indent of the first line and stays."""
    runs = list(tab.getparent().itersiblings(f"{W}r", preceding=True))
    inside = list(tab.itersiblings(f"{W}t", preceding=True))
    return any(text_of(each) for each in runs) or any(each.text for each in inside)


def _indented(paragraph: Element) -> bool:
    indent = paragraph.find(f"{W}pPr/{W}ind")
    return indent is not None and int(indent.get(f"{W}firstLine", "0")) > 0
