"""The look of the forms: page and styles by Phụ lục I of Nghị định 30/2020/NĐ-CP. Used by make.py alone.

Lengths are points unless a name says otherwise. Where the decree gives a range the value stands beside it.
"""

from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from doc_templates import style_sheet as names

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# A4 in twentieths of a point; margins by mục I.3: top and bottom 20-25 mm, left 30-35, right 15-20
PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
TOP, BOTTOM, LEFT, RIGHT = 1134, 1134, 1701, 851  # 20, 20, 30 and 15 mm
HEADER = 567  # the page number stands 10 mm below the upper edge, inside the top margin
ROOM = PAGE_WIDTH - LEFT - RIGHT
FIRST_LINE = 36.0  # 1.27 cm (II.6.e: 1 cm or 1.27 cm)
GAP = 6.0  # between paragraphs, at least 6 pt (II.6.e)
LEADING = 1.1  # lines, from single to 1.5 (II.6.e)


@dataclass(frozen=True)
class Style:
    """One paragraph style. `align`: left, center, right or both. `exact`: a line height instead of `leading`."""

    id: str
    name: str
    size: float = 14
    bold: bool = False
    italic: bool = False
    caps: bool = False
    align: str = "left"
    before: float = 0
    after: float = 0
    leading: float = 1
    exact: float = 0
    first: float = 0
    left: float = 0
    right: float = 0
    keep: bool = False
    close: bool = False  # no gap between paragraphs of this style
    line: bool = False  # an upper border: the decree's drawn line
    box: bool = False  # a frame of a single line in the colour of the words
    outline: int | None = None
    tab_right: float = 0
    color: str = ""


def _body(id: str, name: str, **changes: object) -> Style:
    common = {"align": "both", "after": GAP, "leading": LEADING, "first": FIRST_LINE}
    return Style(id, name, **(common | changes))  # type: ignore[arg-type]


def _centred(id: str, name: str, **changes: object) -> Style:
    return Style(id, name, **({"align": "center"} | changes))  # type: ignore[arg-type]


def _line(id: str, name: str, after: float) -> Style:
    return Style(id, name, size=2, exact=3, before=4.5, after=after, line=True)


_KINH_GUI = 50.0  # the width of "Kính gửi" at 14 pt: the dashes stand under the colon (II.9.d)
_DASH = 8.2  # the width of "- " at 14 pt

STYLES = (
    _centred("QuocHieu", names.NATIONAL_NAME, size=12, bold=True, caps=True),  # 12-13
    _centred("TieuNgu", names.NATIONAL_MOTTO, size=13, bold=True),  # 13-14
    _centred("ChuQuan", names.SUPERIOR, size=12, caps=True),  # 12-13
    _centred("CoQuan", names.AGENCY, size=12, bold=True, caps=True),  # 12-13
    _centred("SoKyHieu", names.NUMBER, size=13, before=4),  # 13
    _centred("DiaDanh", names.PLACE_AND_DATE, size=13, italic=True, before=4),  # 13-14
    _centred("MucDoKhan", names.URGENCY, size=13, bold=True, caps=True, before=9, box=True, color="FF0000"),  # 13-14
    _centred("PhamViLuuHanh", names.CIRCULATION, size=13, bold=True, caps=True, left=246, right=66, box=True),  # 13-14
    Style("ThongTinChuKySo", names.SIGNATURE_TEXT, size=10, align="right"),  # 10
    _centred("TrichYeuCongVan", names.LETTER_SUBJECT, size=12, before=6),  # 12-13, 6 pt under the number
    _centred("TenLoai", names.KIND, bold=True, caps=True, before=24, keep=True, outline=0),
    _centred("TrichYeu", names.SUBJECT, bold=True, left=14, right=14, keep=True),
    _centred("KinhGui", names.ADDRESSED, before=12, after=12),
    Style("KinhGuiNhieuNoi", names.ADDRESSED_MANY, before=12, left=90, keep=True),
    Style("NoiDuocKinhGui", names.ADDRESSEE, left=90 + _KINH_GUI + _DASH, first=-_DASH, after=12, close=True),
    _centred("LoiDien", names.TELEGRAM, before=12, after=6, keep=True),
    _centred("ThamQuyen", names.AUTHORITY, bold=True, caps=True, after=GAP, keep=True),
    _body("CanCu", names.BASIS, italic=True),
    _centred("LoiQuyetDinh", names.DECIDES, bold=True, caps=True, before=12, after=6, keep=True),
    _body("NoiDung", names.TEXT),
    _centred("PhanChuong", names.PART, bold=True, before=6, keep=True, outline=0),
    _centred("TieuDePhanChuong", names.PART_TITLE, bold=True, caps=True, after=GAP, keep=True),
    _centred("MucTieuMuc", names.SECTION, bold=True, before=6, keep=True, outline=1),
    _centred("TieuDeMucTieuMuc", names.SECTION_TITLE, bold=True, caps=True, after=GAP, keep=True),
    _body("Dieu", names.ARTICLE),
    _body("DeMuc", names.HEADING, bold=True, caps=True, keep=True, outline=1),
    _body("TieuDeKhoan", names.CLAUSE_TITLE, bold=True, keep=True, outline=3),
    _body("Khoan", names.CLAUSE),
    _body("Diem", names.POINT),
    _body("GachDauDong", names.DASH),
    Style("ChuTrongBang", names.CELL, size=13, before=2, after=2),
    _centred("DauBang", names.CELL_HEAD, size=13, bold=True, before=2, after=2),
    Style(
        "NoiNhan", names.RECIPIENTS_HEAD, size=12, bold=True, italic=True, before=9.5
    ),  # level with the first line of 7a
    Style("DanhSachNoiNhan", names.RECIPIENT, size=11, tab_right=184),
    _centred("ChucVuNguoiKy", names.SIGNER_LINE, bold=True, caps=True, before=8, close=True, keep=True),
    _centred("ChoKy", names.SIGNATURE, exact=76),
    _centred("ChucVuKhac", names.SIGNER_TITLE, bold=True),
    _centred("HoTenNguoiKy", names.SIGNER_NAME, bold=True),
    _centred("XacNhan", names.CONFIRMATION, size=11, italic=True, before=12, left=14, right=14, keep=True),
    _centred("HinhThucSao", names.COPY_KIND, bold=True, caps=True),  # 13-14
    _centred("DiaChi", names.CONTACT, size=11),  # 11-12
    _centred("PhuLuc", names.APPENDIX, bold=True, outline=0, keep=True),
    _centred("TenPhuLuc", names.APPENDIX_TITLE, bold=True, caps=True, left=14, right=14, keep=True),
    _centred("KemTheo", names.APPENDED_TO, italic=True, left=14, right=14, keep=True),
    _centred("SoTrang", names.PAGE_NUMBER),  # 13-14 (I.7)
    _line("KeBangDong", names.LINE_AS_TEXT, after=0),
    _line("KeNuaDong", names.LINE_HALF_TEXT, after=12),
    _line("KeNgan", names.LINE_SHORT, after=12),
    _line("KeHetChieuNgang", names.LINE_FULL, after=2),
    Style("DongKet", names.END, size=1, exact=1),
    Style("TheCuaMau", names.TAG, size=8, color="808080"),
)


