"""The office's list of legal bases: what it takes and finds, its pages, and drafts held against it."""

import csv
import io
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from doc_templates.legal_basis import missing, parse
from service import check, drafts, legal_bases
from service.actor import Actor
from service.bases_in_drafts import marks
from service.basis_matching import matching, named_by, replacement
from service.demo_office.legal_bases import keep_bases
from service.errors import BadInput, BasisTaken, NotFound
from service.parts import Parts
from tests.api_office import Software, token
from tests.conftest import NOON, PLAN
from tests.test_access import log_in
from tests.test_draft_pages import post, text

AGENCY, TODAY = "tan-hoa", NOON.date()
OLD = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015"
NEW = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025"
DECREE = "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư"


@pytest.fixture
def listed(office: Parts) -> Parts:
    """The office with three bases: an old law, the one that replaced it, and a decree."""
    with office.db.write() as session:
        legal_bases.add_many(session, AGENCY, f"{NEW}\n{OLD}\n{DECREE}", by="test")
        bases = {one.line: one for one in legal_bases.kept(session, AGENCY)}
        legal_bases.change(
            session, bases[OLD], by="test", in_force_until=date(2025, 6, 30), replaced_by_id=bases[NEW].id
        )
    return office


def kept(office: Parts) -> list[legal_bases.KeptBasis]:
    with office.db.read() as session:
        return legal_bases.kept(session, AGENCY)


def test_a_pasted_list_is_taken_apart_and_nothing_is_taken_twice(office: Parts) -> None:
    again = "Căn cứ Luật Tổ chức Chính quyền địa phương ngày 16/6/2025"
    typed = f"{NEW};\n\n- {DECREE}.\nTheo đề nghị của Chánh Văn phòng\n{again}"
    with office.db.write() as session:
        added, known, unread = legal_bases.add_many(session, AGENCY, typed, by="test")
    assert added == 2
    assert known == [again]
    assert unread == ["Theo đề nghị của Chánh Văn phòng"]
    assert [one.line for one in kept(office)] == [NEW, DECREE]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"kind": "", "subject": "Đất đai"}, "kind"),
        ({"kind": "Luật", "subject": "", "reference": ""}, "subject"),
        (
            {"kind": "Luật", "subject": "A", "in_force_from": date(2025, 1, 2), "in_force_until": date(2025, 1, 1)},
            "in_force_until",
        ),
        ({"kind": "Luật", "subject": "A", "replaced_by_id": 999}, "replaced_by_id"),
    ],
)
def test_what_cannot_be_kept_is_named(office: Parts, fields: legal_bases.BasisFields, wrong: str) -> None:
    with pytest.raises(BadInput) as refused, office.db.write() as session:
        legal_bases.add(session, AGENCY, by="test", **fields)
    assert refused.value.data == {"field": wrong}
    assert kept(office) == []


def test_the_same_basis_is_refused_also_by_a_change(listed: Parts) -> None:
    one = next(one for one in kept(listed) if one.line == OLD)
    with pytest.raises(BasisTaken), listed.db.write() as session:
        again = legal_bases.basis(session, AGENCY, one.id)
        legal_bases.change(session, again, by="test", dated=date(2025, 6, 16))


def test_another_agencys_list_is_not_seen(listed: Parts) -> None:
    with listed.db.read() as session:
        assert legal_bases.kept(session, "khac") == []
        with pytest.raises(NotFound):
            legal_bases.basis(session, "khac", 1)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("chinh quyen dia phuong", NEW),
        ("to chuc 2015", OLD),
        ("30/2020", DECREE),
        ("nghi dinh 30 2020", DECREE),
        ("NĐ-CP văn thư", DECREE),
    ],
)
def test_words_find_with_or_without_marks_and_what_is_in_force_first(listed: Parts, typed: str, first: str) -> None:
    found = matching(kept(listed), typed, TODAY)
    assert found[0].line == first


