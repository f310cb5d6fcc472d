"""The red team's own tests: what a hostile or unlucky caller, clock, disk or neighbour may do to the office.

What other files test already is not repeated: routes and permissions (test_access), login and lock
(test_account_pages), shapes of the API (test_api), hostile templates (test_fill), power cuts (test_faults).
"""

import html
import io
import json
import random
import re
import shutil
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from weakref import WeakKeyDictionary

import pytest
from docx import Document as Docx
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from werkzeug.test import TestResponse

from archive.agencies import rename_agency, set_pattern
from archive.db import Database
from archive.errors import DateBeforeLast
from archive.filing import object_id
from archive.records import Document
from doc_templates.fill import SignerBlock, Stamp, fill
from doc_templates.form import clean
from doc_templates.sample import LETTERHEAD
from index.abbreviations import Meaning
from service import HEADERS, abbreviations, bodies, create_app, drafts, people, registers, search, tokens
from service import issue as path
from service.actor import Actor
from service.draft import Draft
from service.errors import DraftChanged, DraftLocked, NotReady, WrongState
from service.imports import bring
from service.parts import Parts
from service.recipient_changes import add_recipient
from tests import archive_samples
from tests.api_office import ALL, Software, problem, token
from tests.archive_samples import Office
from tests.conftest import PASSWORD, PLAN, overrule_everything
from tests.test_access import csrf, log_in
from tests.test_search_pages import two_pages

pytestmark = pytest.mark.slow
AGENCY, OTHER = "tan-hoa", "hoa-binh"
LITERAL = (
    "{{ 7*7 }} {% for x in y %} {# x #} ${7*7} <w:p><w:r/></w:p> </w:t> &lt;b&gt; &amp; <script>alert(1)</script> "
    "=cmd|' /C calc'!A0 INCLUDETEXT \"file:///etc/passwd\" <text:p> ]]> {{r x }} \\x00 %(form)s %s"
)


@pytest.fixture
def software(app: Flask, office: Parts) -> Software:
    return Software(app, token(office, "vanthu", *ALL))


