"""Facts out of the text of old documents, and how sure they are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doc_templates.imported.certainty import is_certain
from doc_templates.imported.reading import Known, read_fields
from tests.old_texts import ALL, OldText


@pytest.mark.parametrize("old", ALL, ids=lambda old: old.name)
def test_the_facts_of_old_documents(old: OldText):
    read = read_fields(old.text, (), old.name, Known(), old.letters)
    assert {key: read[key].value if key in read else None for key in old.fields} == old.fields


def test_what_agrees_is_more_certain_than_what_stands_alone():
    text = ALL[0].text
    agreed = read_fields(text, (), "15_QD-UBND_05012019.pdf")
    contradicted = read_fields(text, (), "51 QD 06-02-2018.pdf")
    for key in ("number", "dated"):
        assert agreed[key].value == contradicted[key].value
        assert agreed[key].certainty > contradicted[key].certainty
        assert is_certain(agreed[key].certainty) and not is_certain(contradicted[key].certainty)


def test_what_the_office_knows_makes_sure():
    known = Known(("Ủy ban nhân dân huyện Mai Sơn",), ("UBND",), ("Trần Thắng",), ("Mai Sơn",))
    alone, sure = (read_fields(ALL[0].text, (), "a.docx", what) for what in (Known(), known))
    assert all(sure[key].certainty > alone[key].certainty for key in ("issuer", "signer", "symbol"))


def test_a_file_name_alone_is_weak():
    read = read_fields("Nội dung không rõ.", (), "QĐ 15 khen thưởng 2019.doc")
    assert (read["number"].value, read["kind"].value) == (15, "quyet-dinh")
    assert not is_certain(read["number"].certainty) and read["number"].where == "QĐ 15 khen thưởng 2019"


def test_a_letterhead_in_a_text_box_is_read_from_the_page():
    head, _, rest = ALL[4].text.partition("THÔNG TƯ LIÊN TỊCH")
    read = read_fields(f"THÔNG TƯ LIÊN TỊCH{rest}", (head + "THÔNG TƯ LIÊN TỊCH" + rest,), "a.docx")
    assert (read["number"].value, read["issuer"].value) == (5, "Bộ Nội vụ - Bộ Tài chính")


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=400), st.text(max_size=60), st.sampled_from(ALL), st.integers(0, 400))
def test_no_text_and_no_name_stops_the_reading(noise, name, old, at):
    read = read_fields(old.text[:at] + noise + old.text[at:], (noise,), name)
    assert all(0.0 <= fact.certainty <= 1.0 for fact in read.values())
