"""A draft goes to Word and comes back, an earlier revision is restored: by hand, in a real browser, before axe-core."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, Login
from tests.browser.steps import WAIT, fill_plan, new_draft, saved, texts
from tests.browser.test_accessibility import judge
from tests.test_docx_return import edited

pytestmark = pytest.mark.slow


def test_to_word_and_back_and_to_an_earlier_revision(login: Login, tmp_path: Path) -> None:
    page = login("soanthao")
    address = new_draft(page)
    fill_plan(page, "Công tác thi đua năm 2026")
    saved(page)
    page.locator("[name=kept_at]").fill("VT, VHXH")  # not saved yet: the download waits for it
    with page.expect_download() as got:
        page.get_by_role("button", name="Tải .docx").click()
    docx = Path(got.value.path()).read_bytes()
    assert texts(page)["kept_at"] == "VT, VHXH"

    changed = tmp_path / "sửa rồi.docx"
    changed.write_bytes(edited(docx, ("thi đua năm 2026", "thi đua năm 2027"), ("VT, VHXH", "VT, VP")))
    page.get_by_text("Nhận tệp đã sửa trong Word").click()
    page.get_by_label("Tệp .docx").set_input_files(changed)
    page.get_by_role("button", name="Xem thay đổi").click()
    expect(page.get_by_label("Nhận thay đổi của mục “Trích yếu”")).to_be_checked(timeout=WAIT)
    judge(page)
    page.set_viewport_size(PHONE)
    judge(page)
    page.get_by_label("Nhận thay đổi của mục “Lưu”").uncheck()
    page.get_by_role("button", name="Nhận các mục đã chọn").click()
    page.wait_for_url(address)
    assert (texts(page)["subject"], texts(page)["kept_at"]) == ("Công tác thi đua năm 2027", "VT, VHXH")

    page.get_by_role("link", name="Các bản đã lưu").click()
    expect(page.locator("ins").first).to_be_attached()
    judge(page)
    page.set_viewport_size(DESKTOP)
    judge(page)
    page.locator(".revision-list li").nth(1).get_by_role("button", name="Lấy lại bản này").click()
    page.wait_for_url(address)
    assert texts(page)["subject"] == "Công tác thi đua năm 2026"
