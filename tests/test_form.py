"""Forms: what they ask for, what they take, and what is found before one may be used."""

import unicodedata
from datetime import datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from doc_templates.context import GIVEN
from doc_templates.copies import attachments, blocks, copied, copy_text, signature_text
from doc_templates.errors import BrokenForm, TooLong, UnknownField, WrongShape
from doc_templates.fill import fill
from doc_templates.form import (
    FORMS,
    check_form,
    clean,
    load_form,
    load_forms,
    missing,
    sample_document,
    samples,
    schema,
)
from doc_templates.forms import make
from doc_templates.kinds import kinds
from doc_templates.sample import LETTERHEAD, signer_for, stamp_for
from doc_templates.sandbox import FILTERS_OF_FORMS
from doc_templates.style_sheet import W
from tests.form_files import form_of, form_with, parts_of

NAMES = sorted(load_forms())
PIECES = blocks() | attachments()
PLAN = load_form(FORMS / "ke-hoach")
DECISION = load_form(FORMS / "quyet-dinh")


@pytest.mark.parametrize("name", NAMES)
def test_every_form_may_be_used(name):
    form = load_forms()[name]
    assert check_form(form) == []
    assert form.kind in kinds()
    assert missing(form, samples(form)) == []
    assert clean(form, samples(form)) == {
        name: value.strip("\n") if isinstance(value, str) else value for name, value in samples(form).items()
    }


def test_there_is_a_form_for_each_kind_of_the_decree():
    """Điều 7; decisions have one for what they rule themselves, one for what they issue."""
    assert {form.kind for form in load_forms().values()} == set(kinds())
    assert set(NAMES) == set(kinds()) | {"quyet-dinh-ban-hanh"}


@pytest.mark.parametrize("name", sorted(PIECES))
def test_blocks_of_copies_and_electronic_attachments_may_be_used(name):
    assert check_form(PIECES[name]) == []
    assert parts_of(PIECES[name].path) == parts_of(make.docx(name))


def test_the_line_of_an_electronic_signature():
    signed = datetime(2026, 2, 3, 14, 7, 5, tzinfo=timezone(timedelta(hours=7)))
    assert signature_text("Số: 05/QĐ-UBND", signed) == "Số: 05/QĐ-UBND; 03/02/2026; 14:07:05 +07:00"
    assert copy_text("ban-sao-y", "UBND xã Suối Ngọc", signed).startswith("SAO Y; UBND xã Suối Ngọc; 03/02/2026; ")


def test_a_copy_on_paper_is_the_document_with_a_block_below():
    document, block = sample_document(PLAN), sample_document(PIECES["ban-sao-y"])
    text = "\n".join(each.text for each in Document(BytesIO(copied(document, block))).element.body.iter(f"{W}t"))
    assert text.index("Lê Thị Minh Hà") < text.index("Sao y") < text.rindex("Lê Thị Minh Hà")


@pytest.mark.parametrize("name", NAMES)
def test_a_form_with_nothing_but_what_it_must_have_is_filled(name):
    form = load_forms()[name]
    least = {field.name: field.sample for field in form.fields if field.required}
    for values in ({}, least):
        assert fill(form, values, LETTERHEAD, signer_for(form), stamp_for(form))


@pytest.mark.parametrize("name", NAMES)
def test_every_field_is_named_and_explained_in_both_languages(name):
    for field in load_forms()[name].fields:
        assert set(field.label) == {"vi", "en"} == set(field.help)
        assert all(text.strip() for text in (*field.label.values(), *field.help.values()))
        assert all(set(column.label) == {"vi", "en"} for column in field.columns)


def test_the_same_field_has_the_same_type_in_every_form():
    types = {(field.name, field.type) for form in load_forms().values() for field in form.fields}
    assert len(types) == len({name for name, _ in types})


@pytest.mark.parametrize("name", NAMES)
def test_the_committed_form_is_what_make_makes(name):
    assert parts_of(FORMS / name / "form.docx") == parts_of(make.docx(name))


@pytest.mark.parametrize("name", NAMES)
def test_forms_are_lean_and_hold_no_drawing(name):
    parts = parts_of(FORMS / name / "form.docx")
    assert len(parts["word/styles.xml"]) < 25_000  # 350 KB cost LibreOffice 50 ms a document
    assert b"w:drawing" not in parts["word/document.xml"]
    assert b"w:pict" not in parts["word/document.xml"]
    assert b"____" not in parts["word/document.xml"]


@pytest.mark.parametrize("name", NAMES)
def test_every_style_of_the_page_has_a_vietnamese_name(name):
    document = Document(str(FORMS / name / "form.docx"))
    used = {paragraph.style.name for paragraph in document.paragraphs}
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    used |= {paragraph.style.name for cell in cells for paragraph in cell.paragraphs}
    assert "Normal" not in used
    assert used & {"Trích yếu", "Trích yếu công văn"} or name in ("giay-gioi-thieu", "giay-nghi-phep")
    assert ("Tên loại văn bản" in used) == (name != "cong-van")
    assert {"Quốc hiệu", "Tiêu ngữ", "Họ tên người ký", "Danh sách nơi nhận"} <= used


