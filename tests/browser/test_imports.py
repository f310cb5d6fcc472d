"""An old archive: a folder is sent from the browser, read in the background, reviewed with keys, filed, found."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from doc_templates.form import load_forms, sample_document
from doc_templates.pdf import PdfPool
from tests.browser.conftest import DESKTOP, PHONE, Login
from tests.browser.test_accessibility import judge

pytestmark = pytest.mark.slow

LONG = 120_000
"""Milliseconds: the background opens files while the machine does other work."""


@pytest.fixture
def archive(tmp_path: Path, pdf_pool: PdfPool) -> Path:
    """A folder as an office has them: a decision, a letter as PDF and again as another file, and what is none."""
    forms, place = load_forms(), tmp_path / "Tủ 3"
    (place / "1998").mkdir(parents=True)
    (place / "1998" / "quyet dinh.docx").write_bytes(sample_document(forms["quyet-dinh"]))
    letter = pdf_pool.convert(sample_document(forms["cong-van"]))
    (place / "cong van.pdf").write_bytes(letter)
    shutil.copy(place / "cong van.pdf", place / "cong van (2).pdf")
    (place / "hong.pdf").write_bytes(b"%PDF-1.4")
    return place


def both_widths(page: Page) -> None:
    judge(page)
    page.set_viewport_size(PHONE)
    judge(page)
    page.set_viewport_size(DESKTOP)


def test_import_a_folder_review_and_find(login: Login, archive: Path) -> None:
    page = login("vanthu")
    page.goto("/imports/new")
    page.get_by_label("Tên lần nhập").fill("Tủ số 3")
    page.get_by_label("Hoặc cả thư mục").set_input_files(archive)
    expect(page.get_by_text("Đã chọn 4 tệp")).to_be_visible()
    page.get_by_role("button", name="Gửi tệp").click()
    page.wait_for_url("**/imports/*", timeout=LONG)
    expect(page.get_by_text("Đã đọc xong")).to_be_visible(timeout=LONG)
    expect(page.get_by_role("row", name="hong.pdf")).to_contain_text("Tệp bị hỏng")
    expect(page.get_by_role("row", name="Trùng, không nhập lại")).to_have_count(1)
    both_widths(page)
    run = page.url

    page.get_by_role("link", name="Duyệt từng tệp").click()
    first = page.url
    both_widths(page)
    page.keyboard.press("j")
    page.wait_for_url(lambda address: address != first)
    page.keyboard.press("k")
    page.wait_for_url(first)
    page.get_by_label("Trích yếu").fill("Về việc xây cầu Suối Đá")
    page.get_by_label("Ngày văn bản").fill("17/03/1998")
    page.wait_for_load_state()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Đã duyệt “")).to_be_visible()
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.get_by_text("người sửa: Lê Thị Văn Thư").first).to_be_visible()
    page.wait_for_load_state()  # the page's keys are its script's
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Đã duyệt “")).to_be_visible()

    page.goto(run)
    expect(page.locator(".import-counts")).to_contain_text("Đã vào kho", timeout=LONG)
    _found(page)
    page.locator("#results a[href*='/documents/']").first.click()
    expect(page.get_by_role("heading", name="Nhập từ kho cũ")).to_be_visible()
    expect(page.get_by_text("17/03/1998").first).to_be_visible()
    both_widths(page)
    page.get_by_role("link", name="Sửa thông tin đã đọc").click()
    both_widths(page)


def _found(page: Page) -> None:
    """Look again until the index has it."""
    for _ in range(60):
        page.goto("/search?q=xay+cau+suoi+da")
        if page.locator("#results").get_by_text("xây cầu Suối Đá").count():
            return
        page.wait_for_timeout(500)
    pytest.fail("the index does not find it")
