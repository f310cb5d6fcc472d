"""A paper edited in Word comes back: only what differs changes, whichever form it is, and what has no field is told."""

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from doc_templates import sample
from doc_templates.body import parse
from doc_templates.fill import fill
from doc_templates.form import Form, clean, load_forms, samples
from doc_templates.from_word.origin import Origin, origin_of, with_origin
from doc_templates.from_word.returned import Returned, returned
from doc_templates.from_word.text import docx_text
from tests.test_docx_text import saved_by_libreoffice

FORMS = load_forms()
PRINTED = ("text", "lines", "body", "table")
NOT_ON_PAPER = {"unit"}  # part of the symbol, which the register gives


def filling(form: Form, values: object) -> bytes:
    return fill(form, values, sample.letterhead_for(form), sample.signer_for(form), sample.stamp_for(form))


def values_of(form: Form, **changes: object) -> dict[str, object]:
    return clean(form, {**samples(form), **changes})


def came_back(form: Form, old: dict[str, object], docx: bytes) -> Returned:
    return returned(form, old, filling, docx_text(docx))


def edited(docx: bytes, *changes: tuple[str, str]) -> bytes:
    """The file after words were replaced in Word."""
    document = Document(BytesIO(docx))
    for old, new in changes:
        paragraph = next(one for one in document.element.body.iter("{*}p") if old in "".join(one.itertext()))
        texts = list(paragraph.iter("{*}t"))
        whole = "".join(text.text or "" for text in texts)
        for text in texts[1:]:
            text.text = ""
        texts[0].text = whole.replace(old, new)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_an_unchanged_paper_changes_nothing(form: Form) -> None:
    values = values_of(form)
    assert came_back(form, values, filling(form, values)) == Returned(values, (), ())


def on_paper(form: Form, values: dict[str, object]) -> list[str]:
    fields = (field for field in form.fields if field.type in PRINTED and field.name not in NOT_ON_PAPER)
    return [field.name for field in fields if values.get(field.name)]


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_field_of_the_paper_takes_its_change(form: Form) -> None:
    values = values_of(form)
    new = values_of(form, **{name: changed(values[name]) for name in on_paper(form, values)})
    found = came_back(form, values, filling(form, new)).values
    printed = docx_text(filling(form, {**values, "subject": "Trích yếu khác hẳn"})).text
    unprinted = set() if "Trích yếu khác hẳn" in printed else {"subject"}  # for the register alone
    assert {name for name in found if not alike(found[name], new[name])} <= unprinted


@pytest.mark.slow
@pytest.mark.parametrize("name", ["bien-ban", "cong-van", "quyet-dinh", "quyet-dinh-ban-hanh"])
def test_each_field_takes_its_change_and_no_other_does(name: str) -> None:
    form = FORMS[name]
    values = values_of(form)
    for field in on_paper(form, values):
        new = values_of(form, **{field: changed(values[field])})
        found = came_back(form, values, filling(form, new)).values
        assert {name for name in found if not alike(found[name], new[name])} == set(), field


def changed(value: object) -> object:
    if isinstance(value, str):
        first, *rest = value.split("\n")
        return "\n".join([f"{first.rstrip('.')} và việc khác{'.' if first.endswith('.') else ''}", *rest])
    first, *others = value  # type: ignore[misc]
    if isinstance(first, dict):
        return [{**first, next(iter(first)): "Người khác"}, *others]
    return [f"{first} và nơi khác", *others]


def alike(one: object, other: object) -> bool:
    """The same blocks, however a body's lines are written."""
    return parse(one) == parse(other) if isinstance(one, str) and isinstance(other, str) else one == other


@pytest.mark.slow
def test_a_paper_saved_by_libreoffice_changes_nothing_and_keeps_its_origin(tmp_path: Path) -> None:
    origin = Origin("a" * 32, 3)
    values = {name: values_of(FORMS[name]) for name in ("ke-hoach", "quyet-dinh", "bien-ban", "hop-dong", "giay-moi")}
    papers = {name: with_origin(filling(FORMS[name], given), origin) for name, given in values.items()}
    for name, docx in saved_by_libreoffice(tmp_path, papers).items():
        assert came_back(FORMS[name], values[name], docx) == Returned(values[name], (), ()), name
        assert origin_of(docx) == origin


def plan(**changes: object) -> tuple[Form, dict[str, object], bytes]:
    form = FORMS["ke-hoach"]
    values = values_of(form, **changes)
    return form, values, filling(form, values)


def test_words_changed_in_word_leave_the_rest_as_it_was_typed() -> None:
    form, values, paper = plan(body="  I. MỤC ĐÍCH\n\n1. Nâng cao **chất lượng** công tác.\n2. Bảo đảm 120 chỉ tiêu.\n")
    found = came_back(form, values, edited(paper, ("120 chỉ tiêu", "150 chỉ tiêu")))
    assert found.values["body"] == "I. MỤC ĐÍCH\n1. Nâng cao **chất lượng** công tác.\n2. Bảo đảm 150 chỉ tiêu."
    assert {name: value for name, value in found.values.items() if name != "body"} == {
        name: value for name, value in values.items() if name != "body"
    }


def test_lists_take_new_items_and_drop_old_ones() -> None:
    form, values, _ = plan()
    new = [*values["recipients"][1:], "Sở Tài chính"]  # type: ignore[index]
    bases = [*values["bases"], "Căn cứ Luật Ngân sách nhà nước ngày 25 tháng 6 năm 2015"]  # type: ignore[misc]
    found = came_back(form, values, filling(form, values_of(form, recipients=new, bases=bases)))
    assert (found.values["recipients"], found.values["bases"]) == (new, bases)


def test_rows_of_a_list_are_added_and_removed() -> None:
    form = FORMS["quyet-dinh"]
    values = values_of(form)
    rows = [*values["awardees"][1:], {"full_name": "Lê Văn Mới", "position": "", "award": "Giấy khen", "reward": "1"}]  # type: ignore[index]
    found = came_back(form, values, filling(form, values_of(form, awardees=rows)))
    assert found.values["awardees"] == rows


def test_appendices_take_their_changes() -> None:
    appendices = [{"title": "Biểu số liệu", "body": "| TT | Đơn vị |\n| --- | --- |\n| 1 | Thôn Đá |"}]
    form, values, _ = plan(appendices=appendices)
    new = [{"title": "Biểu số liệu năm 2026", "body": "| TT | Đơn vị |\n| --- | --- |\n| 1 | Thôn Trung Tâm |"}]
    assert came_back(form, values, filling(form, values_of(form, appendices=new))).values["appendices"] == new


def test_what_the_form_prints_is_told_and_stays() -> None:
    form, values, paper = plan()
    found = came_back(form, values, edited(paper, ("XÃ SUỐI NGỌC", "XÃ SUỐI VÀNG")))
    assert found.values == values
    assert found.fixed == (("XÃ SUỐI NGỌC", "XÃ SUỐI VÀNG"),)


def test_a_line_without_a_field_is_shown() -> None:
    form, values, paper = plan()
    document = Document(BytesIO(paper))
    document.element.body.iterchildren("{*}tbl").__next__().addnext(document.add_paragraph("Bản thảo lần 2")._p)
    buffer = BytesIO()
    document.save(buffer)
    found = came_back(form, values, buffer.getvalue())
    assert (found.values, found.unplaced) == (values, ("Bản thảo lần 2",))


def test_a_value_as_long_as_its_field_allows_still_fits_between_the_marks() -> None:
    form, values, paper = plan(subject="Trích yếu " * 50)
    assert len(str(values["subject"])) > 490
    assert came_back(form, values, paper).values == values
