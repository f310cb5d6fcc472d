"""One analysis for documents and queries: what is written differently but means the same has one key."""

import unicodedata
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.entry_tokens import analyse, hashes, join, samples
from index.text import clean, fold, folded_key, is_quiet, key, tokens, words
from index.units import days, mentioned_units, own_units, parts, references, typed_references
from tests.index_samples import plan

SAME = [
    "hòa hoà", "HÒA hoà", "khỏe khoẻ", "thúy thuý", "ủy uỷ", "hỏa hoả", "lòe loè", "qúy quý",
    "kỹ kĩ", "lý lí", "mỹ mĩ", "quy qui", "quý quí", "kỷ kỉ", "tỷ tỉ", "sỹ sĩ", "hy hi", "vỹ vĩ",
    "Ðiều điều", "ðiều Điều", "05 5", "007 7", "0 000",
]  # fmt: skip


@pytest.mark.parametrize("pair", SAME)
def test_spelling_variants_have_one_key(pair: str) -> None:
    left, right = pair.split()
    assert key(left) == key(right)


@pytest.mark.parametrize("pair", ["thuý thúi", "hai hay", "ui uy", "hòa hóa", "thư thu", "đa da", "ai ay", "nghi nghy"])
def test_other_words_keep_other_keys(pair: str) -> None:
    left, right = pair.split()
    assert key(left).exact != key(right).exact


def test_folding_drops_marks_and_maps_d() -> None:
    assert fold("Đồng chí ĐẶNG Ðức, ðường ễ ỹ") == "dong chi dang duc, duong e y"
    assert folded_key("Kỹ  thuật-HÒA BÌNH") == folded_key("ki thuat hoa binh")


@given(st.text(max_size=80))
def test_decomposed_text_has_the_same_words(text: str) -> None:
    composed, decomposed = (words(clean(unicodedata.normalize(form, text))) for form in ("NFC", "NFD"))
    assert composed == decomposed


@given(st.text(max_size=80))
def test_keys_are_stable(text: str) -> None:
    """A key is its own key, so that what was indexed can be asked for."""
    for word in words(clean(text)):
        assert key(word.folded).folded == word.folded
        assert hashes(word)[0] > 0


@given(st.text(max_size=80))
def test_tokens_cover_the_words_in_order(text: str) -> None:
    cleaned = clean(text)
    found = list(tokens(cleaned))
    assert [word for token in found for word in token.words] == words(cleaned)
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert all(cleaned[token.start : token.end].strip() for token in found)


def test_clean_removes_what_cannot_be_seen() -> None:
    assert clean("Kế\u00ad ho\u200bạch\ufeff \u202e15\u00a0/\x00KH \ud800") == "Kế hoạch 15 /KH "


def test_abbreviations_are_their_words() -> None:
    assert words("UBND") == words("ủy ban nhân dân") == words("Uỷ ban Nhân dân") == words("ubnd")
    assert words("hdnd") == words("HĐND") == words("hội đồng nhân dân")
    assert words("TĐ-KT GD&ĐT") == words("thi đua khen thưởng giáo dục đào tạo")
    assert words("HĐ TT CT") == [key("hđ"), key("tt"), key("ct")]  # mean several things


def test_a_number_with_thousands_is_one_word() -> None:
    assert words("1.000.000 đồng") == words("1000000 đồng")
    assert words("4.5") == [key("4"), key("5")]


def test_long_words_are_cut_not_refused() -> None:
    (word,) = words("a" * 100_000)
    assert len(word.exact) <= 64


def test_quiet_words_depend_on_how_they_were_typed() -> None:
    assert is_quiet(key("của"), True)
    assert is_quiet(key("bị"), True)
    assert not is_quiet(key("bi"), False)  # may be bí thư
    assert not is_quiet(key("hoạch"), True)


# --- units ---


@pytest.mark.parametrize(
    "written",
    ["15/KH-UBND", "15 /KH - UBND", "số 15 / KH–UBND", "Số: 15/KH-UBND ngày", "015/KH\u2011UBND", "(15/KH—UBND)"],
)
def test_a_reference_is_one_unit(written: str) -> None:
    cleaned = clean(written)
    assert [found.whole for found in references(cleaned)] == ["15/kh-ubnd"]
    assert [found.whole for found in typed_references(cleaned.lower())] == ["15/kh-ubnd"]
    assert "15/kh-ubnd" in mentioned_units(cleaned)


