"""Searching, reading and the register in a real Chromium: results as one types, way back, zoom, no scripts at all."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, Login
from tests.browser.steps import WAIT, fill_plan, issue_now, new_draft, read_by_the_worker

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def subject() -> str:
    return "Phong trào làm theo lời Bác ở tổ dân phố"


@pytest.fixture
def issued(login: Login, subject: str, found: dict[str, str]) -> str:
    """The address of a document issued in this service, made once."""
    if "address" not in found:
        page = login("vanthu")
        new_draft(page)
        fill_plan(page, subject)
        found["address"] = issue_now(page)
    return found["address"]


@pytest.fixture(scope="session")
def found() -> dict[str, str]:
    return {}


def find(page: Page, words: str) -> None:
    page.goto("/search")
    page.locator("#q").press_sequentially(words)
    expect(page.locator("mark").first).to_be_visible(timeout=WAIT)


def test_results_follow_the_typing_and_the_address_keeps_them(login: Login, issued: str, subject: str) -> None:
    page = login("kiemtra")
    find(page, "lam theo loi bac")
    first = page.locator("article").first
    expect(first).to_contain_text(subject)
    expect(page).to_have_url(re.compile(r"q=lam[+%20]+theo"))
    assert page.locator("#q").evaluate("box => box === document.activeElement")
    page.reload()
    expect(page.locator("article").first).to_contain_text(subject)


def test_an_issued_document_is_found_without_waiting_for_a_rebuild(login: Login, issued: str) -> None:
    page = login("kiemtra")
    page.goto("/search?q=" + "lời+Bác")
    read_by_the_worker(page, page.locator("article"))


def test_facets_days_and_the_way_back(login: Login, issued: str, subject: str) -> None:
    page = login("kiemtra")
    find(page, "lời bác")
    page.click(".facets a:has-text('Kế hoạch')")
    expect(page.locator(".chip")).to_contain_text("Kế hoạch")
    expect(page.locator("#q")).to_have_value("lời bác")
    page.locator("#q").press("End")
    page.locator("#q").press_sequentially(" tổ dân phố")
    expect(page).to_have_url(re.compile("kind=ke-hoach.*|.*dân.*|.*d%C3%A2n"), timeout=WAIT)
    expect(page.locator(".chip")).to_contain_text("Kế hoạch")

    page.fill("[name=from]", "2099-01-01")
    expect(page.locator(".empty")).to_contain_text("Không tìm thấy văn bản nào", timeout=WAIT)
    page.click(".empty a >> nth=0")
    expect(page.locator("article").first).to_contain_text(subject)
    page.locator("article h3 a").first.click()
    expect(page.locator("h1")).to_contain_text("Kế hoạch")
    page.click(".way-back a")
    expect(page.locator("#q")).to_have_value("lời bác tổ dân phố")


def test_going_back_in_history_shows_the_results_again(login: Login, issued: str, subject: str) -> None:
    page = login("kiemtra")
    find(page, "lời bác")
    page.locator("article h3 a").first.click()
    page.wait_for_url("**/documents/*")
    page.go_back()
    expect(page.locator("article").first).to_contain_text(subject)
    expect(page.locator("h1")).to_have_text("Tra cứu")


def test_the_documents_pages_are_seen_and_change_their_size(login: Login, issued: str) -> None:
    page = login("kiemtra")
    page.goto(issued)
    image = page.locator(".numbered-sheet img").first
    expect(image).to_have_js_property("complete", True, timeout=WAIT)
    assert image.evaluate("image => image.naturalWidth") >= 794
    before = image.bounding_box()
    page.click("[data-zoom='50']")
    expect(page.locator("#pages")).to_have_class("sheets zoom-50")
    after = image.bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] < before["width"]
    expect(page).to_have_url(re.compile("zoom=50"))


def test_the_reference_can_be_copied(login: Login, issued: str) -> None:
    page = login("kiemtra")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(issued)
    button = page.locator("[data-copies]")
    button.click()
    expect(button).to_contain_text("Đã chép")
    assert page.evaluate("navigator.clipboard.readText()") == button.get_attribute("data-copies")


def test_the_files_can_be_taken_away(login: Login, issued: str) -> None:
    page = login("kiemtra")
    page.goto(issued)
    with page.expect_download() as download:
        page.click(".files a >> nth=0")
    assert download.value.suggested_filename.endswith("-KH-UBND.pdf")


def test_everything_works_without_scripts(
    browser: Browser, service: str, login: Login, issued: str, subject: str, sessions: dict[str, object]
) -> None:
    login("kiemtra")
    context = browser.new_context(
        base_url=service,
        viewport=DESKTOP,
        locale="vi-VN",
        java_script_enabled=False,
        storage_state=sessions["kiemtra"],  # type: ignore[arg-type]
    )
    page = context.new_page()
    page.goto("/search")
    page.fill("#q", "loi bac")
    page.click("#ask button[type=submit]")
    page.click("article h3 a >> nth=0")
    assert subject in page.inner_text("main")
    page.click("[data-zoom='75']")
    assert "zoom-75" in (page.get_attribute("#pages", "class") or "")
    page.click(".way-back a")
    assert page.input_value("#q") == "loi bac"
    page.goto("/registers")
    assert "KH-UBND" in page.inner_text("main")
    context.close()


def test_the_register_leads_to_the_document_and_prints_all_columns(login: Login, issued: str) -> None:
    page = login("vanthu")
    page.goto("/registers")
    page.locator("#register th a").last.click()
    page.wait_for_url("**/documents/*")
    page.goto("/registers")
    page.click("text=Bản in để đóng sổ")
    page.emulate_media(media="print")
    expect(page.locator(".top")).to_be_hidden()
    expect(page.locator("table.book thead th")).to_have_count(10)
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_keys_jump_to_the_search_box_of_this_page(login: Login) -> None:
    page = login("kiemtra")
    page.goto("/search?q=x")
    page.locator("h1").click()
    page.keyboard.press("/")
    assert page.locator("#q").evaluate("box => box === document.activeElement")
