"""Makes form.docx of every form: python -m doc_templates.forms.make

Run it after a change of look.py, pieces.py or appended.py. An office that wants another look edits its form.docx in
Word or LibreOffice instead; this script is how the first ones came about and keeps their shared parts the same.
Which form follows which model of Phụ lục III stands below.
"""

from collections.abc import Callable
from pathlib import Path

from doc_templates import style_sheet as names
from doc_templates.forms import appended, pieces
from doc_templates.forms.package import circulation, contact, packed, signature_text
from doc_templates.forms.wordml import either, for_each, p, when
from doc_templates.kinds import kinds

FORMS = Path(__file__).parent

NAMED = (  # mẫu 1.4
    "chi-thi", "quy-che", "quy-dinh", "thong-bao", "huong-dan", "chuong-trinh", "ke-hoach", "phuong-an", "de-an",
    "du-an", "giay-uy-quyen",
)  # fmt: skip
WITHOUT_BASES = ("thong-cao", "phieu-gui", "phieu-chuyen", "phieu-bao", "thu-cong")  # thư công has no model of its own
ADDRESSED = ("bao-cao", "to-trinh")  # mẫu 1.4 with "Kính gửi" (II.9.b)
BETWEEN_TWO = ("hop-dong", "ban-ghi-nho", "ban-thoa-thuan")  # without a model: two parties sign


def named(kind: str) -> str:
    """Mẫu 1.4: a document with a name."""
    head = pieces.letterhead() + pieces.title(kind) + pieces.bases()
    return head + pieces.body() + pieces.signing() + _appendices(kind)


def without_bases(kind: str) -> str:
    """Mẫu 1.4 of kinds that tell or hand over rather than decide."""
    return pieces.letterhead() + pieces.title(kind) + pieces.body() + pieces.signing() + _appendices(kind)


def addressed(kind: str) -> str:
    """Mẫu 1.4 with its addressees under the title."""
    head = pieces.letterhead() + pieces.title(kind) + pieces.addressees() + pieces.bases()
    return head + pieces.body() + pieces.signing(pieces.AS_ABOVE_IF_ADDRESSED) + _appendices(kind)


def resolution(kind: str) -> str:
    """Mẫu 1.1."""
    head = pieces.letterhead() + pieces.title(kind) + pieces.authority("Quyết nghị:")
    return head + pieces.body() + pieces.signing() + _appendices(kind)


def decision(kind: str) -> str:
    """Mẫu 1.2, with its list of the rewarded as an appendix."""
    return (
        _decision(kind)
        + appended.ends_document("awardees or appendices")
        + appended.list_of_awardees(kind)
        + appended.appendices(kind)
    )


def decision_issuing(kind: str) -> str:
    """Mẫu 1.3: what it issues or approves is printed behind it."""
    behind = appended.document_issued(kind) + appended.appendices(kind)
    return _decision(kind) + appended.ends_document("true") + behind


def _decision(kind: str) -> str:
    head = pieces.letterhead() + pieces.title(kind) + pieces.authority("Quyết định:")
    return head + pieces.body() + pieces.signing()


def letter(kind: str) -> str:
    """Mẫu 1.5: công văn, its subject under the number."""
    head = pieces.letterhead(p(names.LETTER_SUBJECT, "V/v {{ subject }}")) + pieces.addressees()
    return head + pieces.body() + pieces.signing(pieces.AS_ABOVE_IF_ADDRESSED) + _appendices(kind)


def telegram(kind: str) -> str:
    """Mẫu 1.6: công điện."""
    head = pieces.letterhead() + pieces.title(kind) + pieces.telegram_to()
    return head + pieces.body() + pieces.signing() + _appendices(kind)


def invitation(kind: str) -> str:
    """Mẫu 1.7: the last line is closed by "./." whichever it is."""
    lines = (
        pieces.run_in("{{ issuer }} trân trọng kính mời", "invitees")
        + p(names.TEXT, "Tới dự {{ meeting }}.")
        + when("chair", p(names.TEXT, "Chủ trì: {{ chair }}."))
        + p(names.TEXT, "Thời gian: {{ time }}.")
        + either(
            "body", p(names.TEXT, "Địa điểm: {{ place }}.") + pieces.body(), p(names.TEXT, "Địa điểm: {{ place }}./.")
        )
    )
    return pieces.letterhead() + pieces.title(kind) + lines + pieces.signing() + _appendices(kind)


def introduction(kind: str) -> str:
    """Mẫu 1.8: giấy giới thiệu."""
    lines = (
        p(names.TELEGRAM, "{{ issuer }} trân trọng giới thiệu:")
        + p(names.TEXT, "Ông (bà) {{ person }}")
        + p(names.TEXT, "Chức vụ: {{ position }}")
        + p(names.TEXT, "Được cử đến: {{ sent_to }}")
        + p(names.TEXT, "Về việc: {{ subject }}")
        + p(names.TEXT, "Đề nghị Quý cơ quan tạo điều kiện để ông (bà) có tên ở trên hoàn thành nhiệm vụ.")
        + p(names.TEXT, "Giấy này có giá trị đến hết ngày {{ valid_until }}./.", "<w:keepNext/>")
    )
    return pieces.letterhead() + pieces.title_alone(kind) + lines + pieces.signing(pieces.AS_ABOVE)