@pytest.fixture
def issued(office: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Document:
    """A document of the test office with a PDF of two blank pages."""
    monkeypatch.setattr(archive_samples, "PDF", two_pages())
    return Office(tmp_path, office.db, office.store).issue(AGENCY, "ke-hoach", details={"pages": 2})


def session_of(app: Flask, login: str) -> FlaskClient:
    client = app.test_client()
    assert log_in(client, login).status_code == 302
    return client


CSRF: "WeakKeyDictionary[FlaskClient, str]" = WeakKeyDictionary()
"""The token of each session; one is good as long as its session."""


def post(client: FlaskClient, address: str, data: dict[str, object] | None = None, **more: object) -> TestResponse:
    if client not in CSRF:
        CSRF[client] = csrf(client, "/account")
    return client.post(address, data={"csrf_token": CSRF[client], **(data or {})}, **more)


def at(office: Parts, moment: datetime) -> Parts:
    return replace(office, now=lambda: moment)


# what is typed


def test_syntax_of_every_language_is_kept_as_words(software: Software, app: Flask, office: Parts) -> None:
    values = {**PLAN, "subject": LITERAL, "body": f"1. {LITERAL}", "recipients": [LITERAL]}
    made = software.post("/drafts", json={"form": "ke-hoach", "values": values}).json
    assert made["values"]["subject"] == LITERAL and made["values"]["recipients"] == [LITERAL]
    client = session_of(app, "vanthu")
    for page in (f"/drafts/{made['id']}", "/", "/drafts/mine"):
        text = client.get(page).get_data(as_text=True)
        assert "<script>alert" not in text and "&lt;script&gt;alert(1)" in text, page
        assert "49" not in re.findall(r"Tr.{0,40}?49", text)


def test_half_a_character_does_not_come_in_by_another_encoding(software: Software) -> None:
    body = '{"form": "ke-hoach", "values": {"subject": "\\ud800"}}'
    for encoding in ("utf-8", "utf-16", "utf-16-le", "utf-32"):
        answer = software.post("/drafts", data=body.encode(encoding), content_type="application/json")
        assert problem(answer)[0] == 400, encoding


def test_json_of_any_depth_is_answered(software: Software) -> None:
    for depth in (50, 200, 500, 900, 990, 5000):
        deep = "[" * depth + "]" * depth
        body = f'{{"form": "ke-hoach", "values": {{"recipients": {deep}}}}}'
        for headers in ({}, {"Idempotency-Key": f"{depth}"}):
            answer = software.post("/drafts", data=body, content_type="application/json", headers=headers)
            assert problem(answer)[0] in (400, 422), depth


def test_a_table_of_the_wrong_shape_is_named(software: Software) -> None:
    rows: list[object] = [[{"name": 5}], [{"nosuch": "b"}], "x", [[]], {"name": "x"}, [{"name": ["x"]}]]
    for typed in [{"awardees": value} for value in rows] + [{"signer": 1}, {"kept_at": []}, {"kept_at": True}]:
        answer = software.post("/drafts", json={"form": "quyet-dinh", "values": typed})
        assert problem(answer)[0] == 422, typed
        assert str(answer.json["field"]).split(".")[0] in typed


@pytest.mark.slow
def test_ten_million_letters_are_refused(software: Software) -> None:
    for name, value in (("body", "ă" * 10_000_000), ("subject", "x" * 10_000_000), ("recipients", ["y" * 10_000_000])):
        answer = software.post("/drafts", json={"form": "ke-hoach", "values": {name: value}})
        assert problem(answer) == (422, "too_long"), name
    answer = software.post("/drafts", json={"text": "x" * 10_000_000})
    assert problem(answer) == (422, "invalid_request")


def test_two_thousand_lines_come_by_page_as_by_software(software: Software, app: Flask, office: Parts) -> None:
    many = [f"Đơn vị số {count}" for count in range(2000)]
    made = software.post("/drafts", json={"form": "ke-hoach", "values": {**PLAN, "recipients": many}}).json
    client = session_of(app, "vanthu")
    typed = {**PLAN, "bases": "", "recipients": "\r\n".join([*many, "thêm một"]), "revision": "1"}
    assert post(client, f"/drafts/{made['id']}", typed, content_type="multipart/form-data").status_code == 302
    assert len(software.get(f"/drafts/{made['id']}").json["values"]["recipients"]) == 2001


def test_a_revision_that_is_none_is_told(app: Flask, office: Parts, clerk: Actor) -> None:
    draft, client = drafts.create(office, clerk, "ke-hoach", PLAN), session_of(app, "vanthu")
    for revision in ("", "x", "9" * 5000, "-1", "1.0", "9" * 30):
        answer = post(client, f"/drafts/{draft.id}", {"subject": "mới", "revision": revision})
        assert answer.status_code in (400, 412), revision
    assert drafts.get(office, clerk, draft.id).subject == PLAN["subject"]


BROKEN = [
    ("multipart/form-data", b"--x\r\nno boundary was told"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="form"\r\n\r\nke-hoach'),
    ("multipart/form-data; boundary=" + "x" * 500, b"\x00\xff" * 200),
    ("application/x-www-form-urlencoded", b"%ff%fe=%00&form=%zz"),
    ("application/json", b"{"),
    ("text/xml", b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>"),
    ("\u00e9", b"x"),
]


def test_a_broken_form_gets_a_sentence(app: Flask, office: Parts) -> None:
    client = session_of(app, "soanthao")
    headers = {"X-CSRFToken": csrf(client, "/account")}
    for (content_type, body), address in product(BROKEN, ("/drafts/", "/drafts/text", "/login", "/language")):
        answer = client.post(address, data=body, content_type=content_type, headers=headers)
        assert answer.status_code in (302, 400, 404, 415, 422), (address, content_type, answer.status_code)
        assert "Traceback" not in answer.get_data(as_text=True)
    assert drafts.mine(office, people_actor(office, "soanthao")) == []


def people_actor(office: Parts, login: str) -> Actor:
    with office.db.read() as session:
        person = people.user_named(session, login)
    assert person is not None
    return people.actor_of(person)


def test_any_name_may_knock_at_the_door(client: FlaskClient) -> None:
    for typed in ("\x00", "a\x00b", "\ud7ff\U0010ffff", "\u202eadmin", "x" * 100_000, "' OR 1=1 --", "a\u0301" * 65):
        answer = client.post("/login", data={"username": typed, "password": typed, "csrf_token": csrf(client)})
        assert answer.status_code in (200, 403), typed
    assert client.get("/account").status_code == 302


# addresses


PATHS = ["../../secret.key", "..%2f..%2fsecret.key", "%2e%2e/secret.key", "document.pdf%00.png", "document.pdf/..", "."]


def test_no_file_but_the_documents_own_can_be_named(app: Flask, office: Parts, issued: Document) -> None:
    client, software = session_of(app, "kiemtra"), Software(app, token(office, "vanthu", "read"))
    for name in PATHS:
        for address in (
            f"/documents/{issued.id}/files/{name}",
            f"/static/{name}",
            f"/documents/{issued.id}/{name}/pdf",
        ):
            assert client.get(address).status_code == 404, address
        assert problem(software.get(f"/documents/{issued.id}/files/{name}"))[0] == 404, name


HUGE = "9" * 30
ODD = [
    "/documents/{id}/pages/{huge}-794.png",
    "/documents/{id}/pages/0-794.png",
    "/documents/{id}/pages/-1-794.png",
    "/documents/{id}/pages/1-{huge}.png",
    "/documents/{id}/pages/1-0.png",
    "/documents/" + "0" * 32,
    "/documents/" + "G" * 32,
    "/documents/..",
    "/drafts/" + "0" * 33,
    "/drafts/{huge}/preview",
    "/registers/{huge}",
    "/registers/0",
    "/registers/-2026",
    "/registers/2026/first-number/..",
    "/registers/numbers/{huge}/void",
    "/registers/numbers/..%2f..%2fetc/void",
    "/forms/..",
    "/forms/..%2f..%2fkinds.toml",
    "/forms/%00",
    "/forms/ke-hoach%00",
    "/admin/users/{huge}",
    "/admin/users/{big}",
    "/admin/users/0",
    "/admin/signers/{huge}",
    "/admin/units/{huge}",
    "/admin/abbreviations/{huge}",
    "/admin/abbreviations/new?of={huge}",
    "/admin/tokens/{huge}",
    "/%00",
    "/%ff%fe",
]


def test_an_address_that_cannot_be_is_not_there(app: Flask, issued: Document) -> None:
    for client, address in product([session_of(app, "vanthu"), session_of(app, "quantri")], ODD):
        answer = client.get(address.format(id=issued.id, huge=HUGE, big=2**31))
        assert answer.status_code in (403, 404, 405), address


def test_a_form_to_a_number_without_end_changes_nothing(app: Flask) -> None:
    client = session_of(app, "quantri")
    for rule in [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ()) and "<int" in rule.rule]:
        for number in (HUGE, str(2**31), "0"):
            assert post(client, re.sub("<int.*?>", number, rule.rule)).status_code in (401, 403, 404, 405), rule


QUERIES = [
    "/search?q=%00&year={huge}&page={huge}&from=9999-99-99&to=0000-00-00&kind=../..&signer=%ff",
    "/search?q=" + "(" * 900,
    "/search?q=năm:{huge} số:{huge} {huge}/KH-UBND",
    "/search?page=-1",
    "/search?q=thi+đua&order=__class__&status=%00&origin=../..&urgency=%ff&issuer=" + "x" * 900,
    "/search/completions?q=%00%ff" + "(" * 900,
    "/documents/{id}?q=%00%ff{huge}" + "(" * 900,
    "/registers/2026?page={huge}&sort=--x&series=../..&state=%00",
    "/registers/2026?page=-{huge}",
    "/registers/2026.csv?series=%00",
    "/registers/2026/print?series=../../etc",
    "/drafts/mine?sort=----updated&form=..&state=%00",
    "/drafts/mine?sort=__class__",
    "/documents/{id}?zoom={huge}&back=%00%ff",
    "/documents/{id}?back=q%3D%253Cscript%253E",
]


def test_any_question_in_an_address_is_answered(app: Flask, office: Parts, issued: Document) -> None:
    search.index_waiting(office)
    client = session_of(app, "vanthu")
    for address in QUERIES:
        answer = client.get(address.format(id=issued.id, huge=HUGE))
        assert answer.status_code == 200, address
        assert "<script>" not in answer.get_data(as_text=True)


def test_any_question_becomes_a_list_or_is_refused(app: Flask, office: Parts, issued: Document) -> None:
    search.index_waiting(office)
    client = session_of(app, "vanthu")
    for asked in (
        "q=%00&page={huge}",
        "q=" + "(" * 900,
        "q=thi+đua&order=__class__&status=%00",
        "\x00&%ff=;=&=",
        "{huge}",
    ):
        answer = post(client, "/search/lists", {"asked": asked.format(huge=HUGE), "format": "csv"})
        assert answer.status_code == 200 and answer.mimetype == "text/csv", asked
    assert post(client, "/search/lists", {"asked": "", "format": "../csv\x00"}).status_code == 400


def test_the_journal_begins_anywhere(app: Flask) -> None:
    auditor = session_of(app, "kiemtra")
    for before in (HUGE, f"-{HUGE}", "x", "0", "%00"):
        assert auditor.get(f"/admin/journal?before={before}").status_code == 200


def test_a_question_of_software_is_answered_or_refused(software: Software) -> None:
    for year in ("0", HUGE, "99999", "2026abc"):
        answer = software.get(f"/registers/{year}")
        assert answer.status_code == 404 or answer.json["items"] == [], year
    for query in (
        "limit=0",
        f"limit={HUGE}",
        "limit=-1",
        f"year={HUGE}",
        f"year=-{HUGE}",
        "year=0",
        "from=x",
        "cursor=%00",
    ):
        assert software.get(f"/documents?{query}").status_code in (200, 400, 422), query
    for query in (f"q={'x' * 1001}", "kind=%00", "nosuch=1", "signer=%ff", "q=%00", f"q=năm:{HUGE}", "to=0001-01-01"):
        assert software.get(f"/documents?{query}").status_code in (200, 400, 422), query


def test_a_download_cannot_carry_headers(app: Flask, office: Parts, tmp_path: Path) -> None:
    archive = Office(tmp_path, office.db, office.store)
    evil = '01/KH-"; x\r\nSet-Cookie: a=b\r\n/../é\x00'
    document = archive.issue(AGENCY, "ke-hoach", subject=evil, reference=evil)
    answer = session_of(app, "kiemtra").get(f"/documents/{document.id}/files/values.json")
    told = answer.headers["Content-Disposition"]
    assert answer.status_code == 200 and not re.search(r'[\r\n/\\"\x00]', told)
    assert not any(cookie.startswith("a=b") for cookie in answer.headers.getlist("Set-Cookie"))


def test_nowhere_does_the_office_lead_to_another_site(app: Flask) -> None:
    client = session_of(app, "vanthu")
    for wanted in (
        "/\\/evil.example",
        "/%09/evil",
        "///evil",
        "/ /evil",
        "/\u2028/evil",
        "https:evil",
        "/..//evil",
        "//\x00evil",
    ):
        in_already = client.get("/login", query_string={"next": wanted}).location
        spoken = post(client, "/language", {"language": "vi", "next": wanted}).location
        for target in (in_already, spoken):
            assert target.startswith("/") and not target.startswith(("//", "/\\", "/\t")), wanted


# another agency on the same machine


@pytest.fixture
def neighbour(office: Parts, tmp_path: Path) -> dict[str, str]:
    """A second agency with a drafter, a draft, a signer, a token, a unit, a held number and an issued document."""
    second = {"id": OTHER, "code": "H49.64.99", "superior": [], "name": ["XÃ HÒA BÌNH"], "full_name": "Xã Hòa Bình"}
    archive = Office(tmp_path, office.db, office.store)
    archive.add(
        {**second, "abbreviation": "UBND", "place": "Hòa Bình", "pattern": "kind", "valid_from": date(2025, 1, 1)}
    )
    with office.db.write() as session:
        person = people.add_user(
            session,
            OTHER,
            username="lang",
            full_name="Láng Giềng",
            roles=["records_clerk", "administrator"],
            password=PASSWORD,
        )
        signer = people.add_signer(
            session, OTHER, full_name="Người Ký Bên", authority="", own_title="CHỦ TỊCH", valid_from=date(2025, 1, 1)
        )
        unit = people.add_unit(session, OTHER, abbreviation="XX", name="Phòng Bên")
        naming = {"superior": [], "name": ["BAN BÊN"], "full_name": "Ban Láng giềng", "place": "Hòa Bình"}
        opened = date(2025, 1, 1)
        body = bodies.add_body(session, OTHER, sort="advisory", valid_from=opened, abbreviation="BAN", **naming)
        recipient = add_recipient(session, OTHER, name="Nơi nhận láng giềng")
        abbreviations.add(session, OTHER, Meaning("LG", "láng giềng"), by="test")
        abbreviation = abbreviations.listed(session, OTHER)
        tokens.make_token(session, person, label="bên", scopes=["read"], now=office.now())
        key = tokens.tokens(session, OTHER)[0]
    draft = drafts.create(office, people.actor_of(person), "ke-hoach", {**PLAN, "subject": "Bí ẩn láng giềng"})
    held = archive.reserve(OTHER, "quyet-dinh")
    document = archive.issue(OTHER, "ke-hoach", subject="Bí ẩn láng giềng", signer_name="Người Ký Bên")
    search.index_waiting(office)
    run = bring.begin(office, people.actor_of(person), "Kho láng giềng", "upload")
    file = bring.add(office, people.actor_of(person), run.id, "láng giềng.pdf", io.BytesIO(b"%PDF-"))
    assert file is not None
    return {
        "run": run.id,
        "file": file.id,
        "draft": draft.id,
        "document": document.id,
        "number": held.id,
        "signer": str(signer.id),
        "body": str(body.id),
        "recipient": str(recipient.id),
        "user": str(person.id),
        "unit": str(unit.id),
        "abbreviation": next(str(row.id) for row in abbreviation if row.id),
        "token": str(key.id),
    }


FOREIGN = [
    "/drafts/{draft}",
    "/drafts/{draft}/current",
    "/drafts/{draft}/preview",
    "/drafts/{draft}/preview.pdf",
    "/drafts/{draft}/pages/1.png",
    "/drafts/{draft}/progress",
    "/drafts/{document}/progress",
    "/documents/{document}",
    "/documents/{document}/pdf",
    "/documents/{document}/citations",
    "/documents/{document}/pages/1-794.png",
    "/documents/{document}/files/document.docx",
    "/documents/{document}/files/metadata.json",
    "/registers/numbers/{number}/void",
    "/admin/users/{user}",
    "/admin/signers/{signer}",
    "/admin/bodies/{body}",
    "/admin/abbreviations/{abbreviation}",
    "/recipients/{recipient}",
    "/imports/{run}",
    "/imports/new?run={run}",
    "/imports/{run}/report.csv",
    "/imports/files/{file}",
    "/imports/files/{file}/pages/1-794.png",
    "/imports/documents/{document}",
]


def test_what_another_agency_has_is_not_there(app: Flask, neighbour: dict[str, str]) -> None:
    clerk, admin = session_of(app, "vanthu"), session_of(app, "quantri")
    for address in FOREIGN:
        answer = (admin if address.startswith("/admin") else clerk).get(address.format(**neighbour))
        assert answer.status_code == 404, address
        assert "láng giềng" not in answer.get_data(as_text=True).lower()


OF_THE_MACHINE = {"fingerprint"}
"""Arguments of addresses that name nothing of an agency: whom to trust is said once for the whole installation."""


def test_what_another_agency_has_cannot_be_changed(app: Flask, office: Parts, neighbour: dict[str, str]) -> None:
    clerk, admin = session_of(app, "vanthu"), session_of(app, "quantri")
    for step in ("files", "closing", "pause", "resumption", "cancellation", "acceptance", "undoing"):
        assert post(clerk, f"/imports/{neighbour['run']}/{step}", {"count": "0"}).status_code == 404, step
    for step in ("", "/undoing", "/drop", "/other", "/joining"):
        assert post(clerk, f"/imports/files/{neighbour['file']}{step}", {"subject": "x"}).status_code == 404, step
    steps = ("", "/issue", "/hand-over", "/take-back", "/return", "/discard", "/restore", "/unplaced")
    sent = {"subject": "chiếm", "revision": "1", "note": "x", "reason": "x"}
    for step in steps:
        assert post(clerk, f"/drafts/{neighbour['draft']}{step}", sent).status_code == 404, step
    assert post(clerk, f"/registers/numbers/{neighbour['number']}/void", sent).status_code == 404
    for step in ("", "/former", "/former/1/removal", "/removal", "/return", "/merge"):
        answer = post(clerk, f"/recipients/{neighbour['recipient']}{step}", {"name": "x", "former": "x", "into": "99"})
        assert answer.status_code == 404, step
    rules = [
        rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/admin") and "POST" in (rule.methods or ())
    ]
    asked = 0
    for rule in rules:
        for name in rule.arguments - OF_THE_MACHINE:
            key = name.removesuffix("_id")
            with app.test_request_context():
                address = app.url_map.bind("localhost").build(rule.endpoint, {name: int(neighbour[key])}, method="POST")
            assert post(admin, address, {"full_name": "x"}).status_code == 404, address
            asked += 1
    assert asked >= 7


def test_another_agencys_words_are_neither_found_nor_counted(
    app: Flask, software: Software, neighbour: dict[str, str]
) -> None:
    for q in ("Bí ẩn láng giềng", "", "năm:2026", 'người ký:"Người Ký Bên"', "01/KH-UBND", "số:01"):
        found = software.get("/documents", query_string={"q": q}).json
        assert (found["items"], found["total"]) == ([], 0), q
        assert not any(found["facets"].values()), q
    page = session_of(app, "kiemtra").get("/search?q=láng+giềng").get_data(as_text=True)
    assert "Người Ký Bên" not in page
    assert software.get("/registers/2026").json["items"] == []
    assert "Người Ký Bên" not in json.dumps(software.get("/forms/ke-hoach").json, ensure_ascii=False)


def test_another_agencys_signer_signs_nothing_here(
    software: Software, office: Parts, neighbour: dict[str, str]
) -> None:
    for signer in (neighbour["signer"], "Người Ký Bên"):
        made = software.post("/drafts", json={"form": "ke-hoach", "values": {**PLAN, "signer": signer}}).json
        assert [one["code"] for one in made["problems"]] == ["signer_unknown"]
        assert "XÃ HÒA BÌNH" not in json.dumps(made, ensure_ascii=False)


def test_software_of_another_agency_cannot_reach_over(app: Flask, office: Parts, neighbour: dict[str, str]) -> None:
    software = Software(app, token(office, "vanthu", *ALL))
    draft, document = neighbour["draft"], neighbour["document"]
    assert problem(software.get(f"/drafts/{draft}")) == (404, "not_found")
    assert problem(software.get(f"/drafts/{draft}/preview.pdf")) == (404, "not_found")
    assert problem(software.post(f"/drafts/{draft}/issue")) == (404, "not_found")
    assert problem(software.post(f"/drafts/{document}/issue")) == (404, "not_found")
    changed = software.patch(f"/drafts/{draft}", json={"values": {"subject": "x"}}, headers={"If-Match": "*"})
    assert problem(changed) == (404, "not_found")
    key = {"Idempotency-Key": "k"}
    mine = software.post("/drafts", json={"form": "ke-hoach", "values": PLAN}, headers=key).json["id"]
    theirs = Software(app, token(office, "lang", "read", "draft"))
    assert theirs.post("/drafts", json={"form": "ke-hoach", "values": PLAN}, headers=key).json["id"] != mine


# who may do what


def test_people_of_other_roles_do_not_see_a_drafters_drafts(app: Flask, office: Parts, drafter: Actor) -> None:
    draft = drafts.create(office, drafter, "ke-hoach", PLAN)
    for login in ("quantri", "kiemtra"):
        client = session_of(app, login)
        for address in ("", "/current", "/preview", "/preview.pdf", "/pages/1.png"):
            assert client.get(f"/drafts/{draft.id}{address}").status_code in (403, 404), (login, address)
        for step in ("", "/issue", "/hand-over", "/discard"):
            assert post(client, f"/drafts/{draft.id}{step}").status_code in (403, 404), (login, step)
    with office.db.write() as session:
        people.add_user(session, AGENCY, username="khac", full_name="Người Khác", roles=["drafter"], password=PASSWORD)
    assert session_of(app, "khac").get(f"/drafts/{draft.id}").status_code == 404


def test_what_was_handed_over_is_not_changed_behind_the_clerks_back(
    app: Flask, office: Parts, drafter: Actor, clerk: Actor
) -> None:
    draft = drafts.create(office, drafter, "ke-hoach", PLAN)
    handed = drafts.hand_over(office, drafter, draft.id)
    with pytest.raises(WrongState):
        drafts.save(office, drafter, draft.id, {**PLAN, "subject": "Sửa lén"}, handed.revision)
    software = Software(app, token(office, "soanthao", "read", "draft"))
    sent = {"values": {"subject": "Sửa lén"}}
    answer = software.patch(f"/drafts/{draft.id}", json=sent, headers={"If-Match": f'"{handed.revision}"'})
    assert problem(answer) == (409, "wrong_state")
    assert drafts.save(office, clerk, draft.id, {**PLAN, "subject": "Văn thư sửa"}, handed.revision).subject


def test_a_drafter_issues_by_no_door(app: Flask, office: Parts, drafter: Actor) -> None:
    draft = drafts.create(office, drafter, "ke-hoach", PLAN)
    assert post(session_of(app, "soanthao"), f"/drafts/{draft.id}/issue").status_code == 403
    assert problem(Software(app, token(office, "soanthao", "draft")).post(f"/drafts/{draft.id}/issue")) == (
        403,
        "forbidden",
    )


def test_a_role_taken_away_is_taken_from_the_token_too(app: Flask, office: Parts, clerk: Actor) -> None:
    software = Software(app, token(office, "vanthu", *ALL))
    draft = drafts.create(office, clerk, "ke-hoach", PLAN)
    with office.db.write() as session:
        person = people.user_named(session, "vanthu")
        assert person is not None
        people.change_user(session, person, full_name=person.full_name, roles=["auditor"], by="test")
    assert problem(software.post(f"/drafts/{draft.id}/issue")) == (403, "forbidden")
    assert problem(software.post("/drafts", json={"form": "ke-hoach", "values": {}})) == (403, "forbidden")
    assert software.get("/forms").status_code == 200


def test_an_expired_and_a_withdrawn_token_say_the_same(app: Flask, office: Parts) -> None:
    secret = token(office, "vanthu", "read")
    with office.db.write() as session:
        tokens.tokens(session, AGENCY)[0].expires = office.now()
    late = Software(app, secret).get("/forms")
    gone = Software(app, token(office, "vanthu", "read"))
    with office.db.write() as session:
        tokens.withdraw_token(session, tokens.tokens(session, AGENCY)[0], now=office.now(), by="test")
    assert problem(late) == problem(gone.get("/forms")) == (401, "login_needed")


def test_a_login_opens_a_new_session(app: Flask) -> None:
    client = app.test_client()
    client.get("/login")
    before = client.get_cookie("session")
    log_in(client, "vanthu")
    during = client.get_cookie("session")
    assert before and during and before.value != during.value
    with client.session_transaction() as kept:
        assert kept["_user_id"]
    foreign = app.test_client()
    foreign.set_cookie("session", before.value)
    assert foreign.get("/account").status_code == 302


def test_knocking_wrongly_at_one_name_locks_nobody_else_and_not_for_ever(app: Flask, office: Parts) -> None:
    clock = [office.now()]
    office.now = lambda: clock[0]
    attacker = app.test_client()
    for name in ("vanthu", "quantri"):
        for _ in range(8):
            told = log_in(attacker, name, "Sai-mat-khau-1")
        assert told.status_code == 429 and "phút" in html.unescape(told.get_data(as_text=True))
    assert log_in(app.test_client(), "soanthao").status_code == 302
    assert log_in(app.test_client(), "vanthu").status_code == 429
    clock[0] += timedelta(minutes=16)
    assert log_in(app.test_client(), "vanthu").status_code == 302


def test_knocking_while_locked_does_not_make_the_lock_longer(app: Flask, office: Parts) -> None:
    clock = [office.now()]
    office.now = lambda: clock[0]
    for _ in range(20):
        log_in(app.test_client(), "vanthu", "Sai-mat-khau-1")
        clock[0] += timedelta(seconds=30)
    clock[0] += timedelta(minutes=8)
    assert log_in(app.test_client(), "vanthu").status_code == 302


# races


def test_of_many_changes_at_once_one_is_kept_and_the_rest_are_told(app: Flask, office: Parts) -> None:
    secret = token(office, "vanthu", *ALL)
    draft = Software(app, secret).post("/drafts", json={"form": "ke-hoach", "values": PLAN}).json["id"]

    def change(count: int) -> int:
        sent = {"values": {"subject": f"Bản {count}"}}
        return Software(app, secret).patch(f"/drafts/{draft}", json=sent, headers={"If-Match": '"1"'}).status_code

    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(change, range(8))) == [200] + [412] * 7


def test_one_key_sent_many_times_at_once_makes_one_draft(app: Flask, office: Parts, clerk: Actor) -> None:
    secret = token(office, "vanthu", *ALL)
    body = {"form": "ke-hoach", "values": PLAN}

    def make(_: int) -> str:
        answer = Software(app, secret).post("/drafts", json=body, headers={"Idempotency-Key": "mot"})
        return str(answer.json["id"])

    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(make, range(8)))) == 1
    assert len(drafts.mine(office, clerk)) == 1


