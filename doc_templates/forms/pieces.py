"""The parts that forms share, each once: letterhead, title, addressees, body, recipients and signers.

The tags in double braces are filled by doc_templates/fill.py. An empty paragraph in a style "Đường kẻ ..." is a drawn
line; its length follows the text above it. Places are those of the plan in Phụ lục I, Phần I, IV ("ô").
"""

from doc_templates import style_sheet as names
from doc_templates.forms.look import ROOM
from doc_templates.forms.wordml import either, for_each, p, row, table, when

LEFT_COLUMN = 3600  # 63 mm for the agency, 101 mm for Quốc hiệu and a long place name
RECIPIENTS_COLUMN = 3855  # 68 mm
HALF = ROOM // 2


def letterhead(below_number: str = "", *, dated: bool = True) -> str:
    """Ô 1 to 4 (and 5b, 10b): agency and number on the left, Quốc hiệu, Tiêu ngữ, place and date on the right."""
    right = ROOM - LEFT_COLUMN
    number = p(names.NUMBER, "Số: {{ number }}/{{ symbol }}") + below_number
    urgency = when("urgency", p(names.URGENCY, "{{ urgency }}"))
    place_and_date = p(names.PLACE_AND_DATE, "{{ place_and_date }}" if dated else "")
    return table(
        (LEFT_COLUMN, right), _names(), row((LEFT_COLUMN, number + urgency), (right, place_and_date))
    )  # fmt: skip


def letterhead_appended() -> str:
    """Ô 1 and 2 alone, above a document that goes with a decision (mẫu 1.3)."""
    return table((LEFT_COLUMN, ROOM - LEFT_COLUMN), _names())


def _names() -> str:
    agency = (
        for_each("line", "superior", p(names.SUPERIOR, "{{ line }}"))
        + for_each("line", "agency", p(names.AGENCY, "{{ line }}"))
        + p(names.LINE_HALF_TEXT, extra='<w:spacing w:after="0"/>')
    )
    nation = (
        p(names.NATIONAL_NAME, "Cộng hòa xã hội chủ nghĩa Việt Nam")
        + p(names.NATIONAL_MOTTO, "Độc lập - Tự do - Hạnh phúc")
        + p(names.LINE_AS_TEXT)
    )
    return row((LEFT_COLUMN, agency), (ROOM - LEFT_COLUMN, nation))


def title(kind: str) -> str:
    """Ô 5a: kind, subject, line."""
    return p(names.KIND, kind) + p(names.SUBJECT, "{{ subject }}") + p(names.LINE_HALF_TEXT)


def title_alone(kind: str) -> str:
    """Ô 5a of the models without a subject (1.8 and 1.10)."""
    return p(names.KIND, kind) + p(names.LINE_SHORT)


def addressees() -> str:
    """Ô 9a: one name on the line of "Kính gửi:", more each on its own line under the colon."""
    many = p(names.ADDRESSED_MANY, "Kính gửi:") + for_each("name", "addressees", p(names.ADDRESSEE, "- {{ name }}"))
    return when("addressees|length == 1", p(names.ADDRESSED, "Kính gửi: {{ addressees[0] }}")) + when(
        "addressees|length > 1", many
    )


def telegram_to() -> str:
    """Mẫu 1.6: "… điện:" and those who receive it."""
    to = for_each("name", "addressees", p(names.ADDRESSEE, "- {{ name }}"))
    return either(
        "addressees|length == 1",
        p(names.ADDRESSED, "{{ issuing_authority }} điện: {{ addressees[0] }}"),
        p(names.TELEGRAM, "{{ issuing_authority }} điện:") + to,
    )


def run_in(label: str, items: str, style: str = names.TEXT) -> str:
    """A label with one name on its line, or with several below, each with its dash."""
    many = p(style, f"{label}:", "<w:keepNext/>") + for_each("name", items, p(names.DASH, "- {{ name }}"))
    return either(f"{items}|length > 1", many, p(style, f"{label}: {{{{ {items}|first|default('', true) }}}}"))


def bases() -> str:
    """II.6.a: the legal bases; fill.py ends each with ";" and the last with "."."""
    return for_each("basis", "bases", p(names.BASIS, "{{ basis }}"))