def test_words_that_stand_nowhere_find_nothing(listed: Parts) -> None:
    assert matching(kept(listed), "hàng hải", TODAY) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Căn cứ luật", None),
        ("Căn cứ Luật Tổ chức chính quyền địa phương", None),  # of two laws of that name
        ("Căn cứ Luật Tổ chức Chính quyền địa phương năm 2015", OLD),
        ("Căn cứ khoản 2 Điều 7 Luật Tổ chức chính quyền địa phương ngày 19/6/2015", OLD),
        ("Theo Nghị định 30/2020/NĐ-CP", DECREE),
        ("Căn cứ Nghị định số 30/2021/NĐ-CP của Chính phủ", None),
    ],
)
def test_which_basis_a_line_means(listed: Parts, typed: str, meant: str | None) -> None:
    found = named_by(kept(listed), parse(typed))
    assert (found.line if found else None) == meant


def test_a_basis_that_ended_is_marked_with_what_to_write_instead(listed: Parts) -> None:
    typed = {"bases": [DECREE, OLD.replace("Căn cứ", "Theo"), "Theo đề nghị của Chánh Văn phòng"]}
    with listed.db.read() as session:
        (mark,) = marks(session, AGENCY, typed, TODAY)
        assert marks(session, AGENCY, typed, date(2025, 6, 30)) == []
    assert (mark.line, mark.code, mark.until) == (1, "basis_replaced", date(2025, 6, 30))
    assert mark.instead == NEW.replace("Căn cứ", "Theo")


def test_a_replacement_that_ended_too_leads_on_and_a_ring_ends(listed: Parts) -> None:
    with listed.db.write() as session:
        newest = legal_bases.add(session, AGENCY, by="test", kind="Luật", subject="Chính quyền", dated=date(2027, 1, 1))
        new = next(one for one in legal_bases.kept(session, AGENCY) if one.line == NEW)
        legal_bases.change(session, new, by="test", in_force_until=date(2026, 12, 31), replaced_by_id=newest.id)
        old = next(one for one in legal_bases.kept(session, AGENCY) if one.line == OLD)
        bases = legal_bases.kept(session, AGENCY)
        assert replacement(bases, old, date(2026, 1, 1))[0] == new
        assert replacement(bases, old, date(2027, 2, 1))[0] == newest
        legal_bases.change(session, newest, by="test", in_force_until=date(2027, 12, 31), replaced_by_id=old.id)
        assert replacement(legal_bases.kept(session, AGENCY), old, date(2028, 1, 1))[0] is None


def test_what_a_removed_basis_replaced_keeps_its_words(listed: Parts) -> None:
    with listed.db.write() as session:
        new = next(one for one in legal_bases.kept(session, AGENCY) if one.line == NEW)
        legal_bases.remove(session, new, by="test")
    old = next(one for one in kept(listed) if one.line == OLD)
    assert (old.replaced_by_id, old.replaced_by_words) == (None, NEW.removeprefix("Căn cứ "))


def test_a_draft_with_an_old_basis_is_warned_and_not_stopped(listed: Parts, drafter: Actor) -> None:
    draft = drafts.create(listed, drafter, "ke-hoach", {**PLAN, "bases": [OLD]})
    found = [(one.field, one.code, one.blocks) for one in check.problems(listed, draft)]
    assert ("bases", "basis_replaced", False) in found
    assert check.blocking(listed, draft) == []


def test_a_basis_not_yet_in_force_is_told(listed: Parts, drafter: Actor) -> None:
    with listed.db.write() as session:
        legal_bases.add(
            session,
            AGENCY,
            by="test",
            kind="Luật",
            subject="Trí tuệ",
            dated=date(2025, 12, 1),
            in_force_from=date(2026, 3, 1),
        )
    draft = drafts.create(listed, drafter, "ke-hoach", {**PLAN, "bases": ["Căn cứ Luật Trí tuệ ngày 01/12/2025"]})
    assert "basis_not_yet" in [found.code for found in check.problems(listed, draft) if not found.blocks]


@pytest.fixture
def desk(listed: Parts, client: FlaskClient) -> FlaskClient:
    log_in(client, "vanthu")
    return client


def test_the_page_lists_filters_and_sorts(desk: FlaskClient) -> None:
    whole = text(desk, "/legal-bases?sort=-dated")
    assert whole.index(NEW[7:]) < whole.index(DECREE[7:]) < whole.index(OLD[7:])
    assert OLD[7:] in text(desk, "/legal-bases?state=ended")
    assert DECREE[7:] not in text(desk, "/legal-bases?state=ended")
    assert "Không có căn cứ nào như vậy" in text(desk, "/legal-bases?q=hang+hai")