def test_an_office_is_founded_once(empty: Parts) -> None:
    app = create_app(parts=empty)
    typed = {
        "full_name": "Ủy ban nhân dân xã Tân Hòa",
        "name": "ỦY BAN NHÂN DÂN\nXÃ TÂN HÒA",
        "abbreviation": "UBND",
        "place": "Tân Hòa",
        "pattern": "kind",
        "password": PASSWORD,
        "again": PASSWORD,
    }

    def found(count: int) -> int:
        client = app.test_client()
        person = {"person": f"Người {count}", "username": f"nguoi{count}", "csrf_token": csrf(client, "/welcome")}
        return client.post("/welcome", data={**typed, **person}).status_code

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(found, range(4))) == [302, 404, 404, 404]


# the office changes under a document


def numbered(office: Parts, actor: Actor, draft: Draft) -> str:
    number = path.number_for(office, actor, path.check(office, actor, draft.id))
    return f"{number.number:02d}/{number.symbol}"


def test_a_clock_that_runs_backwards_gives_no_number(office: Parts, clerk: Actor) -> None:
    later = at(office, office.now() + timedelta(days=2))
    assert numbered(later, clerk, drafts.create(later, clerk, "ke-hoach", PLAN)) == "01/KH-UBND"
    draft = drafts.create(office, clerk, "ke-hoach", PLAN)
    with pytest.raises(DateBeforeLast):
        numbered(office, clerk, draft)
    assert drafts.save(office, clerk, draft.id, {**PLAN, "subject": "còn sửa được"}, 1).revision == 2
    assert numbered(later, clerk, drafts.get(later, clerk, draft.id)) == "02/KH-UBND"