# the schema


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_schema_is_one_and_takes_the_sample(name, language):
    form = load_forms()[name]
    described = schema(form, language)
    Draft202012Validator.check_schema(described)
    validator = Draft202012Validator(described)
    validator.validate(samples(form))
    for field, part in described["properties"].items():
        for example in part.get("examples", []):
            Draft202012Validator(part).validate(example)
        assert part["title"] and part["description"], field


@pytest.mark.parametrize(
    "change",
    [
        {"subjct": "Kế hoạch"},
        {"subject": 5},
        {"recipients": "Sở Nội vụ"},
        {"awardees": [{"full_name": "An", "rank": "1"}]},
        {"subject": "x" * 501},
    ],
)
def test_the_schema_refuses_what_clean_refuses(change):
    with pytest.raises(ValidationError):
        Draft202012Validator(schema(DECISION)).validate(samples(DECISION) | change)
    with pytest.raises((UnknownField, WrongShape, TooLong)):
        clean(DECISION, samples(DECISION) | change)


def test_the_schema_asks_for_the_required_fields():
    with pytest.raises(ValidationError, match="subject"):
        Draft202012Validator(schema(PLAN)).validate({"body": "a", "recipients": ["b"], "signer": "c"})


# cleaning


def test_text_becomes_nfc_without_unseen_characters():
    typed = unicodedata.normalize("NFD", "  Công tác\u200e thi\u00ad đua\x00,\u202e khen\u200b thưởng\ufeff  ")
    assert clean(PLAN, {"subject": typed}) == {"subject": "Công tác thi đua, khen thưởng"}


def test_emoji_and_letters_beyond_the_first_plane_stay():
    typed = "Thi đua 👩‍🏫 ✔️ 𠊛"
    assert clean(PLAN, {"subject": typed}) == {"subject": typed}


def test_half_a_surrogate_pair_goes():
    assert clean(PLAN, {"subject": "a\ud83db\udc00\uffff\ufffe"}) == {"subject": "ab"}


def test_one_line_fields_hold_one_line():
    assert clean(PLAN, {"subject": "Công tác\r\nthi đua\tnăm 2026"})["subject"] == "Công tác thi đua năm 2026"
    assert clean(PLAN, {"recipients": [" Sở\nNội vụ ", "  ", "UBND xã"]})["recipients"] == ["Sở Nội vụ", "UBND xã"]


def test_a_body_keeps_its_lines():
    typed = "\r\n  I. MỤC ĐÍCH  \r\n\r\n- Một\u2028- Hai\r- Ba\n\n"
    assert clean(PLAN, {"body": typed})["body"] == "  I. MỤC ĐÍCH\n\n- Một\n- Hai\n- Ba"


def test_rows_get_all_columns_and_empty_rows_go():
    rows = [{"full_name": " An "}, {"full_name": " ", "award": ""}, {"award": "Giấy khen"}]
    assert clean(DECISION, {"awardees": rows})["awardees"] == [
        {"full_name": "An", "position": "", "award": "", "reward": ""},
        {"full_name": "", "position": "", "award": "Giấy khen", "reward": ""},
    ]


def test_appendices_are_cleaned_like_subject_and_body():
    given = [{"title": " Danh\nsách ", "body": "\n| A | B |\r\n| 1 | 2 | \n\n"}, {"title": " "}, {"body": "Một."}]
    assert clean(PLAN, {"appendices": given})["appendices"] == [
        {"title": "Danh sách", "body": "| A | B |\n| 1 | 2 |"},
        {"title": "", "body": "Một."},
    ]


def test_a_shared_field_is_what_fields_toml_says_but_for_what_the_form_says():
    fields = {field.name: field for field in PLAN.fields}
    assert fields["recipients"].required and fields["recipients"].label["vi"] == "Nơi nhận"
    assert {name for name, field in fields.items() if field.rare} == {
        "urgency", "circulation", "drafter_mark", "contact", "appendices",
    }  # fmt: skip


def test_nothing_given_is_empty():
    assert clean(DECISION, {"subject": None, "bases": None, "awardees": None}) == {
        "subject": "",
        "bases": [],
        "awardees": [],
    }


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text):
    once = clean(PLAN, {"body": text, "subject": text[:300]})
    assert clean(PLAN, once) == once
    assert {unicodedata.category(letter) for letter in str(once["subject"])}.isdisjoint({"Cc", "Cs"})
    str(once["body"]).encode()