def test_a_pasted_citation_fills_the_fields(desk: FlaskClient, listed: Parts) -> None:
    shown = text(
        desk, "/legal-bases/new?line=Thông tư số 01/2026/TT-BNV ngày 02/01/2026 của Bộ trưởng Bộ Nội vụ về việc X"
    )
    for value in ("Thông tư", "01/2026/TT-BNV", "2026-01-02", "Bộ trưởng Bộ Nội vụ"):
        assert f'value="{value}"' in shown
    fields = {"kind": "Thông tư", "subject": "về việc X", "reference": "01/2026/TT-BNV", "dated": "02/01/2026"}
    assert post(desk, "/legal-bases/new", fields).status_code == 302
    assert "Thông tư số 01/2026/TT-BNV ngày 02 tháng 01 năm 2026 về việc X" in [one.words for one in kept(listed)]


def test_a_basis_is_ended_on_its_page(desk: FlaskClient, listed: Parts) -> None:
    one = next(one for one in kept(listed) if one.line == DECREE)
    fields = {"kind": one.kind, "subject": one.subject, "reference": one.reference, "in_force_until": "01/01/2026"}
    assert post(desk, f"/legal-bases/{one.id}", {**fields, "in_force_from": "02/01/2026"}).status_code == 200
    assert post(desk, f"/legal-bases/{one.id}", {**fields, "replaced_by_words": "Nghị định mới"}).status_code == 302
    assert "thay bằng: Nghị định mới" in text(desk, "/legal-bases?state=ended&q=van+thu")


def test_many_lines_leave_what_was_not_understood_in_the_box(desk: FlaskClient, listed: Parts) -> None:
    shown = post(desk, "/legal-bases/import", {"text": f"{DECREE}\nLuật Thú y ngày 19/6/2015\nMột dòng khác"})
    told = shown.get_data(as_text=True)
    assert "Một dòng khác</textarea>" in told
    assert "1 dòng đã có trong danh sách" in told
    assert len(kept(listed)) == 4


def test_the_list_is_exported(desk: FlaskClient) -> None:
    rows = list(csv.reader(io.StringIO(desk.get("/legal-bases.csv?state=ended").get_data(as_text=True))))
    assert [row[0] for row in rows[1:]] == [OLD[7:]]
    assert rows[1][-2] == NEW[7:]


def test_the_drafting_page_is_offered_what_it_may_insert(desk: FlaskClient) -> None:
    offers = desk.get("/legal-bases/suggestions?q=to+chuc+chinh+quyen").json
    assert [(offer["line"], offer["state"]) for offer in offers] == [(NEW, "in_force"), (OLD, "ended")]
    assert offers[1]["by"] == NEW[7:]


def test_a_drafter_reads_the_list_and_does_not_change_it(listed: Parts, client: FlaskClient) -> None:
    log_in(client, "soanthao")
    assert "Thêm căn cứ" not in text(client, "/legal-bases")
    assert client.get("/legal-bases/new").status_code == 403
    assert post(client, "/legal-bases/1/removal").status_code == 403


def test_software_reads_the_list_on_a_day(listed: Parts, app: Flask) -> None:
    software = Software(app, token(listed, "vanthu", "read"))
    items = software.get("/legal-bases?q=to+chuc+chinh+quyen").json["items"]
    assert [(item["line"], item["in_force"]) for item in items] == [(NEW, True), (OLD, False)]
    assert (items[1]["in_force_until"], items[1]["replaced_by"]) == ("2025-06-30", NEW[7:])
    before = software.get("/legal-bases?q=2015&on=2025-01-01").json["items"]
    assert [(item["in_force"], item["replaced_by"]) for item in before] == [(True, None)]


def test_the_demo_offices_list_is_whole_and_leads_from_old_laws_to_new_ones(office: Parts) -> None:
    keep_bases(office, AGENCY)
    bases = kept(office)
    assert all(not missing(one.basis) for one in bases)
    ended = [one for one in bases if one.ended(TODAY)]
    assert len(ended) > 3
    assert all(replacement(bases, one, TODAY)[0] for one in ended)
