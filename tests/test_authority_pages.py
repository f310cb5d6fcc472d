"""Who issues, who signs, who receives, as the administrator, the records clerk and the drafter use the pages."""

import re
from datetime import date
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service import bodies, drafts, people, recipients, signers
from service.actor import Actor
from service.pages.recipients import book as recipient_pages
from service.parts import Parts
from service.recipient_changes import add_former_name, add_recipient
from service.recipient_groups import add_group
from tests.api_office import Software, token
from tests.conftest import NOON, PLAN
from tests.test_access import csrf, log_in
from tests.test_admin_pages import AGENCY, page, told
from tests.test_bodies import COUNCIL, add_council, add_council_signer

pytestmark = pytest.mark.slow

TODAY = NOON.date()


def send(client: FlaskClient, address: str, /, **data: object) -> TestResponse:
    return client.post(address, data={**data, "csrf_token": csrf(client, "/account")})


@pytest.fixture
def admin(client: FlaskClient) -> FlaskClient:
    assert log_in(client, "quantri").status_code == 302
    return client


@pytest.fixture
def desk(app: Flask) -> FlaskClient:
    """The records clerk, who drafts and keeps the recipient book."""
    client = app.test_client()
    assert log_in(client, "vanthu").status_code == 302
    return client


# who issues


NAMED = {
    "valid_from": "2026-01-01",
    "rule": "advisory",
    "own": "",
    "territory": "xã Tân Hòa",
    "full_name": "Hội đồng Thi đua - Khen thưởng xã Tân Hòa",
    "superior": "UBND XÃ TÂN HÒA",
    "name": "HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG",
    "abbreviation": "HĐTĐKT",
    "place": "Tân Hòa",
    "code": "",
    "agency_seal": "y",
}


def typed(answer: TestResponse, field: str) -> str:
    found = re.search(rf'(?:id="{field}"[^>]*value="([^"]*)"|id="{field}"[^>]*>\s*([^<]*)<)', page(answer))
    assert found is not None, field
    return (found[1] or found[2] or "").strip()


def test_a_letterhead_is_proposed_by_kind_and_place(admin: FlaskClient) -> None:
    asked = {"propose": "1", "rule": "unit", "own": "Phòng Văn hóa - Xã hội", "territory": "xã Tân Hòa"}
    answer = send(admin, "/admin/bodies/new", **asked, valid_from="2026-01-01")
    assert (typed(answer, "superior"), typed(answer, "name")) == ("UBND XÃ TÂN HÒA", "PHÒNG VĂN HÓA - XÃ HỘI")
    assert (typed(answer, "abbreviation"), typed(answer, "place")) == ("VHXH", "Tân Hòa")
    assert "letterhead-warnings" not in page(answer)


def test_only_kinds_of_the_day_are_offered(admin: FlaskClient) -> None:
    def offered(day: str) -> str:
        return page(send(admin, "/admin/agency/name", propose="1", rule="", valid_from=day))

    assert "district_committee" in offered("2025-06-30") and "district_committee" not in offered("2025-07-01")


@pytest.mark.parametrize(
    ("superior", "day", "said"),
    [
        ("UBND HUYỆN AN BÌNH", "2025-07-01", "Cấp huyện không còn từ 01/7/2025"),
        ("UBND HUYỆN AN BÌNH", "2025-06-30", ""),
        ("UBND TỈNH ĐỒNG THÁP", "2026-01-05", "không có cơ quan chủ quản"),
        ("", "2026-01-05", ""),
    ],
)
def test_what_contradicts_the_rule_of_the_day_is_said_while_typing(
    admin: FlaskClient, superior: str, day: str, said: str
) -> None:
    typing = {"superior": superior, "name": "ỦY BAN NHÂN DÂN\nXÃ TÂN HÒA", "valid_from": day, "place": "Tân Hòa"}
    piece = page(send(admin, "/admin/letterhead", **typing, abbreviation="UBND"))
    assert "<html" not in piece and "XÃ TÂN HÒA" in piece
    assert (said in piece) if said else ("letterhead-warnings" not in piece)


