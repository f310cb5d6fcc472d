"""What a person does on the drafting page, in the words of the tests."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

DRAFT = re.compile(r"/drafts/[0-9a-f]{32}$")
WAIT = 30_000
"""Milliseconds within which the machine, however busy, must have done its part."""


def new_draft(page: Page, form: str = "ke-hoach") -> str:
    """Choose a form; answers the draft's address."""
    page.goto("/drafts/")
    page.click(f"button[name=form][value={form}]")
    page.wait_for_url(DRAFT)
    return page.url


def field(page: Page, name: str) -> Locator:
    return page.locator(f'[data-field="{name}"] [name="{name}"]')


def rows(page: Page, name: str) -> Locator:
    """The lines of a list, as the text areas a person types into."""
    return page.locator(f'[data-field="{name}"] .rows textarea')


def type_lines(page: Page, name: str, lines: list[str]) -> None:
    """Type a list: Enter makes the next line."""
    rows(page, name).first.click()
    page.keyboard.type(lines[0])
    for line in lines[1:]:
        page.keyboard.press("Enter")
        page.keyboard.type(line)


def texts(page: Page) -> dict[str, str]:
    """The draft's fields as the server has them."""
    return current(page)["texts"]


def current(page: Page) -> dict[str, Any]:
    answer: dict[str, Any] = page.request.get(f"{page.url.split('#')[0]}/current").json()
    return answer


def saved(page: Page) -> None:
    """Wait until everything typed is saved."""
    expect(page.locator("[data-save-state]")).to_have_text(re.compile(r"^Đã lưu lúc \d\d:\d\d$"), timeout=WAIT)


def shown(page: Page) -> None:
    """Wait until the page beside the form is that of the saved draft."""
    expect(page.locator("[data-preview-state]")).to_have_class(re.compile(r"\bfresh\b"), timeout=WAIT)
    expect(page.locator(".sheets img").first).to_be_attached(timeout=WAIT)


def fill_plan(page: Page, subject: str) -> None:
    """Everything a plan needs to be issued."""
    field(page, "subject").fill(subject)
    field(page, "body").fill("I. MỤC ĐÍCH\n1. Mục đích\nĐẩy mạnh phong trào thi đua yêu nước.\n- Kịp thời.")
    type_lines(page, "recipients", ["Sở Nội vụ", "Các đơn vị thuộc xã"])
    field(page, "signer").select_option(label="Trần Văn Lãnh, TM. ỦY BAN NHÂN DÂN, CHỦ TỊCH")
    saved(page)


def issue_now(page: Page) -> str:
    """Number and file the open draft; answers the document's address."""
    page.click("text=Ban hành…")
    page.click("[data-issue-now]")
    page.wait_for_url("**/documents/*", timeout=WAIT)
    return page.url.partition("?")[0]


def wider_than_screen(page: Page) -> int:
    """Pixels by which the page must be scrolled sideways; 0 is right."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def read_by_the_worker(page: Page, shown: Locator) -> None:
    """What the worker does with a document is there a moment after its issue: look again until the page shows it."""
    for _ in range(WAIT // 500):
        if shown.count():
            return
        page.wait_for_timeout(500)
        page.reload()
    expect(shown.first).to_be_visible()