@pytest.mark.parametrize(
    ("written", "whole"),
    [
        ("30/2020/NĐ-CP", "30/2020/nd-cp"),
        ("1132/QĐ-TTg", "1132/qd-ttg"),
        ("06/2022/QH15", "6/2022/qh15"),
        ("12/TTr-UBND", "12/ttr-ubnd"),
        ("5/QĐ-SGD&ĐT.", "5/qd-sgd&dt"),
        ("15-QĐ/TU", "15-qd/tu"),
        ("01/TT.HU", "1/tt.hu"),
        ("12/UBND-VX", "12/ubnd-vx"),
        ("15/KH - Ban Tổ chức", "15/kh"),
    ],
)
def test_forms_of_references(written: str, whole: str) -> None:
    assert [found.whole for found in references(written)] == [whole]


@pytest.mark.parametrize("written", ["05/01/2026", "500.000 đồng/người", "24/24 giờ", "km/h", "1/3", "2021 - 2026"])
def test_what_is_no_reference(written: str) -> None:
    assert list(references(written)) == []
    assert list(typed_references(written)) == []


def test_a_fraction_typed_is_no_reference_but_a_kind_is() -> None:
    assert [found.whole for found in typed_references("24/ngày")] == []
    assert [found.whole for found in typed_references("15/kh")] == ["15/kh"]


def test_parts_of_a_reference() -> None:
    assert parts("15/kh-ubnd") == ["15/kh-ubnd", "15/kh", "kh-ubnd"]
    assert parts("30/2020/nd-cp") == ["30/2020/nd-cp", "30/nd-cp", "30/nd", "nd-cp"]


@pytest.mark.parametrize(
    "written",
    ["05/01/2026", "5-1-2026", "5.1.2026", "05 / 01 / 2026", "ngày 05 tháng 01 năm 2026", "ngay 5 thang 1 nam 2026",
     "Ngày 05 tháng 01, năm 2026", "ngày 5 tháng 1/2026"],
)  # fmt: skip
def test_a_day_is_one_unit(written: str) -> None:
    assert [found.day for found in days(written)] == [date(2026, 1, 5)]
    assert {"@2026-01-05", "@2026-01"} <= mentioned_units(written)


def test_months_and_impossible_days() -> None:
    assert [found.unit for found in days("tháng 01 năm 2026, tháng 3/2026")] == ["@2026-01", "@2026-03"]
    assert list(days("31/02/2026 99/99/2026 15/2026 1.000.2026")) == []


def test_own_units_of_a_document() -> None:
    own = own_units("05/KH-UBND", 5, "KH-UBND", date(2026, 1, 5))
    assert own == {"=5", "=5/kh-ubnd", "=5/kh", "=kh-ubnd", "=@2026-01-05", "=@2026-01"}
    assert "=15-qd/tu" in own_units("15-QĐ/TU", 15, "QĐ/TU", date(2026, 1, 5))
    assert "=7/x" in own_units("7/x", 7, "x", date(2026, 1, 5))


# --- packed tokens ---


def test_packed_tokens_come_back() -> None:
    entry = plan("1", subject="Thi đua", body="một hai ba " * 100)
    terms = analyse(entry)
    other = analyse(plan("2"))
    joined = join([other.packed, terms.packed])
    start = int(joined.lengths[0])
    assert terms.length == joined.lengths[1] - 4  # four gaps
    assert joined.folded[start] == hashes(key("thi"))[0]
    assert joined.marks[start + 1] == hashes(key("đua"))[1]
    assert joined.important[1] == 2 + 1 + 5 + 1  # thi đua, gap, kế hoạch 1 kh ubnd, gap
    body = start + int(joined.body[1])
    assert joined.folded[body] == hashes(key("một"))[0]
    for index, offset in samples(terms.packed).tolist():
        assert joined.folded[body + index] == hashes(key(terms.body[offset:].split()[0]))[0]
    assert samples(terms.packed)[0].tolist() == [0, 0]


def test_words_of_subject_and_reference_weigh_more() -> None:
    terms = analyse(plan("1", subject="Thi đua", reference="15/KH-UBND", body="thi đua đua"))
    assert (terms.exact["thi"], terms.exact["đua"], terms.exact["kh"]) == (4, 5, 3)
    assert terms.pairs["thi dua"] == 4
