"""Values as the texts of the drafting page's controls, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doc_templates.form import Form, clean, load_forms, samples
from service.pages.field_texts import texts_of, values_from

FORMS = load_forms()
LINE = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_a_forms_sample_survives_the_page(form: Form) -> None:
    values = clean(form, samples(form))
    assert clean(form, values_from(form, texts_of(form, values))) == {k: v for k, v in values.items() if v}


@given(st.lists(LINE, max_size=5))
def test_lists_survive(lines: list[str]) -> None:
    form = FORMS["ke-hoach"]
    assert values_from(form, texts_of(form, {"recipients": lines})).get("recipients", []) == lines


@given(st.lists(st.lists(LINE, min_size=4, max_size=4), max_size=4))
def test_tables_survive(cells: list[list[str]]) -> None:
    form = FORMS["quyet-dinh"]
    columns = [column.name for field in form.fields if field.name == "awardees" for column in field.columns]
    rows = [dict(zip(columns, row, strict=True)) for row in cells]
    assert values_from(form, texts_of(form, {"awardees": rows})).get("awardees", []) == rows


WORDS = st.text(st.sampled_from("=\\a \n|"), max_size=30).map(str.strip)


@given(st.lists(st.fixed_dictionaries({"title": LINE | st.just(""), "body": WORDS}), max_size=4))
def test_appendices_survive(appendices: list[dict[str, str]]) -> None:
    form = FORMS["ke-hoach"]
    told = clean(form, {"appendices": appendices})
    assert clean(form, values_from(form, texts_of(form, told))).get("appendices", []) == told["appendices"]


def test_an_appendix_reads_as_a_title_and_its_text() -> None:
    form = FORMS["ke-hoach"]
    text = texts_of(form, {"appendices": [{"title": "Biểu mẫu", "body": "Một\n=== hai"}, {"title": "", "body": "Ba"}]})
    assert text["appendices"] == "=== Biểu mẫu\nMột\n\\=== hai\n===\nBa"


def test_a_row_with_too_many_cells_keeps_them_in_the_last_column() -> None:
    form = FORMS["quyet-dinh"]
    (row,) = values_from(form, {"awardees": "a\tb\tc\td\te"})["awardees"]
    assert list(row.values()) == ["a", "b", "c", "d e"]


def test_an_empty_control_has_no_value_and_other_names_are_ignored() -> None:
    form = FORMS["ke-hoach"]
    assert values_from(form, {"subject": " ", "recipients": "\r\n", "csrf_token": "x", "revision": "1"}) == {}


def test_line_ends_of_a_posted_form_are_ours() -> None:
    form = FORMS["ke-hoach"]
    assert values_from(form, {"body": "I. MỤC ĐÍCH\r\n1. Mục đích\r\n"})["body"] == "I. MỤC ĐÍCH\n1. Mục đích"
