"""An office makes a form of its own in the browser: upload, faults, fields, trial, approval, draft, next version."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Login
from tests.browser.steps import WAIT
from tests.browser.test_accessibility import judge
from tests.form_files import parts_of, zipped
from tests.own_form_files import invitation, with_middle

pytestmark = pytest.mark.slow


def written(folder: Path, name: str, data: bytes) -> str:
    (folder / name).write_bytes(data)
    return str(folder / name)


def tried(page: Page) -> None:
    expect(page.locator(".own-trial")).to_be_visible(timeout=WAIT)


@pytest.fixture
def clerk(login: Login) -> Page:
    return login("vanthu")


def test_a_form_from_upload_to_the_second_version(clerk: Page, login: Login, tmp_path: Path) -> None:
    page = clerk
    page.goto("/forms/")
    page.get_by_role("link", name="Thêm mẫu của cơ quan").click()
    judge(page)
    page.get_by_label("Tên mẫu").fill("Giấy mời họp xã")
    page.get_by_label("Loại văn bản").select_option("giay-moi")
    broken = with_middle("Thời gian: {{ thoi gian }}", "{%p for a in khach %}", "{{ a }}")
    page.get_by_label("Tệp .docx").set_input_files(written(tmp_path, "loi.docx", broken))
    page.get_by_role("button", name="Đọc tệp").click()

    page.get_by_role("link", name="Xem từng lỗi ở đoạn nào").click()
    tried(page)
    errors = page.locator("#errors + ul li")
    expect(errors).to_have_count(2)
    expect(errors.nth(0)).to_contain_text("Đoạn 7: Tên trong thẻ có dấu cách")
    expect(errors.nth(0).locator("q")).to_have_text("Thời gian: {{ thoi gian }}")
    expect(errors.nth(1)).to_contain_text("Đoạn 8: Lệnh “for” chưa có endfor")
    judge(page)

    page.get_by_role("link", name="Sửa các mục hoặc thay tệp").click()
    page.get_by_label("Tệp .docx đã sửa").set_input_files(written(tmp_path, "sua.docx", invitation()))
    page.get_by_role("button", name="Thay tệp").click()
    expect(page.get_by_role("heading", name="8 mục người soạn sẽ điền")).to_be_visible()
    page.locator("[name='thoi_gian.label']").fill("Thời gian họp")
    page.locator("[name='thoi_gian.sample']").fill("08 giờ 00, ngày 09 tháng 02 năm 2026")
    page.locator("[name='hinh_thuc.choices']").fill("trực tiếp\ntrực tuyến")
    judge(page)
    page.get_by_role("button", name="Ghi và điền thử").click()
    tried(page)
    expect(page.locator(".own-trial .sheet img").first).to_have_js_property("complete", True)
    judge(page)
    page.get_by_role("button", name="Duyệt phiên bản 1").click()
    expect(page.locator("main")).to_contain_text("đang dùng")
    judge(page)

    page.get_by_role("button", name="Soạn bằng mẫu này").click()
    page.wait_for_url("**/drafts/*")
    draft = page.url
    page.locator("[name=subject]").fill("Họp giao ban tháng 02")
    expect(page.get_by_label("Thời gian họp")).to_be_visible()
    page.locator("[name=thoi_gian]").fill("08 giờ")
    expect(page.locator("[data-save-state]")).to_contain_text("Đã lưu", timeout=WAIT)

    page.goto("/forms/own/rieng-giay-moi-hop-xa")
    page.get_by_role("button", name="Làm phiên bản mới…").click()
    smaller = with_middle("Thời gian: {{ thoi_gian }}", "Chủ trì: {{ chu_tri }}")
    page.get_by_label("Tệp .docx đã sửa").set_input_files(written(tmp_path, "hai.docx", smaller))
    page.get_by_role("button", name="Làm phiên bản mới", exact=True).click()
    page.get_by_role("button", name="Ghi và điền thử").click()
    tried(page)
    expect(page.locator("#approve ~ ul")).to_contain_text("Mục “Thanh phan” không còn")
    page.get_by_label("Tôi đã xem và chấp nhận").check()
    page.get_by_role("button", name="Duyệt phiên bản 2").click()
    expect(page.locator("main")).to_contain_text("thôi dùng")

    page.goto(draft)
    page.get_by_role("button", name="Chuyển sang phiên bản 2").click()
    expect(page.locator("#messages")).to_contain_text("Dự thảo đã theo phiên bản 2")
    expect(page.locator("[name=thoi_gian]")).to_have_value("08 giờ")

    phone = login("vanthu", phone=True)
    for address in ("/forms/own/rieng-giay-moi-hop-xa", "/forms/own/rieng-giay-moi-hop-xa/2/fields"):
        phone.goto(address)
        judge(phone)
    phone.goto("/forms/own/rieng-giay-moi-hop-xa/2/try")
    tried(phone)
    judge(phone)


def test_a_copy_of_a_built_in_form(clerk: Page) -> None:
    clerk.goto("/forms/ke-hoach")
    clerk.get_by_role("button", name="Sửa thành mẫu của cơ quan").click()
    expect(clerk.locator("[name='subject.label']")).to_have_value("Trích yếu")
    clerk.get_by_label("Tên mẫu").fill("Kế hoạch của xã")
    clerk.get_by_role("button", name="Ghi và điền thử").click()
    tried(clerk)
    expect(clerk.locator(".own-trial")).to_contain_text("Không thấy điều gì sai thể thức.")


def test_a_hostile_file_is_told_and_not_kept(clerk: Page, complaints: list[str], tmp_path: Path) -> None:
    clerk.goto("/forms/own/new")
    clerk.get_by_label("Tên mẫu").fill("Mẫu lạ")
    clerk.get_by_label("Loại văn bản").select_option("giay-moi")
    bad = zipped(parts_of(invitation()) | {"word/vbaProject.bin": b"MZ"})
    clerk.get_by_label("Tệp .docx").set_input_files(written(tmp_path, "la.docx", bad))
    clerk.get_by_role("button", name="Đọc tệp").click()
    expect(clerk.get_by_role("alert")).to_contain_text("Tệp có macro")
    expect(clerk.get_by_label("Tên mẫu")).to_have_value("Mẫu lạ")
    complaints.clear()  # the browser reports the 422
