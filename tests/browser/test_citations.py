"""Following citations in a real Chromium: from a document to what it rests on and back, by mouse, keyboard, text."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Login
from tests.browser.steps import fill_plan, issue_now, new_draft, read_by_the_worker, saved, type_lines
from tests.browser.test_accessibility import judge

pytestmark = pytest.mark.slow


def issue(page: Page) -> tuple[str, str]:
    """Hand the open draft to the register; → address and reference of the document."""
    address = issue_now(page)
    reference = re.search(r"\d+/KH-UBND", page.locator("h1").inner_text())
    assert reference
    return address, reference[0]


def test_follow_a_citation_there_and_back(login: Login) -> None:
    page = login("vanthu")
    new_draft(page)
    fill_plan(page, "Phát động phong trào thi đua")
    first, cited = issue(page)

    new_draft(page)
    fill_plan(page, "Đợt thi đua thứ nhất")
    type_lines(page, "bases", [f"Căn cứ Kế hoạch số {cited} của Ủy ban nhân dân xã về phong trào thi đua"])
    saved(page)
    second, citing = issue(page)

    beside = page.get_by_role("region", name="Căn cứ và viện dẫn")
    read_by_the_worker(page, beside)
    expect(beside).to_contain_text("Dựa trên (1)")
    beside.get_by_role("list").get_by_role("link", name=f"Kế hoạch {cited}").click()
    expect(page).to_have_url(first)
    expect(beside).to_contain_text("Được viện dẫn bởi (1)")

    page.get_by_role("link", name="Xem hình và danh sách đầy đủ").click()
    judge(page)
    drawn = page.locator(".citations-wide a")
    expect(drawn).to_contain_text(re.compile(f"Kế hoạch {citing}\\s+Đợt thi đua thứ nhất"))
    drawn.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(second)

    phone = login("vanthu", phone=True)
    phone.goto(f"{first}/citations")
    judge(phone)
    phone.locator(".citations-narrow a").tap()
    expect(phone).to_have_url(second)