def minutes(kind: str) -> str:
    """Mẫu 1.9: without place and date; the secretary signs too."""
    lines = (
        p(names.TEXT, "Thời gian bắt đầu: {{ start }}")
        + p(names.TEXT, "Địa điểm: {{ place }}")
        + pieces.run_in("Thành phần tham dự", "present")
        + p(names.TEXT, "Chủ trì (chủ tọa): {{ chair }}")
        + p(names.TEXT, "Thư ký (người ghi biên bản): {{ secretary }}")
        + p(names.TEXT, "Nội dung (theo diễn biến {{ gathering|lower }}):", "<w:keepNext/>")
        + pieces.body()
        + p(names.TEXT, "{{ gathering }} kết thúc vào {{ end }}./.", "<w:keepNext/>")
    )
    head = pieces.letterhead(dated=False) + pieces.title(kind)
    return head + lines + pieces.signing_minutes() + _appendices(kind)


def leave(kind: str) -> str:
    """Mẫu 1.10: giấy nghỉ phép."""
    granted = (
        "Được nghỉ phép trong thời gian {{ duration }} kể từ ngày {{ from_date }} đến hết ngày {{ to_date }} "
        "tại {{ leave_place }}."
    )
    lines = (
        p(
            names.TEXT,
            "Xét Đơn đề nghị nghỉ phép ngày {{ applied_on }} của ông (bà) {{ person }}, {{ issuer }} cấp cho:",
        )
        + p(names.TEXT, "Ông (bà): {{ person }}")
        + p(names.TEXT, "Chức vụ: {{ position }}")
        + p(names.TEXT, granted)
        + p(names.TEXT, "Số ngày nghỉ phép nêu trên được tính vào thời gian {{ leave_kind }}./.", "<w:keepNext/>")
    )
    return pieces.letterhead() + pieces.title_alone(kind) + lines + pieces.signing_leave()


def between_two(kind: str) -> str:
    """Hợp đồng, bản ghi nhớ, bản thỏa thuận: who the two parties are, then the body."""
    parties = p(names.TEXT, "{{ opening }}", "<w:keepNext/>") + "".join(
        p(names.TEXT, f"Bên {letter}: {{{{ {items}|first|default('', true) }}}}", "<w:keepNext/>")
        + when(f"{items}|length > 1", _rest(items))
        for letter, items in (("A", "party_a"), ("B", "party_b"))
    )
    head = pieces.letterhead() + pieces.title(kind) + pieces.bases()
    return head + parties + pieces.body() + pieces.signing_parties() + _appendices(kind)


def _rest(items: str) -> str:
    return for_each("line", f"{items}[1:]", p(names.TEXT, "{{ line }}"))


def _appendices(kind: str) -> str:
    return appended.ends_document("appendices") + appended.appendices(kind)


MODELS: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(NAMED, named),
    **dict.fromkeys(WITHOUT_BASES, without_bases),
    **dict.fromkeys(ADDRESSED, addressed),
    **dict.fromkeys(BETWEEN_TWO, between_two),
    "nghi-quyet": resolution,
    "quyet-dinh": decision,
    "quyet-dinh-ban-hanh": decision_issuing,
    "cong-van": letter,
    "cong-dien": telegram,
    "giay-moi": invitation,
    "giay-gioi-thieu": introduction,
    "bien-ban": minutes,
    "giay-nghi-phep": leave,
}
KIND_OF = {"quyet-dinh-ban-hanh": "quyet-dinh"}  # of forms that are not called like their kind
COPIES = {"ban-sao-y": "Sao y", "ban-trich-sao": "Trích sao", "ban-sao-luc": "Sao lục"}


ATTACHED = {
    "phu-luc": ("{{ title }}", appended.appendix_alone),
    "van-ban-kem-theo": ("{{ attached_subject }}", appended.document_issued_alone),
}


def docx(form: str) -> bytes:
    """The whole form.docx of one form, of a copy's block or of an electronic attachment."""
    if form in COPIES:
        return packed(COPIES[form], appended.copy_block(COPIES[form]))
    if form in ATTACHED:
        title, body = ATTACHED[form]
        return packed(title, body(), signature_text())
    kind = kinds()[KIND_OF.get(form, form)].name
    return packed(f"{kind}: {{{{ subject }}}}", MODELS[form](kind), circulation(), contact())


if __name__ == "__main__":
    for place, made in ((FORMS, MODELS), (FORMS / "copies", COPIES), (FORMS / "attached", ATTACHED)):
        for form in made:
            (place / form).mkdir(parents=True, exist_ok=True)
            (place / form / "form.docx").write_bytes(docx(form))