def test_midnight_of_new_year_in_viet_nam_divides_the_registers(office: Parts, clerk: Actor) -> None:
    before, after = datetime(2026, 12, 31, 16, 59, tzinfo=UTC), datetime(2026, 12, 31, 17, 1, tzinfo=UTC)
    old, new = at(office, before), at(office, after)
    assert (old.today(), new.today()) == (date(2026, 12, 31), date(2027, 1, 1))
    last = drafts.create(old, clerk, "ke-hoach", PLAN)
    assert numbered(old, clerk, last) == "01/KH-UBND"
    assert numbered(new, clerk, drafts.create(new, clerk, "ke-hoach", PLAN)) == "01/KH-UBND"
    number = path.number_for(new, clerk, path.check(new, clerk, last.id))
    assert (number.year, number.dated) == (2026, date(2026, 12, 31))


def test_another_way_of_counting_begins_with_its_year(office: Parts, clerk: Actor) -> None:
    assert numbered(office, clerk, drafts.create(office, clerk, "ke-hoach", PLAN)) == "01/KH-UBND"
    held = drafts.create(office, clerk, "ke-hoach", PLAN)
    assert numbered(office, clerk, held) == "02/KH-UBND"
    with office.db.write() as session:
        set_pattern(session, office.store, agency_id=AGENCY, from_year=2027, pattern="common", actor="test")
    new = at(office, datetime(2027, 1, 4, 3, tzinfo=UTC))
    assert numbered(new, clerk, held) == "02/KH-UBND"
    kinds = ("ke-hoach", "bao-cao")
    made = [drafts.create(new, clerk, kind, PLAN) for kind in kinds]
    assert [numbered(new, clerk, draft) for draft in made] == ["01/KH-UBND", "02/BC-UBND"]