_FONT = "Times New Roman"
_DEFAULTS = f"""\
<w:docDefaults><w:rPrDefault><w:rPr>\
<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:eastAsia="{_FONT}" w:cs="{_FONT}"/>\
<w:color w:val="000000"/><w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault>\
<w:pPrDefault><w:pPr><w:widowControl/>\
<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>\
</w:docDefaults>\
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>\
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">\
<w:name w:val="Default Paragraph Font"/></w:style>\
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>\
<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>\
<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>"""


def styles_xml() -> str:
    """word/styles.xml: the defaults, Normal, and the styles of the decree."""
    strong = (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="ChuDam"><w:name w:val={quoteattr(names.STRONG)}/>'
    )
    return (
        f"{XML}<w:styles {NAMESPACES}>{_DEFAULTS}{''.join(map(_style_xml, STYLES))}{strong}"
        "<w:qFormat/><w:rPr><w:b/><w:bCs/></w:rPr></w:style></w:styles>"
    )


def _style_xml(style: Style) -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style.id}"><w:name w:val={quoteattr(style.name)}/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{_paragraph_xml(style)}</w:pPr><w:rPr>{_run_xml(style)}</w:rPr></w:style>"
    )


def _paragraph_xml(style: Style) -> str:
    """The paragraph's properties in the order the schema of WordprocessingML demands."""
    line = (
        f'w:line="{_twips(style.exact)}" w:lineRule="exact"'
        if style.exact
        else f'w:line="{round(240 * style.leading)}" w:lineRule="auto"'
    )
    first = f'w:hanging="{_twips(-style.first)}"' if style.first < 0 else f'w:firstLine="{_twips(style.first)}"'
    return "".join(
        (
            "<w:keepNext/>" if style.keep else "",
            '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>' if style.line else "",
            _frame_xml(style) if style.box else "",
            f'<w:tabs><w:tab w:val="right" w:pos="{_twips(style.tab_right)}"/></w:tabs>' if style.tab_right else "",
            f'<w:spacing w:before="{_twips(style.before)}" w:after="{_twips(style.after)}" {line}/>',
            f'<w:ind w:left="{_twips(style.left)}" w:right="{_twips(style.right)}" {first}/>',
            "<w:contextualSpacing/>" if style.close else "",
            f'<w:jc w:val="{style.align}"/>',
            "" if style.outline is None else f'<w:outlineLvl w:val="{style.outline}"/>',
        )
    )


def _frame_xml(style: Style) -> str:
    """Air above and below makes a line of 13 pt 8 mm high, as the stamps of III.2.b are."""
    line = f'w:val="single" w:sz="8" w:color="{style.color or "000000"}"'
    sides = (("top", 3), ("left", 0), ("bottom", 3), ("right", 0))
    inside = "".join(f'<w:{side} {line} w:space="{space}"/>' for side, space in sides)
    return f"<w:pBdr>{inside}</w:pBdr>"


def _run_xml(style: Style) -> str:
    half = round(style.size * 2)
    return "".join(
        (
            "<w:b/><w:bCs/>" if style.bold else "",
            "<w:i/><w:iCs/>" if style.italic else "",
            "<w:caps/>" if style.caps else "",
            f'<w:color w:val="{style.color}"/>' if style.color else "",
            f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>',
        )
    )


def _twips(points: float) -> int:
    return round(points * 20)
