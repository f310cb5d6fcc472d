"""Legal bases chosen and replaced, a draft from an earlier document, two thousand rows from a file: in a browser."""

import io
import re
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from tests.browser.conftest import Login
from tests.browser.steps import WAIT, field, fill_plan, new_draft, rows, saved, texts, wider_than_screen
from tests.browser.test_accessibility import judge

pytestmark = pytest.mark.slow

OLD = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015"
NEW = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025"


def keep_bases(page: Page) -> None:
    """The records clerk's list: an old law and the one that replaced it."""
    page.goto("/legal-bases/import")
    page.fill("[name=text]", f"{OLD}\n{NEW}")
    page.click("main [type=submit]")
    page.goto("/legal-bases?q=2015")
    page.click("main tbody a")
    page.fill("[name=in_force_until]", "2025-06-30")
    page.select_option("[name=replaced_by_id]", label=NEW.removeprefix("Căn cứ "))
    page.click("text=Ghi căn cứ")
    expect(page.locator("main")).to_contain_text("thay bằng")


def test_a_basis_is_found_without_marks_inserted_by_keyboard_and_an_old_one_replaced(login: Login) -> None:
    page = login("vanthu")
    keep_bases(page)
    judge(page)
    new_draft(page, "quyet-dinh")
    rows(page, "bases").first.fill("Theo đề nghị của Chánh Văn phòng")
    find = page.get_by_role("combobox", name="Chọn từ danh sách căn cứ của cơ quan")
    find.type("chinh quyen dia phuong")
    expect(page.locator("#bases-offers [role=option]")).to_have_count(2, timeout=WAIT)
    judge(page)
    find.press("ArrowDown")
    find.press("ArrowDown")
    find.press("Enter")
    expect(rows(page, "bases")).to_have_count(2)
    expect(rows(page, "bases").first).to_have_value(OLD)
    saved(page)
    mark = page.locator("[data-basis-marks] li")
    expect(mark).to_contain_text("Không còn hiệu lực sau ngày 30/06/2025", timeout=WAIT)
    expect(page.locator("[data-warnings]")).to_contain_text("30/06/2025")
    page.click("text=Ban hành…")
    expect(page.locator("[data-issue-warnings]")).to_contain_text("30/06/2025")
    judge(page)
    page.keyboard.press("Escape")
    mark.get_by_role("button").click()
    expect(rows(page, "bases").first).to_have_value(NEW)
    saved(page)
    expect(mark).to_have_count(0, timeout=WAIT)
    assert texts(page)["bases"] == f"{NEW}\nTheo đề nghị của Chánh Văn phòng"


def test_an_earlier_document_is_jumped_through_and_ticked(login: Login) -> None:
    page = login("vanthu")
    new_draft(page)
    fill_plan(page, "Đợt thi đua năm 2025 để soạn lại")
    page.click("text=Ban hành…")
    page.click("[data-issue-now]")
    page.wait_for_url("**/documents/*", timeout=WAIT)
    page.click("text=Soạn từ văn bản này")
    page.wait_for_url(re.compile(r"/drafts/[0-9a-f]{32}$"))
    box = page.locator("[data-to-check]")
    expect(box).to_contain_text("cần kiểm tra")
    judge(page)
    box.get_by_role("link", name="năm 2025").click()
    selected = """() => {
      const { value, selectionStart, selectionEnd } = document.activeElement;
      return getSelection().toString() || value.slice(selectionStart, selectionEnd);
    }"""
    assert page.evaluate(selected) == "năm 2025"
    before = box.locator("li").count()
    box.get_by_role("button", name="Đúng: năm 2025").click()
    expect(box.locator("li")).to_have_count(before - 1)
    expect(page).to_have_url(re.compile(r"/drafts/[0-9a-f]{32}$"))


def test_two_thousand_rows_from_a_file_are_searched_paged_and_changed(login: Login, tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["STT", "Họ và tên", "Chức vụ, đơn vị", "Hình thức khen thưởng", "Mức thưởng"])
    for at in range(1, 2001):
        book.active.append([at, f"Nguyễn Văn {at}", "Thôn Suối Đá", "Giấy khen", 500000])
    out = io.BytesIO()
    book.save(out)
    (tmp_path / "ds.xlsx").write_bytes(out.getvalue())
    page = login("vanthu")
    new_draft(page, "quyet-dinh")
    field(page, "subject").fill("Về việc khen thưởng")
    page.get_by_role("button", name="Lấy từ tệp: Danh sách kèm theo").click()
    page.wait_for_url("**/lists/awardees*")
    judge(page)
    page.set_input_files("#file", tmp_path / "ds.xlsx")
    page.click("text=Xem trước")
    expect(page.get_by_role("heading", name="2000 dòng")).to_be_visible(timeout=WAIT)
    judge(page)
    page.click("text=Lấy vào dự thảo")
    page.wait_for_url(re.compile(r"/drafts/[0-9a-f]{32}#f-awardees$"))
    assert texts(page)["subject"] == "Về việc khen thưởng"
    table = page.locator('[data-field="awardees"]')
    expect(table.locator("tbody tr")).to_have_count(50)
    expect(table.get_by_role("status")).to_have_text("Dòng 1–50 trên 2000")
    table.get_by_role("searchbox").fill("van 1999")
    expect(table.locator("tbody tr")).to_have_count(1)
    table.locator('tbody input[data-column="1"]').fill("Thôn Hai")
    saved(page)
    lines = texts(page)["awardees"].split("\n")
    assert len(lines) == 2000
    assert lines[1998] == "Nguyễn Văn 1999\tThôn Hai\tGiấy khen\t500000"
    table.get_by_role("searchbox").fill("")
    table.get_by_role("button", name="Các dòng sau").click()
    expect(table.locator("tbody th").first).to_have_text("51")
    assert wider_than_screen(page) == 0