def test_an_agency_renamed_keeps_the_number_it_gave(office: Parts, clerk: Actor) -> None:
    draft = drafts.create(office, clerk, "ke-hoach", PLAN)
    renamed = {
        "superior": [],
        "name": ["XÃ TÂN HÒA MỚI"],
        "full_name": "Xã Tân Hòa Mới",
        "abbreviation": "TH",
        "place": "Tân Hòa",
    }
    with office.db.write() as session:
        rename_agency(session, office.store, agency_id=AGENCY, valid_from=office.today(), actor="test", **renamed)
    assert numbered(office, clerk, draft) == "01/KH-TH"
    tomorrow = at(office, office.now() + timedelta(days=1))
    with office.db.write() as session:
        again = {**renamed, "abbreviation": "XYZ"}
        rename_agency(session, office.store, agency_id=AGENCY, valid_from=tomorrow.today(), actor="test", **again)
    assert numbered(tomorrow, clerk, draft) == "01/KH-TH"


def test_a_signer_who_may_no_longer_sign_is_told_before_a_number_is_given(office: Parts, clerk: Actor) -> None:
    draft = drafts.create(office, clerk, "ke-hoach", PLAN)
    with office.db.write() as session:
        people.signer(session, AGENCY, 1).valid_until = office.today() - timedelta(days=1)
    with pytest.raises(NotReady) as told:
        path.issue(office, clerk, draft.id)
    assert [one["code"] for one in told.value.data["problems"]] == ["signer_expired"]
    assert registers.book(office, clerk, 2026) == []
    assert drafts.save(office, clerk, draft.id, {**PLAN, "signer": "2"}, 1).revision == 2


