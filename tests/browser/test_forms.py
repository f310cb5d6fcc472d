"""Choosing a form among many, and the fields that few documents need: behind one line, appendices among them."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Login
from tests.browser.steps import WAIT, field, new_draft, texts

pytestmark = pytest.mark.slow


def test_a_form_is_found_by_a_few_letters_without_marks(login: Login) -> None:
    page = login()
    page.goto("/drafts/")
    page.get_by_label("Tìm mẫu theo tên").fill("giay moi")
    expect(page.locator("[data-words]:visible")).to_have_count(1)
    expect(page.get_by_role("heading", name="Giấy tờ và biên bản")).to_be_visible()
    expect(page.get_by_role("heading", name="Kế hoạch, báo cáo, đề xuất")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator("button[value=giay-moi]")).to_be_focused()
    page.get_by_label("Tìm mẫu theo tên").fill("xyz")
    expect(page.get_by_text("Không có mẫu nào khớp")).to_be_visible()


def test_appendices_are_typed_reordered_dropped_and_brought_back(login: Login) -> None:
    page = login()
    new_draft(page)
    page.locator("details.rare > summary").click()
    for title in ("Danh sách", "Biểu mẫu"):
        page.get_by_role("button", name="Thêm phụ lục", exact=True).click()
        page.keyboard.type(title)
    _has(page, "=== Danh sách\n=== Biểu mẫu")
    page.get_by_label("Phụ lục II: Tên phụ lục").press("Alt+ArrowUp")
    page.get_by_role("button", name="Bỏ Phụ lục II").click()
    _has(page, "=== Biểu mẫu")
    page.get_by_role("button", name="Lấy lại phụ lục vừa bỏ").click()
    _has(page, "=== Biểu mẫu\n=== Danh sách")
    page.keyboard.press("Control+s")
    expect(page.locator("[data-save-state]")).to_contain_text("Đã lưu", timeout=WAIT)
    assert texts(page)["appendices"].startswith("=== Biểu mẫu")
    page.reload()
    expect(page.locator("details.rare")).to_have_attribute("open", "")
    expect(page.get_by_label("Phụ lục II: Tên phụ lục")).to_have_value("Danh sách")


def _has(page: Page, text: str) -> None:
    expect(field(page, "appendices")).to_have_value(text)
