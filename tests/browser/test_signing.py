"""A decision's way through three people in a real browser: the drafter submits, the leader signs, the clerk seals."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import signing_ca, softhsm
from tests.browser.conftest import Login
from tests.browser.steps import WAIT, fill_plan, new_draft
from tests.browser.test_accessibility import judge
from tests.signed_office import PIN, picture
from tests.test_external_signing import openssl, pem

pytestmark = pytest.mark.slow


def take_key(page: Page, address: str, folder: Path, name: str, color: str) -> None:
    """Upload a key file and the picture that goes with it."""
    file, image = folder / f"{color}.p12", folder / f"{color}.png"
    file.write_bytes(signing_ca.person(name).pkcs12(PIN))
    image.write_bytes(picture(color, (300, 300) if color == "red" else (400, 160)))
    page.goto(address)
    page.set_input_files("#file", file)
    page.fill("#pin", PIN)
    page.set_input_files("#picture", image)
    page.click("text=Lưu khóa")
    expect(page.locator("#messages")).to_contain_text("Đã nhận khóa")
    judge(page)


def test_three_people(login: Login, tmp_path: Path, complaints: list[str]) -> None:
    leader = login("lanhdao")
    take_key(leader, "/account/key", tmp_path, "Trần Văn Lãnh", "blue")
    take_key(login("quantri"), "/admin/seal", tmp_path, "UBND xã Tân Hòa", "red")

    drafter = login("soanthao")
    address = new_draft(drafter)
    fill_plan(drafter, "Ký trước, cấp số sau")
    drafter.click("text=Trình ký số", timeout=WAIT)
    expect(drafter.locator(".notice").first).to_contain_text("Đang chờ Trần Văn Lãnh ký số", timeout=WAIT)
    judge(drafter)

    leader.goto("/")
    leader.click("text=Ký trước, cấp số sau")
    expect(leader.locator("h2", has_text="Ký văn bản")).to_be_visible()
    judge(leader)
    leader.fill("#pin", "khong-dung")
    leader.click("aside button.primary")
    expect(leader.locator(".error")).to_contain_text("Mã PIN không đúng")
    complaints.clear()  # the browser reports the 422
    leader.fill("#pin", PIN)
    leader.click("aside button.primary")
    expect(leader.locator("#messages")).to_contain_text("Đã ký")

    clerk = login("vanthu")
    clerk.goto(address)
    clerk.click("text=Ban hành…")
    clerk.fill("#pin", PIN)
    judge(clerk)
    clerk.click("[data-issue-now]")
    clerk.wait_for_url(re.compile(r"/documents/"), timeout=WAIT)
    expect(clerk.locator("text=Từ khi ký chỉ điền số, ngày và đóng dấu.")).to_be_visible()
    judge(clerk)


def test_a_token_and_a_key_outside(login: Login, tokens: Path, tmp_path: Path) -> None:
    """The leader's key is on a token, the seal's with a service outside, for which openssl stands."""
    with softhsm.used(tokens):
        softhsm.make("lanh-dao", signing_ca.person("Trần Văn Lãnh"), tokens)
    leader = login("lanhdao")
    leader.goto("/account/key")
    leader.click("summary:has-text('PKCS#11')")
    leader.fill("#token-pin", softhsm.PIN)
    leader.click("text=Dùng khóa này")
    expect(leader.locator("#messages")).to_contain_text("Đã nhận khóa của “Trần Văn Lãnh”")
    judge(leader)
    seal = signing_ca.person("UBND xã Tân Hòa")
    (tmp_path / "seal.pem").write_bytes(pem(seal))
    administrator = login("quantri")
    administrator.goto("/admin/seal")
    administrator.click("summary:has-text('bên ngoài')")
    administrator.set_input_files("#certificate", tmp_path / "seal.pem")
    administrator.click("text=Dùng chứng thư này")
    expect(administrator.locator("#messages")).to_contain_text("Đã nhận khóa")

    drafter = login("soanthao")
    address = new_draft(drafter)
    fill_plan(drafter, "Ký bằng thiết bị, đóng dấu ở ngoài")
    drafter.click("text=Trình ký số", timeout=WAIT)
    expect(drafter.locator(".notice").first).to_contain_text("Đang chờ Trần Văn Lãnh ký số", timeout=WAIT)
    leader.goto("/")
    leader.click("text=Ký bằng thiết bị, đóng dấu ở ngoài")
    leader.fill("#pin", softhsm.PIN)
    leader.click("aside button.primary")
    expect(leader.locator("#messages")).to_contain_text("Đã ký")

    clerk = login("vanthu")
    clerk.goto(address)
    clerk.click("text=Ban hành…")
    clerk.click("text=Đóng dấu bằng khóa bên ngoài")
    judge(clerk)
    with clerk.expect_download() as taken:
        clerk.click("text=Tải dữ liệu cần ký")
    signature = openssl(tmp_path, seal, taken.value.path().read_bytes())
    (tmp_path / "signature").write_bytes(signature)
    clerk.set_input_files("#file", tmp_path / "signature")
    clerk.click("text=Đóng dấu và ban hành")
    clerk.wait_for_url(re.compile(r"/documents/"), timeout=WAIT)
    expect(clerk.locator("text=Từ khi ký chỉ điền số, ngày và đóng dấu.")).to_be_visible()
