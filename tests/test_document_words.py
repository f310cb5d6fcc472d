"""What is found of a document: its body and everything a kind of document says beside it."""

import pytest

from doc_templates.form import load_forms, samples
from service.document_words import words
from service.draft import Draft

FORMS = load_forms()


def told(form: str, **changes: object) -> str:
    values = samples(FORMS[form]) | changes
    return words(Draft(id="1", agency_id="a", form=form, form_version=1, values=values, author_name=""))


@pytest.mark.parametrize(
    ("form", "wanted"),
    [
        ("giay-moi", "Hội trường Ủy ban nhân dân xã Suối Ngọc"),
        ("giay-gioi-thieu", "Sở Nông nghiệp và Môi trường"),
        ("giay-nghi-phep", "Trần Thị Mai"),
        ("bien-ban", "Ông Phạm Văn Dũng"),
        ("hop-dong", "Hoàng Đức Thịnh"),
        ("quyet-dinh-ban-hanh", "Lịch tiếp công dân"),
        ("quyet-dinh", "Danh sách tập thể, cá nhân được tặng Giấy khen\nThôn Suối Đá"),
    ],
)
def test_the_words_of_a_kinds_own_fields_are_found(form: str, wanted: str) -> None:
    assert wanted in told(form)


def test_appendices_are_found_after_the_body() -> None:
    text = told(
        "ke-hoach", body="Một.", appendices=[{"title": "Danh mục", "body": "| A | B |\n| --- | --- |\n| c | d |"}]
    )
    assert text.splitlines()[:2] == ["Một.", "Danh mục"]
    assert "c" in text and "---" not in text


def test_subject_bases_and_recipients_stand_elsewhere() -> None:
    text = told("ke-hoach")
    assert "Căn cứ Luật" not in text and "Trưởng các thôn" not in text.splitlines()
