"""An empty installation: the first page makes the office, and its first person issues a document within minutes."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, serving, watch
from tests.browser.steps import WAIT, field, new_draft, saved, type_lines
from tests.browser.test_accessibility import judge

pytestmark = pytest.mark.slow


@pytest.fixture
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory, complaints: list[str]) -> Iterator[Page]:
    with serving(tmp_path_factory.mktemp("empty")) as address:
        context = browser.new_context(base_url=address, locale="vi-VN", viewport=DESKTOP)
        context.add_init_script("localStorage.setItem('body-mode', 'text')")
        opened = context.new_page()
        watch(opened, complaints)
        yield opened
        context.close()


def test_from_an_empty_folder_to_an_issued_document(page: Page) -> None:
    page.goto("/")
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        judge(page)
    open_office(page)
    add_signer(page)
    new_draft(page)
    field(page, "subject").fill("Văn bản đầu tiên của văn phòng")
    field(page, "body").fill("I. MỤC ĐÍCH\n1. Mục đích\nBan hành văn bản đầu tiên.")
    type_lines(page, "recipients", ["Các đơn vị thuộc xã"])
    field(page, "signer").select_option(index=1)
    saved(page)
    page.click("text=Ban hành…")
    page.click("[data-issue-now]")
    page.wait_for_url("**/documents/*", timeout=WAIT)
    expect(page.locator("main")).to_contain_text("01/KH-UBND")


def open_office(page: Page) -> None:
    page.get_by_label("Tên đầy đủ của cơ quan").fill("Ủy ban nhân dân xã Suối Ngọc")
    page.locator("[name=name]").fill("ỦY BAN NHÂN DÂN\nXÃ SUỐI NGỌC")
    page.locator("[name=abbreviation]").fill("UBND")
    page.locator("[name=place]").fill("Suối Ngọc")
    page.locator("[name=person]").fill("Lê Thị Một")
    page.locator("[name=username]").fill("motle")
    page.locator("[name=password]").fill("Suoi-Ngoc-2026!")
    page.locator("[name=again]").fill("Suoi-Ngoc-2026!")
    page.click("main [type=submit]")
    page.wait_for_url(lambda address: "first-use" not in address, timeout=WAIT)


def add_signer(page: Page) -> None:
    page.goto("/admin/signers/new")
    page.locator("[name=full_name]").fill("Nguyễn Văn Chủ")
    page.locator("[name=authority]").select_option("TM")
    page.locator("[name=collective]").fill("ỦY BAN NHÂN DÂN")
    page.locator("[name=own_title]").fill("CHỦ TỊCH")
    page.click("main [type=submit]")
    page.wait_for_url(re.compile(r"/admin/signers/?$"), timeout=WAIT)
