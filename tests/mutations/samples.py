"""The correct papers that are spoilt: every form filled with its sample, and richer ones."""

from collections.abc import Iterator, Mapping
from functools import cache

from doc_templates.fill import SignerBlock, fill
from doc_templates.form import Form, clean, load_forms, sample_document, samples
from doc_templates.sample import LETTERHEAD, signer_for, stamp_for

CHAPTERS = """
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Quy chế này quy định nguyên tắc, chế độ trách nhiệm, quan hệ công tác và trình tự làm việc của Ủy ban nhân dân xã.
Điều 2. Nguyên tắc làm việc
1. Ủy ban nhân dân xã làm việc theo nguyên tắc tập trung dân chủ, vì lợi ích của Nhân dân và của Nhà nước.
2. Mỗi việc chỉ giao cho một cơ quan, một người chủ trì, gồm:
a) Việc do Chủ tịch Ủy ban nhân dân xã trực tiếp giải quyết.
b) Việc do các Phó Chủ tịch giải quyết theo phân công.
c) Việc do Trưởng phòng giải quyết theo thẩm quyền.
d) Việc do Chánh Văn phòng giải quyết theo ủy nhiệm.
đ) Việc do công chức được giao tham mưu, tổng hợp.
e) Các việc khác theo quy định của pháp luật.
3. Bảo đảm công khai, minh bạch, đúng thời hạn theo khoản 2 Điều này.
Chương II
TRÌNH TỰ GIẢI QUYẾT CÔNG VIỆC
Mục 1
TIẾP NHẬN VÀ XỬ LÝ
Điều 3. Tiếp nhận
1. Văn thư tiếp nhận, đăng ký văn bản đến trong ngày theo điểm a khoản 2 Điều 2 Quy chế này.
2. Chánh Văn phòng chuyển văn bản đến người có trách nhiệm.
Mục 2
TRÌNH VÀ KÝ
Điều 4. Trình ký
Công chức trình dự thảo kèm theo hồ sơ đầy đủ. Người ký xem xét, quyết định trong 02 ngày làm việc.
"""
PARTS = """
Phần I
TÌNH HÌNH THỰC HIỆN
I. KẾT QUẢ ĐẠT ĐƯỢC
1. Công tác chỉ đạo
- Ban hành kế hoạch, phân công nhiệm vụ cho từng cơ quan, đơn vị.
- Tổ chức lễ kỷ niệm ngày Quốc khánh 2-9 tại Thành phố Hồ Chí Minh và Thủ đô Hà Nội.
2. Công tác tuyên truyền
a) Đăng 24 tin, bài trên trang thông tin điện tử của xã.
b) Phát thanh 48 buổi trên hệ thống truyền thanh cơ sở.
II. TỒN TẠI, HẠN CHẾ
Việc phát hiện điển hình tiên tiến ở một số thôn còn chậm.
Phần II
PHƯƠNG HƯỚNG, NHIỆM VỤ
I. MỤC TIÊU
Hoàn thành các chỉ tiêu Hội đồng nhân dân xã giao.
II. GIẢI PHÁP
1. Kiểm tra việc thực hiện Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư.
2. Đề nghị Ban Chỉ huy Quân sự xã phối hợp với Phòng Văn hóa - Xã hội thực hiện.
"""
_DEPUTY = SignerBlock(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Trần Quốc Bảo")
_ORDERED = SignerBlock(("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"), "Nguyễn Thị Kim Phượng")
_DEPUTY_HEAD = SignerBlock(("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Trần Quốc Bảo")
_ACTING = SignerBlock(("Q. CHỦ TỊCH",), "Lê Thị Minh Hà")
_MARKED = {"urgency": "THƯỢNG KHẨN", "circulation": "LƯU HÀNH NỘI BỘ", "drafter_mark": "NTL.(25)",
           "contact": ["Số 12 đường Trung Tâm, xã Suối Ngọc", "ĐT: 0251 3 555 123, Fax: 0251 3 555 124"]}  # fmt: skip
_APPENDICES = [
    {"title": "Danh mục nhiệm vụ", "body": "1. Nhiệm vụ thứ nhất do Văn phòng chủ trì.\n2. Nhiệm vụ thứ hai."},
    {"title": "Phân công thực hiện", "body": "| STT | Nhiệm vụ |\n| --- | --- |\n| 1 | Tiếp nhận |"},
]
_REFERRING = "\nNhiệm vụ, phân công thực hiện theo Phụ lục I và Phụ lục II kèm theo."


@cache
def paper(name: str) -> bytes:
    """One of them; a form's own sample is filled alone."""
    form = load_forms().get(name)
    return sample_document(form) if form else papers()[name]


@cache
def papers() -> Mapping[str, bytes]:
    """The correct papers by name."""
    forms = load_forms()
    plain = {name: paper(name) for name in forms}
    return plain | dict(_rich(forms))


def _rich(forms: Mapping[str, Form]) -> Iterator[tuple[str, bytes]]:
    rules = forms.get("quy-che", forms["ke-hoach"])
    yield "chapters", _filled(rules, {"body": CHAPTERS}, _DEPUTY)
    yield "parts", _filled(forms["bao-cao"], {"body": PARTS}, _DEPUTY)
    yield "marked letter", _filled(forms["cong-van"], _MARKED, _ORDERED)
    yield "one addressee", _filled(forms["to-trinh"], {"addressees": ["Sở Nội vụ"]}, _DEPUTY_HEAD)
    yield "acting head", _filled(forms["quyet-dinh"], {}, _ACTING)
    plan = forms["ke-hoach"]
    if any(field.name == "appendices" for field in plan.fields):
        body = str(samples(plan)["body"]).rstrip() + _REFERRING
        yield "appendices", _filled(plan, {"body": body, "appendices": _APPENDICES}, signer_for(plan))


def _filled(form: Form, changes: Mapping[str, object], signer: SignerBlock) -> bytes:
    known = {field.name for field in form.fields}
    values = samples(form) | {name: value for name, value in changes.items() if name in known}
    return fill(form, clean(form, values), LETTERHEAD, signer, stamp_for(form))