def authority(decides: str) -> str:
    """Mẫu 1.1 to 1.3: whose decision it is, the bases, the words of deciding."""
    return p(names.AUTHORITY, "{{ issuing_authority }}") + bases() + p(names.DECIDES, decides)


def body(tag: str = "body") -> str:
    """Ô 6: one tag; the paragraphs come from doc_templates/paragraphs.py in the styles of the body."""
    return p(names.TEXT, f"{{{{p {tag} }}}}")


def signing(first_recipient: str = "") -> str:
    """Ô 7 and 9b, 12: recipients on the left, the signer on the right."""
    return beside(recipients(first_recipient), signer())


def beside(left: str, right: str) -> str:
    """The row of recipients and signer."""
    rest = ROOM - RECIPIENTS_COLUMN
    return table((RECIPIENTS_COLUMN, rest), row((RECIPIENTS_COLUMN, left), (rest, right)))


AS_ABOVE = p(names.RECIPIENT, "- Như trên;")
AS_ABOVE_IF_ADDRESSED = when("addressees", AS_ABOVE)  # II.9.b


def recipients(first: str = "", mark: str = "\t{{ drafter_mark }}") -> str:
    """Ô 9b and 12; "Lưu" stands last."""
    return (
        p(names.RECIPIENTS_HEAD, "Nơi nhận:")
        + first
        + for_each("name", "recipients", p(names.RECIPIENT, "- {{ name }};"))
        + p(names.RECIPIENT, f"- Lưu: {{{{ kept_at }}}}.{mark}")
    )


def signer() -> str:
    """Ô 7: authority and title, room for the signature, name."""
    return _signer_lines() + p(names.SIGNATURE) + _signer_name()


def _signer_lines() -> str:
    return for_each("line", "signer.lines", p(names.SIGNER_LINE, "{{ line }}"))


def _signer_name() -> str:
    other = when("signer.other_title", p(names.SIGNER_TITLE, "{{ signer.other_title }}"))
    return other + p(names.SIGNER_NAME, "{{ signer.name }}")


def signing_minutes() -> str:
    """Mẫu 1.9: the secretary on the left, the chair on the right, recipients below."""
    return _side_by_side(
        (p(names.SIGNER_LINE, "Thư ký"), p(names.SIGNER_NAME, "{{ secretary_name }}")),
        (p(names.SIGNER_LINE, "Chủ tọa"), _signer_name()),
    )


def signing_parties() -> str:
    """Two parties sign beside each other: the agency as party A on the left. The decree has no model."""
    theirs = p(names.SIGNER_LINE, "Đại diện bên B") + p(names.SIGNER_LINE, "{{ party_b_title }}")
    return _side_by_side(
        (p(names.SIGNER_LINE, "Đại diện bên A") + _signer_lines(), _signer_name()),
        (theirs, p(names.SIGNER_NAME, "{{ party_b_signer }}")),
    )


def _side_by_side(left: tuple[str, str], right: tuple[str, str]) -> str:
    """Titles beside titles and names beside names, whichever side has more lines; recipients below."""
    rest = ROOM - HALF
    room_to_sign = p(names.SIGNATURE, extra="<w:keepNext/>")
    return table(
        (HALF, rest),
        row((HALF, left[0]), (rest, right[0])),
        row((HALF, room_to_sign + left[1]), (rest, room_to_sign + right[1])),
        row((HALF, recipients()), (rest, p(names.RECIPIENT))),
    )


def signing_leave() -> str:
    """Mẫu 1.10: below the recipients the place where leave is spent confirms it, where that is wanted."""
    right = ROOM - RECIPIENTS_COLUMN
    confirmation = p(
        names.CONFIRMATION, "Xác nhận của cơ quan (tổ chức) hoặc chính quyền địa phương nơi nghỉ phép"
    ) + p(names.SIGNATURE)
    below = when("confirmation", confirmation) + p(names.END)
    return table(
        (RECIPIENTS_COLUMN, right),
        row((RECIPIENTS_COLUMN, recipients()), (right, signer())),
        row((RECIPIENTS_COLUMN, below), (right, p(names.END))),
    )
