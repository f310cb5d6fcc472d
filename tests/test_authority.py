"""Who may sign what, until when and under which document; and what may not stand before a name."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.events import Event
from doc_templates.signer import ARTICLES, AUTHORITIES
from service import drafts, people
from service.actor import Actor
from service.authority import ending_soon, refusal
from service.bodies import issuer_on
from service.check import problems
from service.delegation import linked, reference_in
from service.errors import BadInput, NoRedelegation, TitleInName
from service.honours import honour_before, set_name_titles
from service.parts import Parts
from service.sentences import sentence
from service.signer_changes import change_signer, correct_signer, end_signer
from service.signers import Signer, signer, signers
from tests.conftest import PLAN

AGENCY = "tan-hoa"
TODAY = date(2026, 1, 5)
HEAD = 1  # Trần Văn Lãnh, TM., of the test office
DEPUTY = 2
MANDATE = {
    "full_name": "Phạm Văn Ký",
    "authority": "TUQ",
    "head_title": "CHỦ TỊCH",
    "own_title": "TRƯỞNG PHÒNG",
    "head_id": HEAD,
    "document": "Giấy ủy quyền số 3/GUQ-UBND",
    "document_on": date(2025, 12, 30),
    "scope": "ký giấy mời",
    "valid_from": date(2026, 1, 1),
    "valid_until": date(2026, 3, 31),
}


def add(office: Parts, **changes: object) -> Signer:
    with office.db.write() as session:
        return people.add_signer(session, AGENCY, **{**MANDATE, **changes})


def codes(office: Parts, drafter: Actor, signer_id: int) -> list[str]:
    draft = drafts.create(office, drafter, "ke-hoach", {**PLAN, "signer": str(signer_id)})
    return [problem.code for problem in problems(office, draft)]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"document": ""}, "document"),
        ({"document_on": None}, "document_on"),
        ({"document_on": date(2026, 1, 2)}, "document_on"),
        ({"valid_until": None}, "valid_until"),
        ({"scope": "", "kinds": None}, "scope"),
        ({"head_id": None}, "head_id"),
        ({"head_id": DEPUTY}, "head_id"),
        ({"head_id": 99}, "head_id"),
        ({"authority": "TL", "document": ""}, "document"),
        ({"authority": "TL+KT", "unit_head_title": "CHÁNH VĂN PHÒNG", "document_on": None}, "document_on"),
        ({"authority": "TL+KT"}, "unit_head_title"),
    ],
)
def test_a_delegation_says_by_whom_what_until_when_and_under_which_document(
    office: Parts, changes: dict, field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        add(office, **changes)
    assert refused.value.data["field"] == field


def test_who_signs_by_delegation_delegates_to_nobody(office: Parts) -> None:
    holder = add(office)
    with pytest.raises(NoRedelegation) as refused:
        add(office, full_name="Lê Văn Ba", head_id=holder.id)
    assert "khoản 3 Điều 13" in sentence(refused.value.code, refused.value.data)


def test_a_mandate_limited_to_kinds_needs_no_other_words(office: Parts) -> None:
    assert add(office, scope="", kinds=["giay-moi"]).kinds == ["giay-moi"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, None),
        ({"valid_until": date(2026, 1, 5)}, None),
        ({"valid_until": date(2026, 1, 4)}, "signer_expired"),
        ({"valid_from": date(2026, 1, 6)}, "signer_not_yet"),
        ({"kinds": ["cong-van"]}, "signer_not_for_kind"),
        ({"kinds": ["ke-hoach"]}, None),
    ],
)
def test_the_check_tells_the_exact_reason_and_the_article(
    office: Parts, drafter: Actor, changes: dict, code: str | None
) -> None:
    added = add(office, **changes)
    draft = drafts.create(office, drafter, "ke-hoach", {**PLAN, "signer": str(added.id)})
    found = problems(office, draft)
    assert [problem.code for problem in found] == ([code] if code else [])
    for problem in found:
        words = sentence(problem.code, problem.data)
        assert "Phạm Văn Ký" in words and "khoản 3 Điều 13 Nghị định 30/2020/NĐ-CP" in words and "%(" not in words


def test_an_order_from_before_without_its_document_blocks_until_it_is_entered(office: Parts, drafter: Actor) -> None:
    added = add(office, authority="TL")
    with office.db.write() as session:  # as the first version of the program kept it
        session.get_one(Signer, added.id).document = ""
    assert codes(office, drafter, added.id) == ["signer_without_document"]


def test_every_authority_has_its_article() -> None:
    assert ARTICLES.keys() == AUTHORITIES.keys()


def test_a_change_ends_the_row_and_keeps_it(office: Parts) -> None:
    with office.db.write() as session:
        old = signer(session, AGENCY, DEPUTY)
        facts = {"full_name": "Võ Thị Phó", "authority": "TM", "collective": "ỦY BAN NHÂN DÂN", "own_title": "CHỦ TỊCH"}
        new = change_signer(session, old, by="test", **facts, valid_from=date(2026, 2, 1))
    with office.db.read() as session:
        old = signer(session, AGENCY, DEPUTY)
        assert (old.valid_until, old.own_title) == (date(2026, 1, 31), "PHÓ CHỦ TỊCH")
        assert (new.replaces_id, new.own_title, new.valid_until) == (DEPUTY, "CHỦ TỊCH", None)
        assert [one.id for one in signers(session, AGENCY, date(2026, 1, 31)) if one.full_name == "Võ Thị Phó"] == [2]
        assert [one.id for one in signers(session, AGENCY, date(2026, 2, 1)) if one.full_name == "Võ Thị Phó"] == [
            new.id
        ]
        events = [event.name for event in session.query(Event).filter(Event.name.startswith("signer."))]
    assert events[-2:] == ["signer.ended", "signer.changed"]


def test_a_change_begins_after_what_it_changes(office: Parts) -> None:
    with pytest.raises(BadInput), office.db.write() as session:
        change_signer(session, signer(session, AGENCY, DEPUTY), by="test", valid_from=date(2025, 1, 1))


def test_a_correction_overwrites_the_row(office: Parts) -> None:
    with office.db.write() as session:
        one = signer(session, AGENCY, DEPUTY)
        correct_signer(session, one, by="test", full_name="Võ Thị Phó Hai")
    with office.db.read() as session:
        assert len(signers(session, AGENCY)) == 2
        assert signer(session, AGENCY, DEPUTY).full_name == "Võ Thị Phó Hai"


@given(
    starts=st.integers(-400, 400),
    days=st.none() | st.integers(0, 400),
    kinds=st.none() | st.lists(st.sampled_from(["ke-hoach", "cong-van", "bao-cao"]), min_size=1),
    authority=st.sampled_from(list(AUTHORITIES)),
    document=st.sampled_from(["", "Quy chế"]),
)
def test_who_is_allowed_is_in_force_for_the_kind_and_has_a_document(starts, days, kinds, authority, document) -> None:
    from service.bodies import Issuer

    begins = TODAY + timedelta(days=starts)
    until = None if days is None else begins + timedelta(days=days)
    one = Signer(
        full_name="An", authority=authority, kinds=kinds, document=document, valid_from=begins, valid_until=until
    )
    issuer = Issuer("", "agency", "", (), ("UBND",), "Ủy ban nhân dân", "UBND", "Tân Hòa")
    allowed = refusal(one, "ke-hoach", issuer, TODAY) is None
    needs = authority in ("TL", "TL+KT", "TUQ")
    assert allowed == (one.valid(TODAY) and (not kinds or "ke-hoach" in kinds) and (not needs or bool(document)))


def test_what_ends_soon_is_told_until_it_is_prolonged(office: Parts) -> None:
    near, far = add(office, valid_until=TODAY + timedelta(days=30)), add(office, valid_until=TODAY + timedelta(days=31))
    with office.db.read() as session:
        assert [one.id for one in ending_soon(session, AGENCY, TODAY)] == [near.id]
    with office.db.write() as session:
        one = signer(session, AGENCY, near.id)
        later = {"valid_from": TODAY + timedelta(days=10), "valid_until": TODAY + timedelta(days=300)}
        change_signer(session, one, by="test", **{**MANDATE, **later})
        assert ending_soon(session, AGENCY, TODAY) == []
        end_signer(session, signer(session, AGENCY, far.id), TODAY, by="test")
        assert [one.id for one in ending_soon(session, AGENCY, TODAY)] == [far.id]


@pytest.mark.parametrize(
    ("words", "reference"),
    [
        ("Quyết định số 5/QĐ-UBND về phân công", "05/QĐ-UBND"),
        ("Giấy ủy quyền số 12/guq-ubnd", "12/GUQ-UBND"),
        ("Quy chế làm việc", ""),
        ("ngày 05/01/2026", ""),
        ("Nghị định 30/2020/NĐ-CP", "30/2020/NĐ-CP"),
    ],
)
def test_the_number_and_symbol_are_read_from_the_words(words: str, reference: str) -> None:
    assert reference_in(words) == reference


def test_a_document_of_our_own_archive_is_linked(filed: Parts) -> None:
    from archive.records import documents

    with filed.db.read() as session:
        one = next(iter(documents(session, AGENCY)))
        fields = {"document": f"Quyết định số {one.reference}", "document_on": one.issued_on}
        assert linked(session, AGENCY, fields)["document_id"] == one.id
        other_day = one.issued_on + timedelta(days=1)
        assert linked(session, AGENCY, {**fields, "document_on": other_day})["document_id"] == ""
        assert linked(session, "xa-khac", fields)["document_id"] == ""
        assert linked(session, AGENCY, {"document": "Quy chế", "document_on": None})["document_id"] == ""


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("TS. Trần Văn An", "TS"),
        ("PGS.TS Lê Bình", "PGS"),
        ("PGS. TS. Lê Bình", "PGS"),
        ("ThS Nguyễn Thị Cúc", "ThS"),
        ("Thạc sĩ Nguyễn Thị Cúc", "Thạc sĩ"),
        ("BS.CKII Đỗ Văn Dũng", "BS"),
        ("Đại tá Phạm Văn E", "Đại tá"),
        ("NGƯT. Hoàng Văn G", "NGƯT"),
        ("Nhà giáo Nhân dân Hoàng Văn G", "Nhà giáo Nhân dân"),
        ("Trần Văn An", ""),
        ("Tô Sơn", ""),
        ("Lê Thị Tiến", ""),
        ("Bs Y Niê", ""),
        ("Đại Văn Tá", ""),
    ],
)
def test_titles_before_a_name_are_found(name: str, title: str) -> None:
    found = honour_before(name)
    assert (found.words if found else "") == title


@given(
    name=st.lists(
        st.sampled_from(["Trần", "Nguyễn", "Văn", "Thị", "An", "Bình", "Sơn", "Tá", "Sĩ", "Giáo", "Sư", "Đại"]),
        min_size=2,
        max_size=4,
    )
)
def test_syllables_of_names_are_no_titles(name: list[str]) -> None:
    joined = " ".join(name)
    titles = ("Giáo Sư", "Đại Tá")
    assert (honour_before(joined) is None) == (not joined.startswith(titles))


def test_a_title_is_refused_with_the_article_unless_the_sector_allows_it(office: Parts) -> None:
    with pytest.raises(TitleInName) as refused:
        add(office, full_name="TS. Phạm Văn Ký")
    assert "điểm c khoản 7 mục II Phần I Phụ lục I" in sentence(refused.value.code, refused.value.data)
    with office.db.write() as session:
        with pytest.raises(BadInput):
            set_name_titles(session, AGENCY, sector="education_health_science", document=" ", by="test")
        set_name_titles(session, AGENCY, sector="education_health_science", document="Thông tư số 1", by="test")
    assert add(office, full_name="TS. Phạm Văn Ký").full_name == "TS. Phạm Văn Ký"
    with pytest.raises(TitleInName):
        add(office, full_name="Đại tá Phạm Văn Ký")
    with office.db.write() as session:
        set_name_titles(session, AGENCY, sector="", document="", by="test")
    with pytest.raises(TitleInName):
        add(office, full_name="TS. Phạm Văn Ký")


def test_a_signer_of_the_agency_signs_for_the_agency(office: Parts) -> None:
    with office.db.read() as session:
        own = issuer_on(session, AGENCY, "", TODAY)
        assert [refusal(one, "ke-hoach", own, TODAY) for one in signers(session, AGENCY)] == [None, None]
