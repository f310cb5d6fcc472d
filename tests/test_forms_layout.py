"""Our own output before our own layout checker: every kind, plain and with everything that may be printed beside it."""

import pytest

from doc_templates.copies import attachments, blocks, copied
from doc_templates.fill import fill
from doc_templates.form import clean, load_forms, sample_document, samples
from doc_templates.layout.check import check
from doc_templates.sample import letterhead_for, signer_for, stamp_for

pytestmark = pytest.mark.slow

ALL = load_forms()
RARE = {
    "urgency": "THƯỢNG KHẨN",
    "circulation": "XEM XONG TRẢ LẠI",
    "drafter_mark": "PL.(300)",
    "contact": ["Thôn Trung Tâm, xã Suối Ngọc", "ĐT: 0262 1234 567"],
    "appendices": [
        {"title": "Danh mục hồ sơ", "body": "| STT | Tên |\n| --- | --- |\n| 1 | Sổ tiếp công dân |"},
        {"title": "", "body": "1. Phòng Kinh tế chủ trì.\n2. Các thôn phối hợp thực hiện."},
    ],
}
ONE_OF_EACH_MODEL = (
    "nghi-quyet", "quyet-dinh", "quyet-dinh-ban-hanh", "ke-hoach", "to-trinh", "cong-van", "cong-dien", "giay-moi",
    "giay-gioi-thieu", "bien-ban", "giay-nghi-phep", "hop-dong",
)  # fmt: skip
POINTED = "Danh mục tại Phụ lục I, phân công tại Phụ lục II kèm theo."


def findings(docx: bytes) -> list[tuple[str, str]]:
    return [(each.rule, each.place.words) for each in check(docx).findings]


@pytest.mark.parametrize("name", sorted(ALL))
def test_a_sample_has_no_findings(name):
    assert findings(sample_document(ALL[name])) == []


@pytest.mark.parametrize("name", ONE_OF_EACH_MODEL)
def test_stamps_marks_and_appendices_have_no_findings(name):
    form = ALL[name]
    names = {field.name for field in form.fields}
    values = samples(form) | {key: value for key, value in RARE.items() if key in names}
    if "body" in names:
        values |= {"awardees": []} if "awardees" in names else {}
        values["body"] = f"{str(values['body']).strip()}\n{POINTED}"
    filled = fill(form, clean(form, values), letterhead_for(form), signer_for(form), stamp_for(form))
    assert findings(filled) == []


@pytest.mark.parametrize("name", sorted(blocks()))
def test_a_copy_on_paper_has_no_findings(name):
    assert findings(copied(sample_document(ALL["thong-bao"]), sample_document(blocks()[name]))) == []


@pytest.mark.parametrize("name", sorted(attachments()))
def test_an_attachment_in_a_file_of_its_own_has_no_findings(name):
    assert findings(sample_document(attachments()[name])) == []
