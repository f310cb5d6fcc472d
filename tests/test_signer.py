"""The lines above a signature: the decree's own examples, and what is refused."""

import pytest

from doc_templates.errors import IncompleteSigner, UnknownAuthority
from doc_templates.signer import AUTHORITIES, authority_lines


@pytest.mark.parametrize(
    ("authority", "collective", "head", "own", "lines"),
    [
        ("", "", "", "Giám đốc", ("GIÁM ĐỐC",)),
        ("TM", "Ủy ban nhân dân", "Chủ tịch", "Chủ tịch", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ("KT", "", "Bộ trưởng", "Thứ trưởng", ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG")),
        (
            "TM+KT",
            "Ủy ban nhân dân",
            "Chủ tịch",
            "Phó Chủ tịch",
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ),
        ("TL", "", "Chủ tịch", "Chánh Văn phòng", ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        ("TUQ", "", "Giám đốc", "Trưởng phòng Tổ chức", ("TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG TỔ CHỨC")),
        ("Q", "", "Giám đốc", "", ("Q. GIÁM ĐỐC",)),
    ],
)
def test_each_authority_prints_its_lines(authority, collective, head, own, lines):
    assert authority_lines(authority, collective, head, own) == lines


def test_the_title_of_the_head_serves_where_the_head_signs():
    assert authority_lines("TM", "Ủy ban nhân dân", "Chủ tịch", "") == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert authority_lines("", "", "Giám đốc", "") == ("GIÁM ĐỐC",)
    assert authority_lines("Q", "", "", "Giám đốc") == ("Q. GIÁM ĐỐC",)


def test_an_authority_the_decree_does_not_have_is_refused():
    with pytest.raises(UnknownAuthority) as caught:
        authority_lines("TUN", "", "Chủ tịch", "Phó Chủ tịch")
    assert caught.value.data == {"authority": "TUN", "known": list(AUTHORITIES)}


@pytest.mark.parametrize(
    ("authority", "missing"), [("TM", "collective"), ("KT", "head"), ("TL", "head"), ("TM+KT", "collective")]
)
def test_a_line_without_its_name_is_refused(authority, missing):
    with pytest.raises(IncompleteSigner) as caught:
        authority_lines(authority, " ", "", "Phó Chủ tịch")
    assert caught.value.data["missing"] == missing


def test_braces_in_a_title_stay_words():
    assert authority_lines("KT", "", "{own}", "Phó") == ("KT. {OWN}", "PHÓ")
