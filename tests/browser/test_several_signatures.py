"""The pages of several signatures before the judges of accessibility: who signs besides, appendices, a batch."""

from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import expect

from tests import signing_ca
from tests.browser.conftest import Login
from tests.browser.steps import new_draft
from tests.browser.test_accessibility import judge
from tests.signed_office import PIN

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("complaints")]


def test_who_signs_besides_and_appendices(login: Login, tmp_path: Path) -> None:
    drafter = login("soanthao")
    draft_id = new_draft(drafter, "ban-thoa-thuan").rsplit("/", 1)[-1]
    with pikepdf.new() as blank:
        blank.add_blank_page(page_size=(595, 842))
        blank.save(tmp_path / "bieu.pdf")
    drafter.goto(f"/drafts/{draft_id}/appendices")
    drafter.fill("#title", "Biểu kinh phí")
    drafter.set_input_files("#file", tmp_path / "bieu.pdf")
    drafter.click("main form.narrow button.primary")
    expect(drafter.locator("ol.files")).to_contain_text("Biểu kinh phí")
    judge(drafter)
    drafter.goto(f"/signing/{draft_id}/submission")
    judge(drafter)


def test_a_batch_says_what_failed(login: Login, tmp_path: Path) -> None:
    leader = login("lanhdao")
    (tmp_path / "key.p12").write_bytes(signing_ca.person("Trần Văn Lãnh").pkcs12(PIN))
    leader.goto("/account/key")
    leader.set_input_files("#file", tmp_path / "key.p12")
    leader.fill("#pin", PIN)
    leader.click("text=Lưu khóa")
    token = leader.get_attribute("meta[name=csrf-token]", "content") or ""
    sent = {"draft": "0" * 32, "pin": PIN, "csrf_token": token}
    answer = leader.request.post("/signing/", form=sent, headers={"Referer": leader.url})
    leader.goto(answer.url)
    expect(leader.locator("#batch")).to_contain_text("1 văn bản chưa ký được")
    expect(leader.locator("#batch li")).to_contain_text("Không tìm thấy")
    judge(leader)
