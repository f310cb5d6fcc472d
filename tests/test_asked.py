"""What a .docx asks for, read without running it: every name, every shape, every fault at its paragraph."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doc_templates.errors import TemplateFault
from doc_templates.fill import fill
from doc_templates.form import Form, clean, load_forms, samples
from doc_templates.sample import LETTERHEAD, signer_for, stamp_for
from doc_templates.tags.asked import Asked, study, unknown
from doc_templates.tags.proposed import proposed
from tests.form_files import parts_of, zipped
from tests.own_form_files import FOOT, HEAD, docx, invitation, with_middle

FORMS = load_forms()


def faults(data: bytes) -> list[tuple[object, object]]:
    return [(fault.data["paragraph"], fault.data["why"]) for fault in study(data).faults]


def asked(*paragraphs: str) -> dict[str, Asked]:
    return {each.name: each for each in study(docx(*paragraphs)).asked}


# shapes


def test_an_invitation_asks_for_every_shape() -> None:
    found = study(invitation())
    assert not found.faults
    assert found.given == {"number", "symbol", "place_and_date", "signer"}
    assert [(each.name, each.type, each.optional) for each in found.asked] == [
        ("subject", "text", False),
        ("kinh_moi", "text", False),
        ("thoi_gian", "text", False),
        ("dia_diem", "text", True),
        ("hinh_thuc", "choice", True),
        ("thanh_phan", "lines", False),
        ("chuong_trinh", "table", True),
        ("signer", "signer", False),
    ]
    by_name = {each.name: each for each in found.asked}
    assert by_name["hinh_thuc"].choices == ("trực tuyến",)
    assert by_name["chuong_trinh"].columns == ("noi_dung", "chuan_bi")


@pytest.mark.parametrize("name", FORMS)
def test_of_the_built_in_forms_it_says_what_their_fields_say(name: str) -> None:
    form = FORMS[name]
    found = study(form.docx, name)
    assert [fault.data for fault in found.faults] == []
    types = {field.name: field for field in form.fields}
    for each in found.asked:
        field = types[each.name]
        singles = {"text", "choice", "body", "signer"}
        assert each.type == field.type or {each.type, field.type} <= singles, each
        if each.columns:
            assert set(each.columns) <= {column.name for column in field.columns}
    assert unknown(found, form.fields) == []


@pytest.mark.parametrize(
    ("tags", "type_"),
    [
        (["{{ x }}"], "text"),
        (["{{ x | upper }}"], "text"),
        (["{{p x }}"], "body"),
        (["{{ x | default('không') }}"], "text"),
        (["{{ x[0] }}"], "lines"),
        (["{{ x | first }}"], "lines"),
        (["{{ x | join(', ') }}"], "lines"),
        (["{{ x | length }}"], "lines"),
        (["{% for a in x %}{{ a }}{% endfor %}"], "lines"),
        (["{% for a in x %}{{ a.ten }}{% endfor %}"], "table"),
        (["{{ x[0].ten }}"], "table"),
        (["{{ (x | first).ten }}"], "table"),
        (["{% if x %}a{% endif %}"], "choice"),
        (["{% if x == 'a' %}b{% elif x == 'c' %}d{% endif %}"], "choice"),
        (["{% if x %}{{ x }}{% endif %}"], "text"),
        (["{{ x if y else z }}"], "text"),
        (["{% for a in x %}{% if a.b %}{{ a.c }}{% endif %}{% endfor %}"], "table"),
    ],
)
def test_a_shape_is_read_from_its_tags(tags: list[str], type_: str) -> None:
    assert asked(*tags)["x"].type == type_


def test_a_loop_variable_is_no_field_and_ends_with_its_loop() -> None:
    found = asked("{% for a in x %}{{ a }}{{ loop.index }}{% endfor %}{{ a }}")
    assert [(each.name, each.type) for each in found.values()] == [("x", "lines"), ("a", "text")]


def test_a_loop_in_a_loop_keeps_both_names() -> None:
    found = asked("{% for a in x %}{% for b in y %}{{ a.p }}{{ b.q }}{% endfor %}{% endfor %}")
    assert (found["x"].columns, found["y"].columns) == (("p",), ("q",))


def test_choices_are_what_the_tags_compare_with() -> None:
    found = asked("{% if x == 'Toàn xã' %}a{% endif %}", "{% if x == “Một thôn” %}b{% endif %}")
    assert found["x"].choices == ("Toàn xã", "Một thôn")


def test_tags_in_header_and_properties_are_read_too() -> None:
    parts = parts_of(docx("{{ subject }}"))
    parts["docProps/core.xml"] = re.sub(
        rb"<dc:title>.*?</dc:title>|<dc:title/>", b"<dc:title>{{ nhan_de }}</dc:title>", parts["docProps/core.xml"]
    )
    assert "nhan_de" in {each.name for each in study(zipped(parts)).asked}


# faults, each at its paragraph


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (["a {{ ten"], [(2, "tag_not_closed")]),
        (["ten }} b"], [(2, "tag_not_closed")]),
        (["{{ ho ten }}"], [(2, "blank_in_name")]),
        (["{{ họ_tên }}"], [(2, "name_not_ascii")]),
        (["{{ ten + 1 }}"], [(2, "forbidden_expression")]),
        (["{{ ten() }}"], [(2, "forbidden_expression")]),
        (["{{ ten.__class__ }}"], [(2, "forbidden_name")]),
        (["{{ _ten }}"], [(2, "forbidden_name")]),
        (["{{ ten | replace('a', 'b') }}"], [(2, "unknown_filter")]),
        (["{{ ten | tojson }}"], [(2, "unknown_filter")]),
        (["{{ }}"], [(2, "syntax")]),
        (["{{ ten..x }}"], [(2, "syntax")]),
        (["{% set a = 1 %}"], [(2, "unknown_statement")]),
        (["{% fro a in x %}"], [(2, "unknown_statement")]),
        (["{% for a, b in x %}{% endfor %}"], [(2, "bad_loop")]),
        (["{% for in x %}{% endfor %}"], [(2, "syntax")]),
        (["{%p for a in x %}", "{{ a }}"], [(2, "not_ended")]),
        (["{%p endif %}"], [(2, "not_begun")]),
        (["{% else %}"], [(2, "not_begun")]),
        (["{%p for a in x %}", "{%p endif %}"], [(3, "crossed")]),
        (["{%p if x %}", "{% endif %}"], [(3, "other_scope")]),
        (["{%p if x %} chữ này mất", "{%p endif %}"], [(2, "not_alone")]),
        (["{%tr for a in x %}", "{%tr endfor %}"], [(2, "not_in_table"), (3, "not_in_table")]),
        (["{{ ten.ho }}"], [(2, "part_of_text")]),
        (
            ["{% for a in x %}{% for b in a.c %}{{ b }}{% endfor %}{% endfor %}"],
            [(2, "nested_list"), (2, "nested_list")],
        ),
        (["{{p ten }}", "{{ ten }}"], [(3, "no_paragraphs")]),
        (["{{ body }}"], [(2, "no_paragraphs")]),
        (["{% for a in x %}" * 5 + "{% endfor %}" * 5], [(2, "too_deep")]),
        (["{{ " + "(" * 120 + "1" + ")" * 120 + " }}"], [(2, "too_deep")]),
    ],
    ids=lambda each: each[0][:40] if isinstance(each, list) and isinstance(each[0], str) else "",
)
def test_a_fault_is_named_at_its_paragraph(paragraphs: list[str], expected: list[tuple[int, str]]) -> None:
    found = study(docx("{{ subject }}", *paragraphs, "{{ subject }}"))
    assert [(fault.data["paragraph"], fault.data["why"]) for fault in found.faults] == expected
    assert {fault.data["words"] for fault in found.faults} <= {text[:200] for text in paragraphs}


def test_every_fault_is_told_not_only_the_first() -> None:
    broken = docx("{{ ho ten }}", "{%p for a in x %}", "{{ a | nosuch }}", "{% endif %}", "{{ b.c }}", "{{ tốt }}")
    assert faults(broken) == [
        (1, "blank_in_name"),
        (3, "unknown_filter"),
        (4, "crossed"),
        (5, "part_of_text"),
        (6, "name_not_ascii"),
    ]


def test_a_tag_that_does_not_close_hides_no_other_fault() -> None:
    assert faults(docx("{{ a", "{{ ho ten }}", "{%p if b %}", "{{ c }}")) == [
        (1, "tag_not_closed"),
        (2, "blank_in_name"),
        (3, "not_ended"),
    ]
    assert [each.name for each in study(docx("{{ a", "{{ b }}")).asked] == ["b"]


def test_every_tag_that_does_not_close_is_told() -> None:
    assert faults(docx("{{ a", "tốt {{ b }}", "c }}", "{% if d")) == [
        (1, "tag_not_closed"),
        (3, "tag_not_closed"),
        (4, "tag_not_closed"),
    ]


def test_a_loop_from_the_page_into_a_table_is_told() -> None:
    rows = (("{%p for a in x %}", ""), ("{{ a }}", ""))
    assert (5, "other_place") in faults(docx(rows, "{%p endfor %}"))


def test_a_tag_parted_over_runs_is_one_tag() -> None:
    parts = parts_of(docx("{{ subject }}"))
    whole = b"{{ subject }}</w:t>"
    pieces = (
        b"{</w:t></w:r><w:r><w:t>{ sub</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>ject }</w:t></w:r><w:r><w:t>}</w:t>"
    )
    parts["word/document.xml"] = parts["word/document.xml"].replace(whole, pieces)
    found = study(zipped(parts))
    assert not found.faults and [each.name for each in found.asked] == ["subject"]


# what is proposed can be filled


def form_from(data: bytes) -> Form:
    return Form(
        "rieng-thu", "giay-moi", {"vi": "Thử", "en": "Trial"}, 1, proposed(study(data)), FORMS["ke-hoach"].path, data
    )


def words(filled: bytes) -> str:
    return re.sub(r"<[^>]+>", " ", parts_of(filled)["word/document.xml"].decode())


def test_the_proposed_fields_fill_the_form_at_once() -> None:
    form = form_from(invitation())
    page = words(fill(form, clean(form, samples(form)), LETTERHEAD, signer_for(FORMS["ke-hoach"]), stamp_for(form)))
    for field in form.fields:
        for sample in field.sample if isinstance(field.sample, list) else [field.sample]:
            for text in sample.values() if isinstance(sample, dict) else [sample]:
                assert field.type in ("signer", "choice") or str(text) in page, field.name
    assert "{" not in page


def test_what_an_office_wrote_of_a_field_outlives_the_next_file() -> None:
    first = proposed(study(invitation()))
    again = proposed(study(docx(*HEAD, "{{ kinh_moi }}", "{{ thoi_gian[0] }}", *FOOT)), kept=first)
    by_name, before = {each.name: each for each in again}, {each.name: each for each in first}
    assert by_name["kinh_moi"] == before["kinh_moi"]
    assert (by_name["thoi_gian"].type, by_name["thoi_gian"].label) == ("lines", before["thoi_gian"].label)
    assert list(by_name) == ["subject", "kinh_moi", "thoi_gian", "signer"]


NAMES = st.sampled_from(["ten", "ngay", "noi", "muc", "ghi_chu"])
LINES = st.one_of(
    NAMES.map("Dòng {{{{ {} }}}} chữ".format),
    NAMES.map("{{{{ {}s | join(', ') }}}}".format),
    st.builds("{{% for d in {0}_dong %}}{{{{ d.{1} }}}}; {{% endfor %}}".format, NAMES, NAMES),
    st.builds("{{% if {0} == '{1}' %}}có{{% else %}}không{{% endif %}}".format, NAMES, NAMES),
    st.text("ăâđêôơư {}%#|.()", max_size=20),
)


@settings(deadline=None, max_examples=50)
@given(st.lists(LINES, min_size=1, max_size=8))
def test_what_has_no_fault_can_be_filled_and_what_cannot_has_one(lines: list[str]) -> None:
    """The reading of the tags and their filling agree, whatever stands on the page."""
    data = with_middle(*lines)
    found = study(data)
    form = form_from(data) if not found.faults else FORMS["ke-hoach"]
    if found.faults:
        assert all(fault.data["why"] for fault in found.faults)
        return
    try:
        fill(form, clean(form, samples(form)), LETTERHEAD, signer_for(FORMS["ke-hoach"]), stamp_for(form))
    except TemplateFault as fault:
        pytest.fail(f"{lines}: {fault.data}")
