"""The styles of a form: how the program finds them again after an office restyled the form in Word or LibreOffice.

Every part of the page has a style with a Vietnamese name. The name is what counts: LibreOffice rewrites the ids behind
it whenever it saves. Body paragraphs are laid out in these styles, lines and titles are measured by them.
"""

from dataclasses import dataclass, replace

from lxml import etree

from doc_templates.measure import Look

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

NATIONAL_NAME = "Quốc hiệu"
NATIONAL_MOTTO = "Tiêu ngữ"
SUPERIOR = "Cơ quan chủ quản"
AGENCY = "Cơ quan ban hành"
NUMBER = "Số và ký hiệu"
PLACE_AND_DATE = "Địa danh và thời gian"
URGENCY = "Mức độ khẩn"
CIRCULATION = "Phạm vi lưu hành"
SIGNATURE_TEXT = "Thông tin chữ ký số"
LETTER_SUBJECT = "Trích yếu công văn"
KIND = "Tên loại văn bản"
SUBJECT = "Trích yếu"
ADDRESSED = "Kính gửi"
ADDRESSED_MANY = "Kính gửi nhiều nơi"
ADDRESSEE = "Nơi được kính gửi"
TELEGRAM = "Lời điện"
AUTHORITY = "Thẩm quyền ban hành"
BASIS = "Căn cứ"
DECIDES = "Lời quyết định"
TEXT = "Nội dung"
PART = "Phần và chương"
PART_TITLE = "Tiêu đề phần và chương"
SECTION = "Mục và tiểu mục"
SECTION_TITLE = "Tiêu đề mục và tiểu mục"
ARTICLE = "Điều"
HEADING = "Đề mục"
CLAUSE_TITLE = "Tiêu đề khoản"
CLAUSE = "Khoản"
POINT = "Điểm"
DASH = "Gạch đầu dòng"
CELL = "Chữ trong bảng"
CELL_HEAD = "Đầu bảng"
RECIPIENTS_HEAD = "Nơi nhận"
RECIPIENT = "Danh sách nơi nhận"
SIGNER_LINE = "Chức vụ người ký"
SIGNATURE = "Chỗ ký"
SIGNER_TITLE = "Chức vụ khác của người ký"
SIGNER_NAME = "Họ tên người ký"
CONFIRMATION = "Xác nhận"
APPENDIX = "Phụ lục"
APPENDIX_TITLE = "Tên phụ lục"
APPENDED_TO = "Kèm theo văn bản"
COPY_KIND = "Hình thức sao"
CONTACT = "Địa chỉ cơ quan"
PAGE_NUMBER = "Số trang"
LINE_AS_TEXT = "Đường kẻ bằng dòng chữ"
LINE_HALF_TEXT = "Đường kẻ nửa dòng chữ"
LINE_SHORT = "Đường kẻ ngắn"
LINE_FULL = "Đường kẻ hết chiều ngang"
END = "Dòng kết"
TAG = "Thẻ của mẫu"  # conditions and loops: small and grey in the form, gone on paper
STRONG = "Chữ đậm"  # a character style: "Điều 1." before running text

ON_BODY = (
    TEXT, PART, PART_TITLE, SECTION, SECTION_TITLE, ARTICLE, HEADING, CLAUSE_TITLE, CLAUSE, POINT, DASH,
    CELL, CELL_HEAD, STRONG,
)  # fmt: skip


@dataclass(frozen=True)
class StyleSheet:
    """The styles of one .docx: their ids by name, and for each id how its text looks and how far it is indented."""

    ids: dict[str, str]
    looks: dict[str, Look]
    indents: dict[str, tuple[int, int]]  # left and right, in twentieths of a point

    def id(self, name: str) -> str:
        """The id of a style; "" where the office dropped it, which leaves a paragraph to the default style."""
        return self.ids.get(name, "")


def read_styles(xml: bytes) -> StyleSheet:
    """Reads word/styles.xml."""
    root = etree.fromstring(xml)
    styles = {style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")}
    ids = {_value(style, "name"): key for key, style in styles.items()}
    default = _look_of(root.find(f"{W}docDefaults/{W}rPrDefault"), Look(10))
    lines = {key: _ancestry(key, styles) for key in styles}
    looks, indents = {}, {}
    for key, line in lines.items():
        look, indent = default, (0, 0)
        for style in line:
            look, indent = _look_of(style, look), _indent_of(style, indent)
        looks[key], indents[key] = look, indent
    return StyleSheet(ids, looks, indents)


def look_of_run(run: etree._Element, look: Look) -> Look:
    """The look of a run's own properties over the look of its style."""
    return _look_of(run, look)


def twips(measure: str | None) -> int:
    """A measure in twentieths of a point; 0 for none and for the rare ones with a unit, which are then left alone."""
    try:
        return int(float(measure or 0))
    except ValueError:
        return 0


def _ancestry(key: str, styles: dict[str, etree._Element]) -> list[etree._Element]:
    """A style and those it is based on, the oldest first; a circle is cut."""
    line: list[etree._Element] = []
    while key in styles and styles[key] not in line:
        line.insert(0, styles[key])
        key = _value(styles[key], "basedOn")
    return line


def _value(element: etree._Element, child: str) -> str:
    found = element.find(f"{W}{child}")
    return "" if found is None else found.get(f"{W}val", "")


def _look_of(element: etree._Element | None, look: Look) -> Look:
    properties = None if element is None else element.find(f"{W}rPr")
    if properties is None:
        return look
    for name, attribute in (("b", "bold"), ("i", "italic"), ("caps", "capitals")):
        found = properties.find(f"{W}{name}")
        if found is not None:
            look = replace(look, **{attribute: found.get(f"{W}val", "1") not in ("0", "false", "off")})
    size = _value(properties, "sz")
    return replace(look, size=int(size) / 2) if size.isdigit() else look


def _indent_of(element: etree._Element, indent: tuple[int, int]) -> tuple[int, int]:
    found = element.find(f"{W}pPr/{W}ind")
    if found is None:
        return indent
    left = found.get(f"{W}left") or found.get(f"{W}start") or str(indent[0])
    right = found.get(f"{W}right") or found.get(f"{W}end") or str(indent[1])
    return twips(left), twips(right)