def test_a_filed_document_is_recorded_whatever_changed_since(office: Parts, clerk: Actor, tmp_path: Path) -> None:
    """A power cut between filing and recording, and by the next morning the signer's authority has ended."""
    draft = drafts.create(office, clerk, "ke-hoach", PLAN)
    archive = Office(tmp_path, office.db, office.store)
    archive.put(*archive.filing(archive.reserve(AGENCY, "ke-hoach", draft_id=draft.id), "ke-hoach"))
    with office.db.write() as session:
        people.signer(session, AGENCY, 1).valid_until = office.today() - timedelta(days=1)
    assert path.issue(office, clerk, draft.id).reference == "01/KH-UBND"
    assert drafts.get(office, clerk, draft.id).state == "issued"


def test_voiding_waits_for_the_issue_of_its_draft(office: Parts, clerk: Actor, tmp_path: Path) -> None:
    draft = drafts.create(office, clerk, "ke-hoach", PLAN)
    archive = Office(tmp_path, office.db, office.store)
    number = archive.reserve(AGENCY, "ke-hoach", draft_id=draft.id)
    archive.put(*archive.filing(number, "ke-hoach"))
    outcomes: list[object] = []

    def void() -> None:
        try:
            registers.void_number(office, clerk, number.id, "thử")
        except Exception as error:
            outcomes.append(error)

    def reached(step: str) -> None:
        if step == "file":
            other.start()
            other.join(0.3)
            assert other.is_alive()

    other = threading.Thread(target=void)
    assert path.issue(office, clerk, draft.id, reached).reference == "01/KH-UBND"
    other.join(10)
    assert len(outcomes) == 1
    assert [line.state for line in registers.book(office, clerk, 2026)] == ["issued"]


def test_whoever_saves_while_a_number_is_held_is_told_the_number(app: Flask, office: Parts, clerk: Actor) -> None:
    draft = drafts.create(office, clerk, "ke-hoach", PLAN)
    numbered(office, clerk, draft)
    with pytest.raises(DraftLocked):
        drafts.save(office, clerk, draft.id, PLAN, 1)
    client = session_of(app, "vanthu")
    for step in ("", "/discard", "/hand-over"):
        answer = post(client, f"/drafts/{draft.id}{step}", {"revision": "1", "note": "x", "subject": "x"})
        assert answer.status_code == 409, step
        assert "01/KH-UBND" in answer.get_data(as_text=True), step


# what stands around the office fails


@pytest.mark.slow
def test_every_answer_has_the_headers_that_guard_it(app: Flask, issued: Document) -> None:
    clerk, stranger = session_of(app, "vanthu"), app.test_client()
    for rule in app.url_map.iter_rules():
        with app.test_request_context():
            values = dict.fromkeys(rule.arguments, 2026 if "int" in rule.rule else issued.id)
            address = app.url_map.bind("localhost").build(rule.endpoint, values, force_external=False)
        if "preview" in address or address.endswith("pages/2026.png"):
            continue  # these wait for LibreOffice; the path of their answers is the same
        for client, method in product((clerk, stranger), ("GET", "POST", "DELETE", "OPTIONS", "BREW")):
            answer = client.open(address, method=method)
            assert not HEADERS.items() - dict(answer.headers).items(), (address, method, answer.status)
            if address.startswith("/api/v1") and answer.status_code >= 400:
                assert problem(answer)[0] == answer.status_code, (address, method)


def test_pages_have_no_script_or_style_of_their_own(app: Flask, issued: Document) -> None:
    clerk, admin = session_of(app, "vanthu"), session_of(app, "quantri")
    for client, address in (
        *(
            (clerk, page)
            for page in ("/", "/drafts/", "/search", f"/documents/{issued.id}", "/registers/2026", "/forms/")
        ),
        *((admin, page) for page in ("/admin", "/admin/signers/new", "/admin/tokens/new", "/account", "/nowhere")),
    ):
        text = client.get(address).get_data(as_text=True)
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text), address
        assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text)), address


