"""A real browser on who issues, who signs, who receives: an office with a council of its own and a recipient book."""

import os
import re
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from service import setup
from service.config import Config, make_secret
from service.parts import Parts
from service.recipient_changes import add_former_name, add_recipient
from service.recipient_groups import add_group
from tests.browser.conftest import Login, serving
from tests.browser.steps import WAIT, current, new_draft, rows, saved, shown, texts, type_lines
from tests.browser.test_accessibility import judge
from tests.conftest import open_office
from tests.test_bodies import add_council, add_council_signer

pytestmark = pytest.mark.slow

AGENCY = "tan-hoa"
COUNCIL = "Hội đồng Thi đua - Khen thưởng xã Tân Hòa"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A service of its own: what is entered here must not be seen by other tests."""
    data = tmp_path_factory.mktemp("authority")
    make_secret(data)
    office = setup.prepare(Config.from_environment({**os.environ, "DATA_DIR": str(data)}))
    open_office(office)
    add_council_signer(office, add_council(office))
    _fill_book(office)
    with serving(data) as address:
        yield address


@pytest.fixture(scope="module")
def sessions() -> dict[str, object]:
    return {}


def _fill_book(office: Parts) -> None:
    with office.db.write() as session:
        made = [add_recipient(session, AGENCY, name=name) for name in ("Sở Nội vụ", "UBND xã An Phú", "UBND xã An Hòa")]
        add_former_name(session, made[0], "Sở Lao động", date(2025, 2, 28), by="test")
        add_group(session, AGENCY, "UBND các xã lân cận", [one.id for one in made[1:]], by="test")


def find(page: Page, field: str, typed: str) -> None:
    page.locator(f"#find-{field}").fill(typed)
    expect(page.locator(f"#offers-{field} [role=option]").first).to_be_visible(timeout=WAIT)


def values(page: Page, field: str) -> list[str]:
    return rows(page, field).evaluate_all("areas => areas.map((area) => area.value)")


def test_the_issuer_decides_letterhead_signers_and_register(login: Login) -> None:
    page = login("vanthu")
    new_draft(page)
    signer = page.locator("[name=signer]")
    expect(signer.locator("option:not([disabled])")).to_have_count(3)  # "choose", and the agency's two
    page.locator("[name=issuer]").select_option(label=COUNCIL)
    expect(signer.locator("option:not([disabled])")).to_have_count(2)
    expect(signer.locator("option[disabled]").first).to_contain_text("không ký văn bản của nơi ban hành đã chọn")
    signer.select_option(signer.locator('option[data-issuer="1"]').get_attribute("value"))
    expect(page.locator("[data-signer-block]")).to_contain_text("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ")
    saved(page)
    shown(page)
    page.click("text=Ban hành…")
    expect(page.locator("[data-issue-number]")).to_have_text("01/KH-HĐTĐKT", timeout=WAIT)
    expect(page.locator("[data-issue-register]")).to_contain_text(COUNCIL)


def test_a_recipient_is_taken_from_the_book_by_keyboard_alone(login: Login) -> None:
    page = login("soanthao")
    new_draft(page)
    find(page, "recipients", "lao dong")
    expect(page.locator("#offers-recipients")).to_contain_text("tên cũ: Sở Lao động")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert values(page, "recipients") == ["Sở Nội vụ"]
    find(page, "recipients", "lan can")
    page.keyboard.press("Enter")
    assert values(page, "recipients") == ["Sở Nội vụ", "UBND xã An Phú", "UBND xã An Hòa"]
    find(page, "recipients", "lan can")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert values(page, "recipients")[-1] == "UBND các xã lân cận"
    saved(page)
    assert texts(page)["recipients"].split("\n") == values(page, "recipients")


def test_former_names_are_replaced_and_unknown_ones_enter_the_book(login: Login) -> None:
    page = login("soanthao")
    new_draft(page)
    type_lines(page, "recipients", ["Như trên", "Sở Lao động", "Hội Nông dân xã"])
    marks = page.locator('[data-field="recipients"] [data-recipient-marks]')
    expect(marks.locator("li")).to_have_count(2, timeout=WAIT)
    page.click("text=Đổi thành “Sở Nội vụ”")
    assert values(page, "recipients") == ["Như trên", "Sở Nội vụ", "Hội Nông dân xã"]
    expect(page.locator("[data-notices]")).to_contain_text("Lấy lại tên cũ")
    page.click("text=Thêm vào sổ")
    expect(marks).to_be_hidden(timeout=WAIT)
    saved(page)
    assert current(page)["recipients"] == []


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_pages_with_something_on_them_pass_axe(login: Login, phone: bool) -> None:
    admin = login("quantri", phone=phone)
    for address in ("/admin/bodies/1", "/admin/bodies/1/name", "/admin/signers", "/admin/signers/3"):
        admin.goto(address)
        admin.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
        judge(admin)
    clerk = login("vanthu", phone=phone)
    for address in ("/recipients", "/recipients/1"):
        clerk.goto(address)
        judge(clerk)
    new_draft(clerk)
    find(clerk, "recipients", "an")
    judge(clerk)


def test_a_letterhead_is_seen_while_it_is_typed(login: Login) -> None:
    page = login("quantri")
    page.goto("/admin/bodies/new")
    page.select_option("[name=rule]", "unit")
    page.fill("[name=own]", "Phòng Kinh tế")
    page.click("text=Điền các mục dưới đây")
    preview = page.locator(".preview")
    expect(preview).to_contain_text("PHÒNG KINH TẾ")
    expect(preview).to_contain_text(re.compile(r"UBND XÃ TÂN HÒA"))
    page.fill("[name=superior]", "UBND HUYỆN CŨ")
    expect(preview.locator(".letterhead-warnings")).to_contain_text("Cấp huyện không còn", timeout=WAIT)
