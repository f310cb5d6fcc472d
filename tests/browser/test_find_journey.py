"""The whole journey in a real Chromium: search with help, narrow, open at the hit, keep, look as a table, export."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Login
from tests.browser.steps import WAIT, fill_plan, issue_now, new_draft, read_by_the_worker, wider_than_screen
from tests.browser.test_accessibility import judge

pytestmark = pytest.mark.slow

SUBJECT = "Chăm sóc cây xanh trước trụ sở"


@pytest.fixture(scope="session")
def issued_here() -> dict[str, str]:
    return {}


@pytest.fixture
def document(login: Login, issued_here: dict[str, str]) -> str:
    """The address of a document issued in this service, made once."""
    if "address" not in issued_here:
        page = login("vanthu")
        new_draft(page)
        fill_plan(page, SUBJECT)
        issued_here["address"] = issue_now(page)
    return issued_here["address"]


def ready(page: Page) -> None:
    """The document is in the index."""
    page.goto("/search?q=c%C3%A2y+xanh")
    read_by_the_worker(page, page.locator("article", has_text=SUBJECT))


def test_from_a_few_letters_to_the_words_on_the_page_and_a_list_taken_away(login: Login, document: str) -> None:
    page = login("vanthu")
    ready(page)
    page.goto("/registers")
    box = page.locator("#find")
    box.press_sequentially("cham soc")
    expect(page.get_by_role("option").first).to_contain_text(SUBJECT, timeout=WAIT)
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    chosen = box.get_attribute("aria-activedescendant")
    assert page.locator(f"#{chosen}").get_attribute("aria-selected") == "true"
    box.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(box).to_have_value("cham soc")
    box.press("ArrowDown")
    expect(page.get_by_role("option").first).to_be_visible(timeout=WAIT)
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/search?q=*", timeout=WAIT)

    page.click(".facets a:has-text('Kế hoạch')")
    expect(page.locator(".chip")).to_contain_text("Kế hoạch")
    page.locator("article h3 a").first.click()
    page.wait_for_url("**/documents/**", timeout=WAIT)
    now = page.locator("[data-mark].now")
    expect(now).to_have_count(1)
    expect(now.locator("rect").first).to_be_in_viewport()
    first = now.get_attribute("data-mark")
    judge(page)

    page.click(".way-back a")
    expect(page.locator(".chip")).to_contain_text("Kế hoạch")
    page.locator("summary", has_text="Xuất danh mục").click()
    with page.expect_download() as download:
        page.click("[name=format][value=docx]")
    assert download.value.suggested_filename == "danh-muc-van-ban.docx"
    with page.expect_download(timeout=WAIT) as download:
        page.click("[name=format][value=pdf]")
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    assert first == "1"


def test_keys_step_from_mark_to_mark_and_zooming_keeps_them_on_their_words(login: Login, document: str) -> None:
    page = login("vanthu")
    page.goto(f"{document}?q=x%C3%A3")
    marks = page.locator("[data-mark]")
    assert marks.count() > 2
    before = page.locator("[data-mark].now").get_attribute("data-mark")
    page.keyboard.press(".")
    after = page.locator("[data-mark].now").get_attribute("data-mark")
    assert int(after or 0) == int(before or 0) % marks.count() + 1
    page.keyboard.press(",")
    assert page.locator("[data-mark].now").get_attribute("data-mark") == before
    expect(page.locator("[data-said]")).to_contain_text(re.compile(r"Chỗ \d+ trên \d+, trang \d+"))
    share = """mark => {
      const [at, on] = [mark, mark.closest(".sheet")].map((one) => one.getBoundingClientRect());
      return (at.left - on.left) / on.width;
    }"""
    wide = marks.first.evaluate(share)
    page.click("[data-zoom='50']")
    expect(page.locator("#pages")).to_have_class("sheets zoom-50")
    assert abs(marks.first.evaluate(share) - wide) < 0.01
    page.fill("#looked-for", "không có từ nào như vậy cả")
    page.press("#looked-for", "Enter")
    expect(page.locator(".looked-found")).to_contain_text("Không thấy các từ này")


def test_a_search_is_kept_and_the_desk_tells_what_is_new(login: Login, document: str) -> None:
    page = login("vanthu")
    ready(page)
    page.locator("summary", has_text="Lưu tìm kiếm").click()
    page.fill("#saved-name", "Cây xanh")
    page.click(".search-tool[open] [type=submit]")
    expect(page.locator(".message")).to_contain_text("Đã lưu tìm kiếm “Cây xanh”")
    new_draft(page)
    fill_plan(page, f"{SUBJECT} lần hai")
    page.click("text=Ban hành…")
    page.click("[data-issue-now]")
    page.wait_for_url("**/documents/*", timeout=WAIT)
    page.goto("/")
    for _ in range(60):
        if page.locator(".kept-searches .badge").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(page.locator(".kept-searches .badge")).to_have_text("1 mới")
    judge(page)
    page.click(".kept-searches button:has-text('Đã xem')")
    expect(page.locator(".kept-searches .badge")).to_have_count(0)
    page.goto("/search/saved")
    judge(page)
    page.locator("summary", has_text="Đổi tên").click()
    page.locator("button", has_text="Xóa…").click()
    expect(page.locator("dialog[open]")).to_contain_text("Xóa tìm kiếm “Cây xanh”?")
    page.click("dialog[open] [type=submit]")
    expect(page.locator(".empty")).to_contain_text("Chưa lưu tìm kiếm nào")


def test_a_table_with_chosen_columns_on_desk_and_phone(login: Login, document: str) -> None:
    page = login("thethuc")
    ready(page)
    page.click("button:has-text('Bảng')")
    expect(page.locator(".found-table thead th")).to_have_count(5)
    page.locator("summary", has_text="Cột").click()
    page.check("#column-status")
    page.uncheck("#column-signer")
    page.click("text=Hiện các cột này")
    expect(page.locator(".found-table thead th")).to_have_text(
        ["Số, ký hiệu", "Ngày văn bản", "Tên loại", "Trích yếu", "Hiệu lực"]
    )
    page.locator(".found-table thead a", has_text="Ngày văn bản").click()
    expect(page.locator("[aria-sort=descending]")).to_contain_text("Ngày văn bản")
    judge(page)
    page.set_viewport_size(PHONE)
    judge(page)
    assert wider_than_screen(page) == 0


def test_the_administrator_rebuilds_the_index_while_it_answers(login: Login, document: str) -> None:
    page = login("quantri")
    page.goto("/admin/search")
    page.click("text=Dựng lại chỉ mục…")
    page.click("main [type=submit]")
    expect(page.locator("#rebuild")).to_contain_text("Đã dựng lại với", timeout=WAIT)
    judge(page)
    page.goto("/search?q=c%C3%A2y+xanh")
    expect(page.locator("article").first).to_contain_text(SUBJECT)