def test_a_body_is_entered_renamed_and_ended(admin: FlaskClient, office: Parts) -> None:
    assert "Hội đồng Thi đua" in told(admin, send(admin, "/admin/bodies/new", **NAMED))
    with office.db.read() as session:
        body = bodies.bodies(session, AGENCY)[0]
        assert (body.sort, body.own_series, body.agency_seal) == ("advisory", True, True)  # a series whatever is ticked
    address = f"/admin/bodies/{body.id}"
    renamed = {**NAMED, "full_name": "Hội đồng Thi đua xã", "valid_from": "2026-02-01"}
    assert "01/02/2026" in told(admin, send(admin, f"{address}/name", **renamed))
    assert page(admin.get(address)).count("Hội đồng Thi đua") >= 2
    assert "Ngày cuối phải" in page(send(admin, address, valid_until="2025-01-01"))
    told(admin, send(admin, address, valid_until="2026-03-31"))
    with office.db.read() as session:
        assert bodies.body(session, AGENCY, body.id).valid_until == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"abbreviation": "UBND"}, "abbreviation", "đã dùng chữ viết tắt"),
        ({"name": ""}, "name", "Chưa điền mục này."),
        ({"rule": ""}, "rule", "Chưa điền mục này."),
        ({"rule": "commune_committee"}, "rule", "Hãy chọn trong danh sách."),
    ],
)
def test_a_faulty_body_is_told_beside_the_field(
    admin: FlaskClient, office: Parts, wrong: dict, field: str, said: str
) -> None:
    answer = send(admin, "/admin/bodies/new", **{**NAMED, **wrong})
    assert said in page(answer).split(f'id="{field}-error"')[1].split("</p>")[0]
    with office.db.read() as session:
        assert bodies.bodies(session, AGENCY) == []


def test_titles_before_names_need_the_document_of_the_sector(admin: FlaskClient) -> None:
    assert "Chưa ghi" in told(admin, send(admin, "/admin/agency/titles", sector="armed_forces", document=""))
    assert "Đã ghi" in told(admin, send(admin, "/admin/agency/titles", sector="armed_forces", document="Thông tư 1"))
    assert 'value="Thông tư 1"' in page(admin.get("/admin/agency"))


# who signs


def test_the_list_says_who_may_sign_what_under_which_document(admin: FlaskClient, office: Parts) -> None:
    add_council_signer(office, add_council(office))
    with office.db.write() as session:
        given = {"head_title": "CHỦ TỊCH", "own_title": "CHÁNH VĂN PHÒNG", "kinds": ["cong-van"]}
        ruled = {"document": "Quy chế số 1/QC-UBND", "document_on": date(2025, 12, 1), "head_id": 1}
        limits = {"valid_from": date(2026, 1, 1), "valid_until": date(2026, 1, 20)}
        fields = {**given, **ruled, **limits}
        people.add_signer(session, AGENCY, full_name="Phạm Văn Ký", authority="TL", **fields)
    shown = page(admin.get("/admin/signers"))
    assert COUNCIL["full_name"] in shown and "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ" in shown
    assert "Quy chế số 1/QC-UBND" in shown and "khoản 4 Điều 13" in shown and "do Trần Văn Lãnh giao" in shown
    assert "sắp hết" in shown
    row = re.search(r"<tr><th scope=\"row\">Kế hoạch</th>(.*?)</tr>", shown)
    assert row is not None and re.findall(r"unseen\">([^<]+)<", row[1]) == ["không", "được ký", "được ký"]
    assert "Quyền ký sắp hết" in page(admin.get("/admin"))


def test_a_change_keeps_history_and_an_end_keeps_the_row(admin: FlaskClient, office: Parts) -> None:
    facts = {
        "full_name": "Võ Thị Phó",
        "authority": "TM",
        "collective": "ỦY BAN NHÂN DÂN",
        "own_title": "CHỦ TỊCH",
        "valid_from": "2026-01-05",
    }
    told(admin, send(admin, "/admin/signers/2", **facts, how="change"))
    with office.db.read() as session:
        rows = [one for one in signers.signers(session, AGENCY) if one.full_name == "Võ Thị Phó"]
        assert [(one.own_title, one.valid_until) for one in rows] == [
            ("PHÓ CHỦ TỊCH", date(2026, 1, 4)),
            ("CHỦ TỊCH", None),
        ]
    late = page(send(admin, "/admin/signers/2", **{**facts, "valid_from": "2024-01-05"}, how="change"))
    assert "Thay đổi phải bắt đầu sau" in late
    told(admin, send(admin, f"/admin/signers/{rows[1].id}/end"))
    with office.db.read() as session:
        ended = signers.signer(session, AGENCY, rows[1].id)
        assert ended is not None and ended.valid_until == TODAY
    assert "Quyền ký đã hết (1)" in page(admin.get("/admin/signers"))


