"""Kiểm tra thể thức in a real browser: a Word file brought, judged on its pages, mended; a draft's error overruled."""

import io
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from doc_templates.layout.check import check
from tests.browser.conftest import Login
from tests.browser.steps import WAIT, fill_plan, new_draft
from tests.browser.test_accessibility import judge
from tests.test_layout_service import BODY, bad

pytestmark = pytest.mark.slow


@pytest.fixture
def file(tmp_path: Path) -> Path:
    kept = tmp_path / "kế hoạch cũ.docx"
    kept.write_bytes(bad())
    return kept


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_a_file_is_judged_and_mended(login: Login, file: Path, phone: bool) -> None:
    page = login("kiemtra", phone=phone)
    page.goto("/layout/")
    page.set_input_files("#file", file)
    page.get_by_role("button", name="Kiểm tra").click()
    expect(page.get_by_role("heading", name="kế hoạch cũ.docx")).to_be_visible(timeout=WAIT)
    judge(page)
    page.locator(".finding a").first.click()
    assert "#mark-1-1" in page.url
    page.get_by_role("button", name="Sửa cả").first.click()
    expect(page.get_by_text("Văn bản đúng thể thức")).to_be_visible(timeout=WAIT)
    judge(page)
    with page.expect_download() as brought:
        page.get_by_role("link", name="Tải .docx").click()
    mended = brought.value.path().read_bytes()
    assert zipfile.is_zipfile(io.BytesIO(mended)) and check(mended).findings == ()


def test_an_error_of_a_draft_is_overruled_with_a_reason(login: Login) -> None:
    drafter = login("soanthao")
    new_draft(drafter)
    fill_plan(drafter, "Để bỏ qua lỗi thể thức")
    drafter.locator("[name=body]").fill(BODY)
    expect(drafter.locator("[data-problems]")).to_contain_text("Phụ lục I", timeout=WAIT)
    checker: Page = login("thethuc")
    checker.goto(f"{drafter.url.partition('#')[0]}/layout")
    judge(checker)
    checker.get_by_text("Bỏ qua lỗi này…").click()
    checker.get_by_label("Lý do").fill("Giữ số điều theo văn bản gốc")
    checker.get_by_role("button", name="Bỏ qua lỗi này").click()
    expect(checker.get_by_text("đã bỏ qua: Giữ số điều")).to_be_visible(timeout=WAIT)
    drafter.reload()
    expect(drafter.locator("[data-problems]")).to_be_hidden(timeout=WAIT)
