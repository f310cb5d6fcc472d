"""Every page before axe-core (WCAG 2.2 A and AA and its good practices), wide and on a phone; none scrolls sideways."""

from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, ROOT, Login
from tests.browser.steps import WAIT, fill_plan, new_draft, shown, wider_than_screen

pytestmark = pytest.mark.slow

AXE = ROOT / "service/assets/node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

PAGES: dict[str, tuple[str, ...]] = {
    "vanthu": (
        "/",
        "/drafts/",
        "/drafts/mine",
        "/drafts/earlier",
        "/legal-bases",
        "/legal-bases/new",
        "/legal-bases/import",
        "/forms/",
        "/forms/quyet-dinh",
        "/validate/",
        "/forms/own/new",
        "/recipients",
        "/recipients/groups/new",
        "/recipients/import",
        "/recipients/new",
        "/search",
        "/search?q=th%C3%B4ng+b%C3%A1o+kh%C3%B4ng+c%C3%B3",
        "/search/help",
        "/search/saved",
        "/registers",
        "/scans",
        "/imports",
        "/imports/new",
        "/readers/changes",
        "/registers/2026/first-number",
        "/registers/2026/print",
        "/api/docs",
        "/account",
        "/account/password",
        "/no/such/page",
    ),
    "quantri": (
        "/imports/folder",
        "/admin/trust",
        "/admin",
        "/admin/abbreviations",
        "/admin/abbreviations/new",
        "/admin/agency",
        "/admin/agency/name",
        "/admin/archive",
        "/admin/bodies",
        "/admin/bodies/new",
        "/admin/numbering",
        "/admin/registers",
        "/admin/search",
        "/admin/search/rebuild",
        "/admin/signers",
        "/admin/signers/new",
        "/admin/signers/1",
        "/admin/tokens",
        "/admin/tokens/new",
        "/admin/units",
        "/admin/users",
        "/admin/users/new",
        "/admin/users/1",
        "/admin/seal",
    ),
    "lanhdao": ("/", "/signing/", "/account/key"),
    "kiemtra": ("/admin/journal", "/uses", "/uses?by=person", "/uses/log", "/layout/"),
    "thethuc": ("/",),
    "": ("/login", "/kiem-tra/", "/kiem-tra/ABC"),
}
NO_PAGES = {
    "/welcome",
    "/healthz",
    "/readyz",
    "/api/openapi.json",
    "/search/completions",
    "/drafts/mine.csv",
    "/legal-bases.csv",
    "/legal-bases/suggestions",
    "/recipients.csv",
    "/uses.csv",
    "/uses/log.csv",
    "/recipients/suggestions",
}
"""Addresses without a page to look at; the first-use page is in test_first_use.py."""


@pytest.mark.parametrize(("person", "address"), [(who, one) for who, some in PAGES.items() for one in some])
def test_page(login: Login, complaints: list[str], person: str, address: str) -> None:
    """As wide as a desk's screen, then as narrow as a phone's."""
    page = login(person or None)
    page.goto(address)
    judge(page)
    page.set_viewport_size(PHONE)
    judge(page)
    if "no/such" in address:
        complaints.clear()  # the browser reports the 404


def judge(page: Page) -> None:
    """No finding of axe-core, and nothing wider than the screen."""
    page.wait_for_load_state("networkidle")
    assert findings(page) == []
    assert wider_than_screen(page) == 0, f"{page.url} is wider than the screen"


def findings(page: Page) -> list[str]:
    page.evaluate(AXE.read_text("utf-8"))
    report: dict[str, Any] = page.evaluate(
        "tags => axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })", TAGS
    )
    return [
        f"{violation['id']} {node['target']}: {node['failureSummary']}"
        for violation in report["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_drafting_page(login: Login, phone: bool) -> None:
    page = login("vanthu", phone=phone)
    new_draft(page, "quyet-dinh")
    if not phone:
        shown(page)
    judge(page)
    page.click("text=Ban hành…")
    expect(page.locator("dialog[open]")).to_be_visible()
    judge(page)
    page.keyboard.press("Escape")
    if phone:
        page.get_by_role("tab", name="Trang").tap()
        shown(page)
        judge(page)


def test_conflict_of_two_tabs(login: Login, complaints: list[str]) -> None:
    page = login("vanthu")
    address = new_draft(page)
    other = page.context.new_page()
    other.goto(address)
    for tab, words in ((page, "Một"), (other, "Hai")):
        tab.locator("[name=subject]").fill(words)
        expect(tab.locator("[data-save-state]")).not_to_have_text("Chưa lưu", timeout=WAIT)
    other.click("text=Xem bản mới", timeout=WAIT)
    expect(other.locator("dialog[open]")).to_be_visible()
    judge(other)
    complaints.clear()


def test_issued_document_and_its_register(login: Login) -> None:
    page = login("vanthu")
    new_draft(page)
    fill_plan(page, "Để xem trang văn bản")
    page.click("text=Ban hành…")
    page.click("[data-issue-now]")
    page.wait_for_url("**/documents/*", timeout=WAIT)
    document = page.url
    phone = login("vanthu", phone=True)
    for look in (page, phone):
        for address in (
            document,
            f"{document}/copies/new?way=ban-trich-sao.paper",
            f"{document}/readers",
            "/registers",
            "/",
        ):
            look.goto(address)
            judge(look)


def test_every_page_is_looked_at(app: Flask) -> None:
    """A new page without arguments must be listed above."""
    listed = {address.partition("?")[0] for some in PAGES.values() for address in some}
    pages = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.arguments and not rule.rule.startswith(("/api/v1", "/static"))
    }
    assert pages - listed - NO_PAGES == set()


@pytest.mark.parametrize("address", ["/", "/drafts/", "/forms/", "/search", "/registers"])
def test_page_at_200_percent(login: Login, address: str) -> None:
    """Twice as large on a small laptop: 640 by 360 CSS pixels."""
    page = login("vanthu")
    page.set_viewport_size({"width": 640, "height": 360})
    page.goto(address)
    assert wider_than_screen(page) == 0


def test_drafting_page_at_200_percent_hides_no_focused_field(login: Login) -> None:
    page = login("vanthu")
    new_draft(page)
    page.set_viewport_size({"width": 640, "height": 360})
    assert wider_than_screen(page) == 0
    page.locator("[name=kept_at]").focus()
    box = page.locator("[name=kept_at]").bounding_box()
    assert box is not None
    assert page.evaluate("([x, y]) => document.elementFromPoint(x, y).name", [box["x"] + 5, box["y"] + 5]) == "kept_at"


def test_nothing_moves_for_those_who_asked_for_it(login: Login) -> None:
    page = login("vanthu")
    page.emulate_media(reduced_motion="reduce")
    new_draft(page)
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((one) => {
          const { animationName, transitionDuration } = getComputedStyle(one, "::before");
          const own = getComputedStyle(one);
          return animationName !== "none" || own.animationName !== "none" || own.transitionDuration !== "0s";
        }).length"""
    )
    assert moving == 0