@pytest.mark.parametrize("how", ["gone", "garbage", "a file"])
def test_pages_go_on_without_the_index(app: Flask, office: Parts, issued: Document, how: str) -> None:
    search.index_waiting(office)
    client, software = session_of(app, "vanthu"), Software(app, token(office, "vanthu", "read"))
    assert "/documents/" in client.get("/search?q=thi+đua").get_data(as_text=True)
    folder = office.config.data_dir / "index"
    if how == "garbage":
        for file in folder.rglob("*"):
            if file.is_file():
                file.write_bytes(b"\x00\xff garbage")
    else:
        shutil.rmtree(folder)
    if how == "a file":
        folder.write_text("not a folder")
    if how != "gone":  # in the other cases the service was started anew since
        office.__dict__.pop("engine", None)
    for address in ("/", "/drafts/", "/registers/2026", f"/documents/{issued.id}", "/search", "/search?q=thi+đua"):
        assert client.get(address).status_code == 200, address
    assert software.get("/documents?q=thi").status_code in (200, 503)
    assert client.get("/healthz").status_code == client.get("/readyz").status_code == 200


def test_a_locked_database_says_try_again_and_reading_goes_on(
    app: Flask, office: Parts, clerk: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.db.BUSY_SECONDS", 0.2)
    office.db = Database(office.config.database_url)
    client, secret = session_of(app, "vanthu"), token(office, "vanthu", *ALL)
    draft = drafts.create(office, clerk, "ke-hoach", PLAN)
    Software(app, secret).get("/forms")  # the hour of its last use is noted
    sent = {**PLAN, "recipients": "Sở Nội vụ", "bases": "", "subject": "đợi", "revision": "1"}
    other = sqlite3.connect(office.config.data_dir / "office.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        answer = post(client, f"/drafts/{draft.id}", sent)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert "đang bận" in answer.get_data(as_text=True)
        assert problem(Software(app, secret).post("/drafts", json={"form": "ke-hoach", "values": {}}))[0] == 503
        assert client.get(f"/drafts/{draft.id}").status_code == 200
    finally:
        other.rollback()
        other.close()
    assert post(client, f"/drafts/{draft.id}", sent).status_code == 302


def test_a_broken_database_is_told_in_a_sentence(app: Flask, office: Parts) -> None:
    client = session_of(app, "vanthu")
    office.db.close()
    for file in office.config.data_dir.glob("office.db*"):
        file.write_bytes(b"no database at all" * 500)
    page = client.get("/registers/2026")
    text = page.get_data(as_text=True)
    assert page.status_code == 500 and "hãy thử lại" in text
    assert "Traceback" not in text and "sqlite" not in text.lower()
    assert not HEADERS.items() - dict(page.headers).items()
    answer = client.get("/api/v1/forms", headers={"Authorization": "Bearer vp_x"})
    assert problem(answer) == (500, "service_error")
    assert app.test_client().get("/healthz").status_code == 200
    assert app.test_client().get("/readyz").status_code == 503


def test_a_storage_that_cannot_be_written_changes_no_row(app: Flask, office: Parts, clerk: Actor) -> None:
    client = session_of(app, "vanthu")
    office.store.root.rename(office.store.root.with_name("elsewhere"))
    office.store.root.write_text("a file where the storage should be")
    sent = {"series": "ke-hoach", "first": "42", "reason": "Chuyển từ sổ giấy"}
    answer = post(client, "/registers/2026/first-number", sent)
    assert answer.status_code in (500, 503)
    assert "Traceback" not in answer.get_data(as_text=True)
    assert registers.registers(office, clerk, 2026) == []
    office.store.root.unlink()
    office.store.root.with_name("elsewhere").rename(office.store.root)
    assert post(client, "/registers/2026/first-number", sent).status_code == 302


def test_the_cache_may_vanish_while_pages_are_read(app: Flask, office: Parts, issued: Document) -> None:
    client = session_of(app, "vanthu")
    for harm in (lambda: None, lambda: shutil.rmtree(office.config.cache_dir), lambda: None):
        harm()
        assert client.get(f"/documents/{issued.id}/pages/2-160.png").mimetype == "image/png"


def test_a_form_that_was_taken_away_leaves_the_desk_usable(app: Flask, office: Parts, clerk: Actor) -> None:
    draft = drafts.create(office, clerk, "ke-hoach", PLAN)
    client = session_of(app, "vanthu")
    office.forms = {name: form for name, form in office.forms.items() if name != "ke-hoach"}
    for address in ("/", "/drafts/mine", "/drafts/", "/forms/", "/drafts/mine.csv"):
        assert client.get(address).status_code == 200, address
    assert client.get(f"/drafts/{draft.id}").status_code == 404


def test_what_administrators_type_is_printable(app: Flask, office: Parts, clerk: Actor) -> None:
    """Names reach the paper: what XML cannot hold, and what turns reading around, must not come in with them."""
    admin = session_of(app, "quantri")
    odd = "Trần\x00 \u202eVăn\x07 Ký\ufffe <w:p>{{ x }}"
    who = {
        "full_name": odd,
        "authority": "",
        "own_title": "CHỦ\x0b TỊCH\u200f",
        "valid_from": "2026-01-01",
        "user_id": "",
    }
    assert post(admin, "/admin/signers/new", who).status_code == 302
    assert post(admin, "/admin/units", {"abbreviation": "VP\x00X", "name": "Văn\x00 phòng"}).status_code in (200, 302)
    with office.db.read() as session:
        signer = next(one for one in people.signers(session, AGENCY) if "{{ x }}" in one.full_name)
    block = people.block(signer)
    form = office.forms["ke-hoach"]
    docx = fill(form, clean(form, PLAN), LETTERHEAD, SignerBlock(tuple(block[0]), block[1]), Stamp("KH-UBND"))
    printed = " ".join(node.text or "" for node in Docx(io.BytesIO(docx)).element.iter() if node.tag.endswith("}t"))
    assert "<w:p>{{ x }}" in printed and "\u202e" not in printed and "\u200f" not in printed


def test_a_message_longer_than_a_cookie_is_not_lost(app: Flask, office: Parts, clerk: Actor) -> None:
    """`discard` names the draft in its message and offers the way back; both travel in the session's cookie."""
    chance = random.Random(30)
    subject = "".join(
        chance.choice("ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ ") for _ in range(500)
    ).strip()
    draft = drafts.create(office, clerk, "ke-hoach", {**PLAN, "subject": subject})
    client = session_of(app, "vanthu")
    assert post(client, f"/drafts/{draft.id}/discard").status_code == 302
    assert f"/drafts/{draft.id}/restore" in client.get("/").get_data(as_text=True)


def test_a_symbol_longer_than_the_register_takes_is_refused(software: Software) -> None:
    answer = software.post("/drafts", json={"form": "cong-van", "values": {"unit": "PHÒNG-" * 16}})
    assert problem(answer) == (422, "too_long")


@pytest.mark.slow
def test_a_symbol_that_breaks_into_two_lines_is_issued(office: Parts, clerk: Actor) -> None:
    """The paper breaks it after a hyphen; it must not cost a number that no document can have."""
    letter = {name: value for name, value in PLAN.items() if name != "bases"} | {"addressees": ["Sở Nội vụ"]}
    for number, unit in enumerate(("VĂN-PHÒNG-TCD", "WWWWWWWWWWWWWWW", "V  P", "<w:p>{{x}}&amp;"), 1):
        draft = drafts.create(office, clerk, "cong-van", {**letter, "unit": unit})
        overrule_everything(office, draft)
        assert path.issue(office, clerk, draft.id).reference == f"0{number}/UBND-{draft.values['unit']}"


# the same with paper in between


def on_paper(office: Parts, document: Document) -> tuple[int, str]:
    """Pages and words of the issued PDF, without blanks: lines may break anywhere."""
    pages = PdfReader(io.BytesIO(office.store.read(object_id(document.id), "document.pdf"))).pages
    return len(pages), "".join("".join(page.extract_text().split()) for page in pages)


@pytest.mark.slow
def test_syntax_of_every_language_is_printed_as_words(office: Parts, clerk: Actor) -> None:
    values = {
        **PLAN,
        "subject": LITERAL,
        "body": f"I. {LITERAL}\n1. {LITERAL}",
        "recipients": [LITERAL],
        "bases": [LITERAL],
    }
    draft = drafts.create(office, clerk, "ke-hoach", values)
    overrule_everything(office, draft)
    _, words = on_paper(office, path.issue(office, clerk, draft.id))
    for part in (
        "{{7*7}}",
        "{%forxiny%}",
        "<w:p><w:r/></w:p>",
        "<script>alert(1)</script>",
        "file:///etc/passwd",
        "&lt;b&gt;",
    ):
        assert words.count(part) >= 4, part
    assert "root:" not in words and "=cmd|'" in words


@pytest.mark.slow
def test_two_hundred_pages_to_two_thousand_recipients_are_issued(office: Parts, clerk: Actor) -> None:
    sentence = "Các cơ quan, đơn vị tổ chức thực hiện nghiêm túc, báo cáo kết quả đúng thời hạn quy định. " * 6
    many = {
        "body": "\n".join(f"Điều {count}. Nội dung thứ {count}\n1. {sentence}" for count in range(1, 1001)),
        "recipients": [f"Đơn vị số {count}" for count in range(1, 2001)],
        "awardees": [{"full_name": f"Ông Nguyễn Văn {count}"} for count in range(1, 2001)],
        "appendix_title": "Danh sách khen thưởng",
    }
    draft = drafts.create(office, clerk, "quyet-dinh", {**PLAN, **many})
    overrule_everything(office, draft)
    pages, words = on_paper(office, path.issue(office, clerk, draft.id))
    assert pages > 200
    assert all(last in words for last in ("Điều1000.", "Đơnvịsố2000", "ÔngNguyễnVăn2000", "01/QĐ-UBND"))
    assert search.index_waiting(office) == 1


@pytest.mark.slow
def test_whoever_saves_during_an_issue_is_told_and_what_was_checked_is_printed(office: Parts, clerk: Actor) -> None:
    draft = drafts.create(office, clerk, "ke-hoach", PLAN)

    def reached(step: str) -> None:
        if step in ("number", "paper", "file"):
            with pytest.raises(DraftLocked):
                drafts.save(office, clerk, draft.id, {**PLAN, "subject": "Sửa giữa chừng"}, 1)

    document = path.issue(office, clerk, draft.id, reached)
    assert document.subject == PLAN["subject"]
    with pytest.raises(WrongState):
        drafts.save(office, clerk, draft.id, {**PLAN, "subject": "Sửa sau cùng"}, 1)


@pytest.mark.slow
def test_saves_and_issues_at_once_print_one_of_the_versions_whole(office: Parts, clerk: Actor) -> None:
    draft = drafts.create(office, clerk, "ke-hoach", {**PLAN, "subject": "Bản 0", "drafter_mark": "PL.(0)"})

    def act(count: int) -> str:
        try:
            if count % 2:
                return path.issue(office, clerk, draft.id).reference
            revision = drafts.get(office, clerk, draft.id).revision
            typed = {**PLAN, "subject": f"Bản {count}", "drafter_mark": f"PL.({count})"}
            drafts.save(office, clerk, draft.id, typed, revision)
        except (DraftChanged, DraftLocked, WrongState):
            pass
        return ""

    with ThreadPoolExecutor(8) as threads:
        told = set(threads.map(act, range(24)))
    assert told == {"", "01/KH-UBND"}
    document = path.issue(office, clerk, draft.id)
    kept = json.loads(office.store.read(object_id(draft.id), "values.json"))
    assert document.subject == kept["subject"]
    assert kept["drafter_mark"] == f"PL.({document.subject.removeprefix('Bản ')})"
    assert drafts.get(office, clerk, draft.id).values == kept


@pytest.mark.slow
def test_one_key_for_many_issues_at_once_is_one_document(app: Flask, office: Parts, clerk: Actor) -> None:
    secret, draft = token(office, "vanthu", *ALL), drafts.create(office, clerk, "ke-hoach", PLAN)

    def send(_: int) -> str:
        answer = Software(app, secret).post(f"/drafts/{draft.id}/issue", headers={"Idempotency-Key": "mot-lan"})
        return str(answer.json["reference"])

    with ThreadPoolExecutor(6) as threads:
        assert set(threads.map(send, range(6))) == {"01/KH-UBND"}
    assert [line.number for line in registers.book(office, clerk, 2026)] == [1]


def test_a_subject_longer_than_a_files_title_is_filled(office: Parts) -> None:
    """The form lets a subject have 500 letters; Word's own title holds 255."""
    form = office.forms["ke-hoach"]
    for subject in ("Phối hợp A & B <thử>", "Trích yếu dài & " * 31):
        values = clean(form, {**PLAN, "subject": subject})
        made = Docx(io.BytesIO(fill(form, values, LETTERHEAD, SignerBlock(("CHỦ TỊCH",), "Ký"), Stamp("KH-UBND"))))
        assert made.core_properties.title == f"Kế hoạch: {values['subject']}"[:255]
        assert str(values["subject"]) in "\n".join(paragraph.text for paragraph in made.paragraphs)