# who receives


@pytest.fixture
def ids(office: Parts) -> dict[str, int]:
    with office.db.write() as session:
        made = {name: add_recipient(session, AGENCY, name=name).id for name in ("Sở Nội vụ", "Công an xã")}
        one = recipients.recipient(session, AGENCY, made["Sở Nội vụ"])
        add_former_name(session, one, "Sở Lao động", date(2025, 2, 28), by="test")
        add_group(session, AGENCY, "Các nơi", list(made.values()), by="test")
        return made


def test_the_book_is_searched_added_to_and_exported(desk: FlaskClient, office: Parts, ids: dict) -> None:
    assert "Sở Nội vụ" in page(desk.get("/recipients?q=lao+dong"))
    assert "Thêm “Sở Y tế” vào sổ" in page(desk.get("/recipients?q=S%E1%BB%9F+Y+t%E1%BA%BF"))
    assert "Sở Y tế" in told(desk, send(desk, "/recipients/new", name="Sở Y tế", code="H49.12", email="so@yte.vn"))
    assert "đã có" in page(send(desk, "/recipients/new", name="sở y tế"))
    assert "thư điện tử không đúng" in page(send(desk, "/recipients/new", name="Khác", email="không"))
    rows = page(desk.get("/recipients.csv")).splitlines()
    assert len(rows) == 4 and "Sở Lao động (28/02/2025)" in "".join(rows)


def test_an_entry_is_renamed_taken_off_put_back_and_merged(desk: FlaskClient, office: Parts, ids: dict) -> None:
    one = f"/recipients/{ids['Sở Nội vụ']}"
    given = {"name": "Sở Nội vụ và Lao động", "code": "", "email": "", "how": "renamed", "renamed_on": "2026-01-01"}
    told(desk, send(desk, one, **given))
    assert "Sở Nội vụ <span" in page(desk.get(one)) and "31/12/2025" in page(desk.get(one))
    assert "đã có" in page(send(desk, f"{one}/former", former="Sở Lao động"))
    told(desk, send(desk, f"{one}/former", former="Ban Tổ chức", until=""))
    told(desk, send(desk, f"{one}/removal"))
    assert "Sở Nội vụ và" not in page(desk.get("/recipients?q=so"))
    told(desk, send(desk, f"{one}/return"))
    told(desk, send(desk, f"/recipients/{ids['Công an xã']}/merge", into=ids["Sở Nội vụ"]))
    with office.db.read() as session:
        (kept,) = recipients.book(session, AGENCY)
        assert "Công an xã" in {former.name for former in kept.former}
    former = kept.former[0]
    told(desk, send(desk, f"{one}/former/{former.id}/removal"))
    assert f"“{former.name}”" not in page(desk.get(one))


