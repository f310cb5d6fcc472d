"""The recipient book: found however it is typed, former names told, doubles merged, groups kept, lists imported."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service import recipients
from service.errors import BadInput, NotFound, RecipientTaken
from service.names import slug
from service.parts import Parts
from service.recipient_changes import (
    add_former_name,
    add_recipient,
    change_recipient,
    merge,
    printed_name,
    set_active,
)
from service.recipient_groups import add_group, change_group, remove_group
from service.recipient_import import ids_of_names, import_recipients, imported_rows
from service.recipients import book, find, groups, holds, name_in_book, standings, used_before
from service.recipients_in_drafts import marks
from tests.conftest import actor

AGENCY = "tan-hoa"
OLD = "Sở Lao động - Thương binh và Xã hội"


@pytest.fixture
def ids(office: Parts) -> dict[str, int]:
    """A book of five, one with a code, one with a former name."""
    with office.db.write() as session:
        names = ("Sở Nội vụ", "Sở Tài chính", "UBND xã Hòa An", "UBND xã Hòa Ân", "Công an xã")
        made = {
            name: add_recipient(session, AGENCY, name=name, code="H49.05" if "Nội" in name else "") for name in names
        }
        add_former_name(session, made["Sở Nội vụ"], OLD, date(2025, 2, 28), by="test")
        return {name: one.id for name, one in made.items()}


def found(office: Parts, typed: str) -> list[tuple[str, str]]:
    with office.db.read() as session:
        return [(hit.recipient.name, hit.former) for hit in find(session, AGENCY, typed)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("nội vụ", [("Sở Nội vụ", "")]),
        ("NOI VU", [("Sở Nội vụ", "")]),
        ("vu noi", [("Sở Nội vụ", "")]),
        ("so", [("Sở Nội vụ", ""), ("Sở Tài chính", "")]),
        ("H49", [("Sở Nội vụ", "")]),
        ("lao dong", [("Sở Nội vụ", OLD)]),
        ("thương binh", [("Sở Nội vụ", OLD)]),
        ("UBND xã Hòa Ân", [("UBND xã Hòa Ân", ""), ("UBND xã Hòa An", "")]),
        ("không có nơi nào", []),
        (
            "",
            [
                ("Công an xã", ""),
                ("Sở Nội vụ", ""),
                ("Sở Tài chính", ""),
                ("UBND xã Hòa An", ""),
                ("UBND xã Hòa Ân", ""),
            ],
        ),
    ],
)
def test_a_recipient_is_found_however_it_is_typed(office: Parts, ids: dict, typed: str, expected: list) -> None:
    assert sorted(found(office, typed)) == sorted(expected)
    if expected and typed:
        assert found(office, typed)[0] == expected[0]


WORDS = st.lists(
    st.sampled_from(["Sở", "Nội", "vụ", "Ủy", "ban", "nhân", "dân", "xã", "Hòa", "Bình", "Đắk", "Lắk", "Thừa"]),
    min_size=1,
    max_size=6,
)


@given(words=WORDS, data=st.data())
def test_every_beginning_of_words_without_marks_finds_the_name(words: list[str], data: st.DataObject) -> None:
    name = " ".join(words)
    some = data.draw(st.lists(st.sampled_from(words), min_size=1, max_size=3))
    typed = " ".join(slug(word)[: data.draw(st.integers(1, 5))] for word in some)
    assert holds(name, typed) and holds(name, typed.upper())
    assert name_in_book(f"- {name.upper()};") == name_in_book(name)


def test_marks_make_two_names_two(office: Parts, ids: dict) -> None:
    assert name_in_book("UBND xã Hòa An") != name_in_book("UBND xã Hòa Ân")
    assert name_in_book("UBND xã Hoà An") == name_in_book("UBND xã Hòa An")  # two writings of one tone


@pytest.mark.parametrize("name", ["Sở Nội vụ", "- sở nội vụ;", "SỞ  NỘI VỤ"])
def test_nothing_is_in_the_book_twice(office: Parts, ids: dict, name: str) -> None:
    with pytest.raises(RecipientTaken), office.db.write() as session:
        add_recipient(session, AGENCY, name=name)


def test_what_was_taken_off_comes_back_by_its_name(office: Parts, ids: dict) -> None:
    with office.db.write() as session:
        set_active(session, recipients.recipient(session, AGENCY, ids["Công an xã"]), False, by="test")
        assert "Công an xã" not in [one.name for one in book(session, AGENCY)]
        assert add_recipient(session, AGENCY, name="Công an xã").id == ids["Công an xã"]


def test_a_renamed_recipient_is_still_found_by_its_old_name(office: Parts, ids: dict) -> None:
    with office.db.write() as session:
        one = recipients.recipient(session, AGENCY, ids["Sở Tài chính"])
        given = {"name": "Sở Tài chính và Đầu tư", "code": "", "email": ""}
        change_recipient(session, one, **given, renamed_on=date(2026, 3, 1), by="test")
    assert found(office, "Sở Tài chính")[0][0] == "Sở Tài chính và Đầu tư"
    with office.db.read() as session:
        told = standings(session, AGENCY, ["Sở Tài chính", "Sở Tài chính và Đầu tư", "Sở Công Thương"])
    assert [(one.state, one.now, one.until) for one in told] == [
        ("former", "Sở Tài chính và Đầu tư", date(2026, 2, 28)),
        ("known", "", None),
        ("unknown", "", None),
    ]


def test_a_correction_leaves_no_former_name(office: Parts, ids: dict) -> None:
    with office.db.write() as session:
        one = recipients.recipient(session, AGENCY, ids["Sở Tài chính"])
        change_recipient(session, one, name="Sở Tài Chính", code="", email="", renamed_on=None, by="test")
        change_recipient(session, one, name="Sở Tài chánh", code="", email="", renamed_on=None, by="test")
        assert (one.name, one.former) == ("Sở Tài chánh", [])


def test_a_former_name_is_no_name_it_has(office: Parts, ids: dict) -> None:
    with office.db.write() as session:
        one = recipients.recipient(session, AGENCY, ids["Sở Nội vụ"])
        for name in ("Sở Nội vụ", OLD):
            with pytest.raises(RecipientTaken):
                add_former_name(session, one, name, None, by="test")


def test_doubles_become_one_with_all_names_and_groups(office: Parts, ids: dict) -> None:
    with office.db.write() as session:
        double = add_recipient(session, AGENCY, name="Sở Nội vụ tỉnh", email="sonv@example.vn")
        add_group(session, AGENCY, "Các sở", [double.id, ids["Sở Nội vụ"], ids["Sở Tài chính"]], by="test")
        kept = recipients.recipient(session, AGENCY, ids["Sở Nội vụ"])
        merge(session, kept, double, by="test")
    with office.db.read() as session:
        kept = recipients.recipient(session, AGENCY, ids["Sở Nội vụ"])
        assert {former.name for former in kept.former} == {OLD, "Sở Nội vụ tỉnh"}
        assert (kept.email, kept.code) == ("sonv@example.vn", "H49.05")
        assert [one.name for one in groups(session, AGENCY)[0].recipients] == ["Sở Nội vụ", "Sở Tài chính"]


def test_a_group_keeps_its_order_and_forgets_who_was_taken_off(office: Parts, ids: dict) -> None:
    with office.db.write() as session:
        made = add_group(session, AGENCY, "Các sở", [ids["Sở Tài chính"], ids["Sở Nội vụ"]], by="test")
        assert [one.name for one in made.recipients] == ["Sở Tài chính", "Sở Nội vụ"]
        change_group(session, made, "Các sở, ngành", [ids["Sở Nội vụ"], ids["Công an xã"]], by="test")
        set_active(session, recipients.recipient(session, AGENCY, ids["Công an xã"]), False, by="test")
        assert [one.name for one in made.recipients] == ["Sở Nội vụ"]
        with pytest.raises(RecipientTaken):
            add_group(session, AGENCY, "các sở ngành", [], by="test")
        with pytest.raises(NotFound):
            add_group(session, AGENCY, "Khác", [999], by="test")
        remove_group(session, made, by="test")
        assert groups(session, AGENCY) == []


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Sở Nội vụ\n\n- Công an xã;\n", [("Sở Nội vụ", "", ""), ("Công an xã", "", "")]),
        ("Tên\tMã\tThư\nSở Nội vụ\tH49.05\tso@nv.vn", [("Sở Nội vụ", "H49.05", "so@nv.vn")]),
        ("Sở Nội vụ,H49.05\nCông an xã,", [("Sở Nội vụ", "H49.05", ""), ("Công an xã", "", "")]),
        ('"Sở Văn hóa, Thể thao và Du lịch";H49.11;', [("Sở Văn hóa, Thể thao và Du lịch", "H49.11", "")]),
        (
            "Sở Văn hóa, Thể thao và Du lịch\nSở Y tế",
            [("Sở Văn hóa, Thể thao và Du lịch", "", ""), ("Sở Y tế", "", "")],
        ),
        ("\ufeffTên,Mã định danh\r\nSở Y tế,H49.12\r\n", [("Sở Y tế", "H49.12", "")]),
        ("", []),
    ],
)
def test_pasted_lists_are_read(text: str, rows: list) -> None:
    assert imported_rows(text) == rows


def test_an_import_adds_what_is_new_and_says_what_was_there(office: Parts, ids: dict) -> None:
    with office.db.write() as session:
        done = import_recipients(session, AGENCY, "Sở Nội vụ\nSở Y tế\nsở y tế", by="test")
        assert (done.added, done.known) == (1, 2)
        with pytest.raises(BadInput):
            import_recipients(session, AGENCY, "x" * 301, by="test")
        with pytest.raises(BadInput):
            import_recipients(session, AGENCY, "\n".join(f"Nơi {n}" for n in range(5001)), by="test")


@given(text=st.text(max_size=300))
def test_no_pasted_text_breaks_the_reader(text: str) -> None:
    assert all(name == printed_name(name) and name for name, _, _ in imported_rows(text))


def test_lines_of_a_group_mean_recipients_also_by_former_names(office: Parts, ids: dict) -> None:
    with office.db.write() as session:
        members, added = ids_of_names(session, AGENCY, ["Sở Nội vụ", OLD, "Sở Y tế", " "], by="test")
        assert (members[:2], added) == ([ids["Sở Nội vụ"]] * 2, 1)


def test_a_draft_is_told_of_former_and_unknown_names(office: Parts, ids: dict) -> None:
    lines = ["Như Điều 3", "Như trên", "Sở Nội vụ", OLD, "Sở Y tế"]
    with office.db.read() as session:
        told = marks(session, AGENCY, {"recipients": lines, "addressees": ["Công an xã"]})
    assert [(one.field, one.words, one.state, one.now) for one in told] == [
        ("recipients", OLD, "former", "Sở Nội vụ"),
        ("recipients", "Sở Y tế", "unknown", ""),
    ]


def test_an_office_without_a_book_is_told_nothing(office: Parts) -> None:
    with office.db.read() as session:
        assert marks(session, AGENCY, {"recipients": ["Sở Y tế"]}) == []


def test_the_book_of_another_agency_is_not_there(office: Parts, ids: dict) -> None:
    with office.db.read() as session:
        assert book(session, "xa-khac") == []
        with pytest.raises(NotFound):
            recipients.recipient(session, "xa-khac", ids["Sở Nội vụ"])


@pytest.mark.slow
def test_names_used_most_come_first(filed: Parts) -> None:
    assert actor(filed, "vanthu").agency_id == AGENCY
    with filed.db.read() as session:
        often = used_before(session, actor(filed, "soanthao"), "recipient", "ke-hoach")
        assert often and len(often) == len(set(often)) <= 8
        assert used_before(session, actor(filed, "soanthao"), "recipient", "khong-co") == []