@pytest.mark.parametrize(
    ("values", "error", "data"),
    [
        ({"subjct": "a"}, UnknownField, {"field": "subjct", "form": "quyet-dinh"}),
        ({"subject": ["a"]}, WrongShape, {"field": "subject", "expected": "text"}),
        ({"subject": 12}, WrongShape, {"field": "subject", "expected": "text"}),
        ({"body": {"a": 1}}, WrongShape, {"field": "body", "expected": "body"}),
        ({"recipients": "a"}, WrongShape, {"field": "recipients", "expected": "lines"}),
        ({"recipients": [1]}, WrongShape, {"field": "recipients", "expected": "lines"}),
        ({"awardees": ["a"]}, WrongShape, {"field": "awardees", "expected": "table"}),
        ({"awardees": [{"full_name": 1}]}, WrongShape, {"field": "awardees.full_name", "expected": "text"}),
        ({"awardees": [{"rank": "1"}]}, UnknownField, {"field": "awardees.rank", "form": "quyet-dinh"}),
        ({"subject": "a" * 501}, TooLong, {"field": "subject", "limit": 500, "given": 501}),
        ({"recipients": ["a"] * 10_001}, TooLong, {"field": "recipients", "limit": 10_000, "given": 10_001}),
        ({"recipients": ["a" * 1_001]}, TooLong, {"field": "recipients", "limit": 1_000, "given": 1_001}),
        ({"urgency": "GẤP"}, WrongShape, {"field": "urgency", "expected": "choice"}),
        ({"appendices": ["a"]}, WrongShape, {"field": "appendices", "expected": "appendices"}),
        ({"appendices": [{"title": 1}]}, WrongShape, {"field": "appendices.title", "expected": "text"}),
        ({"appendices": [{"text": "a"}]}, UnknownField, {"field": "appendices.text", "form": "quyet-dinh"}),
        ({"appendices": [{"title": "a" * 1_001}]}, TooLong, {"field": "appendices", "limit": 1_000, "given": 1_001}),
    ],
)
def test_what_a_form_does_not_take(values, error, data):
    with pytest.raises(error) as raised:
        clean(DECISION, values)
    assert raised.value.data == data


def test_missing_names_the_required_fields_in_order():
    assert missing(DECISION, {}) == ["subject", "bases", "body", "recipients", "signer"]
    assert missing(DECISION, {"subject": "a", "bases": [], "body": "b", "recipients": ["c"], "signer": "7"}) == [
        "bases"
    ]


# before a form may be used


@pytest.mark.parametrize(
    ("toml", "why"),
    [
        (None, "no_file"),
        ("kind = ", "not_toml"),
        ('kind = "ke-hoach"', "missing_key"),
        ('kind = "ke-hoach"\nversion = 1\nname = {vi = "a", en = "b"}\n[[fields]]\nname = "sbject"', "missing_key"),
        (
            'kind = "ke-hoach"\nversion = 1\nname = {vi = "a", en = "b"}\n'
            '[[fields]]\nname = "subject"\ntype = "date"\nlabel = {vi = "a", en = "b"}',
            "unknown_type",
        ),
        (
            'kind = "ke-hoach"\nversion = 1\nname = {vi = "a", en = "b"}\n'
            '[[fields]]\nname = "subject"\ntype = "text"\nlabel = {vi = "a", en = "b"}\nrequird = true',
            "unknown_key",
        ),
    ],
)
def test_a_broken_folder_says_what_is_wrong(tmp_path: Path, toml, why):
    folder = tmp_path / "ke-hoach"
    folder.mkdir()
    if toml is not None:
        (folder / "form.toml").write_text(toml, "utf-8")
    with pytest.raises(BrokenForm) as raised:
        load_form(folder)
    assert raised.value.data["why"] == why
    assert raised.value.data["form"] == "ke-hoach"


def test_a_tag_that_no_field_fills_is_found_before_use(tmp_path):
    form = form_with(tmp_path, "{{ subject }} {{ subjct }}", "{{p body }}", "{{ signer.name }} {{ recipients[0] }}")
    assert [(each.code, each.place) for each in check_form(form)] == [
        ("unknown_tag", "subjct"),
        ("template_fault", "1"),
    ]


def test_a_required_field_that_is_nowhere_printed_is_found(tmp_path):
    form = form_with(tmp_path, "{{ subject }}", "{{p body }}", "{{ signer.name }}")
    assert [(each.code, each.place) for each in check_form(form)] == [("not_printed", "recipients")]


def test_a_form_that_lost_a_style_is_found(tmp_path):
    parts = parts_of(FORMS / "ke-hoach" / "form.docx")
    parts["word/styles.xml"] = parts["word/styles.xml"].replace("Gạch đầu dòng".encode(), b"Dash")
    assert [(each.code, each.place) for each in check_form(form_of(tmp_path, parts))] == [
        ("missing_style", "Gạch đầu dòng")
    ]


def test_a_form_without_its_file_is_found(tmp_path):
    form = form_with(tmp_path, "{{ subject }}")
    form.path.unlink()
    assert [(each.code, each.data["why"]) for each in check_form(form)] == [("template_fault", "no_file")]


def test_the_page_for_offices_names_every_tag_and_filter():
    page = (FORMS / "README.md").read_text("utf-8")
    fields = {field.name for form in load_forms().values() for field in form.fields}
    columns = {column.name for form in load_forms().values() for field in form.fields for column in field.columns}
    assert [name for name in sorted(fields | columns | GIVEN) if f"`{name}" not in page] == []
    assert [name for name in FILTERS_OF_FORMS if name not in page] == []