def test_lists_and_groups_are_entered(desk: FlaskClient, office: Parts, ids: dict) -> None:
    assert "Đã thêm 2" in told(desk, send(desk, "/recipients/import", text="Sở Y tế\nTrạm Y tế\nCông an xã"))
    assert send(desk, "/recipients/import", text="  ").status_code == 422
    members = "Sở Lao động\r\nTrường Tiểu học"
    assert "thêm 1 nơi" in told(desk, send(desk, "/recipients/groups/new", name="Nhóm mới", members=members))
    with office.db.read() as session:
        made = next(one for one in recipients.groups(session, AGENCY) if one.name == "Nhóm mới")
        assert [one.name for one in made.recipients] == ["Sở Nội vụ", "Trường Tiểu học"]
    assert "đã có" in page(send(desk, f"/recipients/groups/{made.id}", name="Các nơi", members=members))
    told(desk, send(desk, f"/recipients/groups/{made.id}/removal"))
    assert "Nhóm mới" not in page(desk.get("/recipients"))


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"x" * 1001], ids=["not utf-8", "too large"])
def test_a_hostile_file_is_refused_in_words(desk: FlaskClient, monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(recipient_pages, "LONGEST_IMPORT", 1000)
    answer = send(desk, "/recipients/import", file=(BytesIO(content), "../../x.csv"))
    assert answer.status_code == 422 and "Tệp không đọc được" in page(answer)


@pytest.mark.parametrize("address", ["/recipients/1", "/recipients/import", "/recipients/groups/new"])
def test_a_drafter_adds_but_does_not_change(app: Flask, ids: dict, address: str) -> None:
    client = app.test_client()
    log_in(client, "soanthao")
    assert client.get(address).status_code == 403
    assert client.get("/recipients/new").status_code == 200


# while drafting


def test_the_drafting_page_offers_and_marks(desk: FlaskClient, office: Parts, ids: dict, clerk: Actor) -> None:
    offers = desk.get("/recipients/suggestions?q=lao+dong&field=recipients").json
    assert offers == [{"lines": ["Sở Nội vụ"], "words": "Sở Nội vụ", "note": "tên cũ: Sở Lao động"}]
    group = desk.get("/recipients/suggestions?q=cac+noi").json
    assert [one["lines"] for one in group] == [["Sở Nội vụ", "Công an xã"], ["Các nơi"]]
    draft = drafts.create(office, clerk, "ke-hoach", {**PLAN, "recipients": ["Sở Lao động", "Sở Y tế"]})
    marks = desk.get(f"/drafts/{draft.id}/current").json["recipients"]
    assert [(mark["state"], mark["now"]) for mark in marks] == [("former", "Sở Nội vụ"), ("unknown", "")]
    assert "nay là “Sở Nội vụ”" in marks[0]["why"]
    assert send(desk, "/recipients/from-draft", name="Sở Y tế").json == {"name": "Sở Y tế"}
    assert send(desk, "/recipients/from-draft", name=" ").status_code == 400
    marks = desk.get(f"/drafts/{draft.id}/current").json["recipients"]
    assert [mark["state"] for mark in marks] == ["former"]


def test_the_drafting_page_greys_who_may_not_sign(desk: FlaskClient, office: Parts, clerk: Actor) -> None:
    draft = drafts.create(office, clerk, "ke-hoach", PLAN)
    assert 'name="issuer"' not in page(desk.get(f"/drafts/{draft.id}"))
    signer = add_council_signer(office, add_council(office))
    with office.db.write() as session:
        other = signers.signer(session, AGENCY, 2)
        assert other is not None
        other.kinds = ["cong-van"]
    shown = page(desk.get(f"/drafts/{draft.id}"))
    assert COUNCIL["full_name"] in shown.split('name="issuer"')[1].split("</select>")[0]
    options = re.findall(r'<option value="(\d+)" data-lines.*?(disabled|selected|)>([^<]+)</option>', shown)
    state = {int(id): (mark, words) for id, mark, words in options}
    assert state[2][0] == "disabled" and "không được giao ký loại văn bản này (khoản 2 Điều 13" in state[2][1]
    assert (state[1][0], state[signer.id][0]) == ("selected", "")
    saved = send(desk, f"/drafts/{draft.id}", subject="Thử", issuer="1", signer=str(signer.id), revision="1")
    assert saved.status_code == 302
    told_now = desk.get(f"/drafts/{draft.id}/current").json
    assert told_now["register"] == {"register": f"{COUNCIL['full_name']}: Kế hoạch", "number": "01/KH-HĐTĐKT"}
    assert not {"issuer", "signer"} & {problem["field"] for problem in told_now["problems"]}


# by software


def test_software_finds_recipients_and_issuers(app: Flask, office: Parts, ids: dict) -> None:
    council = add_council(office)
    software = Software(app, token(office, "vanthu", "read", "draft"))
    (found,) = software.get("/recipients?q=lao dong").json["items"]
    assert (found["name"], found["found_by"], found["groups"]) == ("Sở Nội vụ", "Sở Lao động", ["Các nơi"])
    assert found["former_names"] == [{"name": "Sở Lao động", "until": "2025-02-28"}]
    assert len(software.get("/recipients").json["items"]) == 2
    issuing = software.get("/issuing-bodies").json["items"]
    assert [(one["id"], one["abbreviation"]) for one in issuing] == [(None, "UBND"), (str(council.id), "HĐTĐKT")]
    issuer = software.get("/forms/ke-hoach").json["fields"]["properties"]["issuer"]
    assert [one["const"] for one in issuer["anyOf"]] == ["", str(council.id)]
    made = software.post("/drafts", json={"form": "ke-hoach", "values": {**PLAN, "issuer": "77"}})
    assert [one["code"] for one in made.json["problems"]] == ["issuer_unknown"]
