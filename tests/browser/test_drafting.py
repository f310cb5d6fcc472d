"""The drafting page in a real Chromium: typing, the true page beside it, saving, two tabs, lists, phone, keyboard."""

import io
import re

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import Login, log_in
from tests.browser.steps import (
    WAIT,
    current,
    field,
    fill_plan,
    new_draft,
    rows,
    saved,
    shown,
    texts,
    type_lines,
    wider_than_screen,
)

pytestmark = pytest.mark.slow


def pdf_text(page: Page) -> str:
    pdf = page.request.get(f"{page.url}/preview.pdf").body()
    return " ".join(PdfReader(io.BytesIO(pdf)).pages[0].extract_text().split())


def test_what_is_typed_is_saved_and_stands_on_the_true_page(login: Login) -> None:
    page = login()
    new_draft(page)
    shown(page)
    before = page.locator(".sheets img").first.get_attribute("src")
    field(page, "subject").click()
    page.keyboard.type("Công tác thi đua năm 2026")
    expect(page.locator("[data-save-state]")).to_have_text("Chưa lưu")
    expect(page.locator("[data-preview-state]")).to_have_text("Bản xem trước đã cũ")
    saved(page)
    shown(page)
    expect(page.locator(".sheets img").first).not_to_have_attribute("src", before, timeout=WAIT)
    assert texts(page)["subject"] == "Công tác thi đua năm 2026"
    assert "Công tác thi đua năm 2026" in pdf_text(page)
    page.reload()
    expect(field(page, "subject")).to_have_value("Công tác thi đua năm 2026")


def test_the_old_page_stays_until_the_new_one_is_there(login: Login) -> None:
    """No flicker: at no moment is a sheet without its picture once it had one."""
    page = login()
    new_draft(page)
    shown(page)
    page.evaluate(
        """() => {
          window.empty = 0;
          const sheet = document.querySelector(".sheets > .sheet");
          new MutationObserver(() => sheet.querySelector("img")?.complete || (window.empty += 1))
            .observe(sheet, { childList: true, subtree: true });
        }"""
    )
    before = page.locator(".sheets img").first.get_attribute("src")
    field(page, "subject").fill("Trang mới thay trang cũ")
    expect(page.locator(".sheets img").first).not_to_have_attribute("src", before, timeout=WAIT)
    assert page.evaluate("window.empty") == 0


def test_the_caret_stays_where_one_types_while_saving_and_previewing(login: Login) -> None:
    page = login()
    new_draft(page)
    field(page, "body").click()
    for words in ("I. MỤC ĐÍCH\n", "1. Mục đích\n", "Nội dung thứ nhất.\n"):
        page.keyboard.type(words)
        saved(page)
    page.keyboard.type("Nội dung thứ hai.")
    saved(page)
    assert texts(page)["body"] == "I. MỤC ĐÍCH\n1. Mục đích\nNội dung thứ nhất.\nNội dung thứ hai."
    assert page.evaluate("document.activeElement.name") == "body"


def test_the_outline_leads_to_its_place_in_the_body(login: Login) -> None:
    page = login()
    new_draft(page)
    field(page, "body").fill("I. MỤC ĐÍCH\n1. Mục đích\nĐoạn một.\nII. YÊU CẦU\n1. Yêu cầu\nĐoạn hai.")
    saved(page)
    page.click("[data-outline] summary")
    entries = page.locator("[data-outline-list] button")
    expect(entries).to_have_text(["I. MỤC ĐÍCH", "1. Mục đích", "II. YÊU CẦU", "1. Yêu cầu"])
    entries.nth(3).click()
    chosen = page.evaluate(
        "(({ value, selectionStart: from, selectionEnd: to }) => [value.slice(from, to), from])(document.activeElement)"
    )
    assert chosen == ["1. Yêu cầu", len("I. MỤC ĐÍCH\n1. Mục đích\nĐoạn một.\nII. YÊU CẦU\n")]


def test_of_two_tabs_the_later_save_is_told_and_mine_can_be_kept(login: Login, complaints: list[str]) -> None:
    first = login()
    address = new_draft(first)
    second = first.context.new_page()
    second.goto(address)
    field(first, "subject").fill("Bản của thẻ thứ nhất")
    saved(first)
    field(second, "subject").fill("Bản của thẻ thứ hai")
    expect(second.locator("[data-save-state]")).to_have_text("Chưa lưu: có bản mới hơn", timeout=WAIT)
    assert texts(first)["subject"] == "Bản của thẻ thứ nhất"
    second.click("text=Xem bản mới")
    versions = second.locator("[data-versions]")
    expect(versions).to_contain_text("Bản của thẻ thứ nhất")
    expect(versions).to_contain_text("Bản của thẻ thứ hai")
    second.click("dialog[open] >> text=Giữ bản của tôi")
    saved(second)
    assert texts(second)["subject"] == "Bản của thẻ thứ hai"
    complaints.clear()  # the browser itself reports the answer 412


def test_of_two_tabs_the_newer_version_can_be_taken_and_mine_still_comes_back(
    login: Login, complaints: list[str]
) -> None:
    first = login()
    address = new_draft(first)
    second = first.context.new_page()
    second.goto(address)
    type_lines(first, "recipients", ["Sở Nội vụ", "Sở Tài chính"])
    saved(first)
    type_lines(second, "recipients", ["Bộ Nội vụ"])
    second.click("text=Xem bản mới", timeout=WAIT)
    second.click("dialog[open] >> text=Dùng bản mới")
    expect(rows(second, "recipients")).to_have_count(2)
    expect(rows(second, "recipients").nth(1)).to_have_value("Sở Tài chính")
    second.click("text=Lấy lại bản của tôi")
    saved(second)
    assert texts(second)["recipients"] == "Bộ Nội vụ"
    complaints.clear()


def test_words_survive_a_lost_connection(login: Login, complaints: list[str]) -> None:
    page = login()
    new_draft(page)
    shown(page)
    page.context.set_offline(True)
    field(page, "subject").fill("Gõ khi mất mạng")
    expect(page.locator("[data-save-state]")).to_have_text("Chưa lưu được, sẽ thử lại", timeout=WAIT)
    field(page, "subject").press_sequentially(" vẫn gõ được")
    page.context.set_offline(False)
    saved(page)
    assert texts(page)["subject"] == "Gõ khi mất mạng vẫn gõ được"
    complaints.clear()


def test_words_of_a_closed_tab_come_back_in_the_same_browser(login: Login, complaints: list[str]) -> None:
    page = login()
    address = new_draft(page)
    shown(page)
    context = page.context
    context.set_offline(True)
    field(page, "subject").fill("Chưa kịp lưu")
    expect(page.locator("[data-save-state]")).to_have_text("Chưa lưu được, sẽ thử lại", timeout=WAIT)
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(address)
    expect(field(again, "subject")).to_have_value("Chưa kịp lưu")
    expect(again.locator("[data-notices]")).to_contain_text("Đã lấy lại nội dung chưa kịp lưu")
    saved(again)
    assert texts(again)["subject"] == "Chưa kịp lưu"
    complaints.clear()


def test_recipients_are_added_reordered_and_dropped_by_keyboard(login: Login) -> None:
    page = login()
    new_draft(page)
    type_lines(page, "recipients", ["Sở Nội vụ", "Đảng ủy xã", "Các trường học"])
    page.keyboard.press("Alt+ArrowUp")
    saved(page)
    assert texts(page)["recipients"].split("\n") == ["Sở Nội vụ", "Các trường học", "Đảng ủy xã"]
    page.locator('[data-field="recipients"] [data-act="down"]').first.focus()
    page.keyboard.press("Enter")
    saved(page)
    assert texts(page)["recipients"].split("\n") == ["Các trường học", "Sở Nội vụ", "Đảng ủy xã"]
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Chuyển dòng 2 xuống"
    expect(page.locator("#said")).to_have_text("Đã chuyển đến vị trí 2")
    page.locator('[data-field="recipients"] [data-act="drop"]').nth(1).focus()
    page.keyboard.press("Enter")
    saved(page)
    assert texts(page)["recipients"].split("\n") == ["Các trường học", "Đảng ủy xã"]
    page.click("text=Lấy lại dòng vừa xóa")
    saved(page)
    assert texts(page)["recipients"].split("\n") == ["Các trường học", "Sở Nội vụ", "Đảng ủy xã"]


def test_recipients_are_reordered_by_dragging(login: Login) -> None:
    page = login()
    new_draft(page)
    type_lines(page, "recipients", ["Một", "Hai", "Ba"])
    grips = page.locator('[data-field="recipients"] .grip')
    start, end = grips.nth(2).bounding_box(), grips.nth(0).bounding_box()
    assert start and end
    page.mouse.move(start["x"] + 5, start["y"] + 15)
    page.mouse.down()
    page.mouse.move(end["x"] + 5, end["y"] + 2, steps=8)
    page.mouse.up()
    saved(page)
    assert texts(page)["recipients"].split("\n") == ["Ba", "Một", "Hai"]


def test_many_recipients_are_pasted_at_once(login: Login) -> None:
    page = login()
    new_draft(page)
    page.click('[data-field="recipients"] summary')
    page.fill('[data-field="recipients"] details textarea', "- Sở Nội vụ;\n- Sở Tài chính;\n\n- Các trường học.")
    page.click('[data-field="recipients"] >> text=Thêm các dòng này')
    saved(page)
    assert texts(page)["recipients"].split("\n") == ["Sở Nội vụ", "Sở Tài chính", "Các trường học."]


def test_two_thousand_recipients_are_a_plain_list(login: Login) -> None:
    page = login()
    address = new_draft(page)
    many = "\n".join(f"Trường học số {number}" for number in range(1, 2001))
    page.click('[data-field="recipients"] summary')
    page.locator('[data-field="recipients"] details textarea').evaluate("(area, text) => (area.value = text)", many)
    page.click('[data-field="recipients"] >> text=Thêm các dòng này')
    expect(field(page, "recipients")).to_be_visible()
    saved(page)
    assert texts(page)["recipients"] == many
    page.goto(address)
    expect(field(page, "recipients")).to_be_visible()
    expect(field(page, "recipients")).to_have_value(many)


def test_cells_copied_from_a_spreadsheet_fill_the_table(login: Login) -> None:
    page = login()
    new_draft(page, "quyet-dinh")
    cells = "Nguyễn Văn A\tThôn 1\tGiấy khen\t1.500.000\nTrần Thị B\tThôn 2\tGiấy khen\t1.500.000"
    page.locator('[data-field="awardees"] .cells input').first.focus()
    page.evaluate(
        """text => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          const pasted = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
          document.activeElement.dispatchEvent(pasted);
        }""",
        f"{cells}\n",
    )
    saved(page)
    assert texts(page)["awardees"] == cells
    page.locator('[data-field="awardees"] [data-act="drop"]').first.click()
    saved(page)
    assert texts(page)["awardees"].startswith("Trần Thị B")


def test_a_signer_shows_the_lines_that_will_be_printed(login: Login) -> None:
    page = login()
    new_draft(page)
    field(page, "signer").select_option(label="Võ Thị Phó, TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH, PHÓ CHỦ TỊCH")
    block = page.locator("[data-signer-block] > *")
    expect(block).to_have_text(["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Võ Thị Phó"])


def test_what_is_missing_is_listed_and_leads_to_its_field(login: Login) -> None:
    page = login()
    new_draft(page)
    problems = page.locator("[data-problems] a")
    expect(problems).to_contain_text(["Trích yếu", "Nội dung", "Nơi nhận", "Người ký"])
    problems.get_by_text("Nội dung").click()
    assert page.evaluate("document.activeElement.name") == "body"
    fill_plan(page, "Đủ mọi mục")
    expect(page.locator("[data-problems]")).to_be_hidden()
    expect(page.locator("[data-left]")).to_be_hidden()


PASTED = """ỦY BAN NHÂN DÂN XÃ TÂN HÒA
KẾ HOẠCH
Công tác thi đua, khen thưởng năm 2026
Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;
I. MỤC ĐÍCH
1. Mục đích
Đẩy mạnh phong trào thi đua.
Nơi nhận:
- Sở Nội vụ;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trần Văn Lãnh
"""


def test_a_whole_pasted_document_becomes_a_draft_and_no_line_is_lost(login: Login) -> None:
    page = login()
    page.goto("/drafts/")
    page.fill("[name=text]", PASTED)
    page.click("text=Tách thành dự thảo")
    page.wait_for_url(re.compile("/drafts/[0-9a-f]{32}$"))
    expect(field(page, "subject")).to_have_value("Công tác thi đua, khen thưởng năm 2026")
    assert texts(page)["recipients"] == "Sở Nội vụ"
    assert page.locator("[name=signer] option:checked").inner_text().startswith("Trần Văn Lãnh")
    kept = " ".join([*texts(page).values(), page.locator("main").inner_text()])
    for words in ("Căn cứ Luật Thi đua", "Đẩy mạnh phong trào thi đua."):
        assert words in kept


def test_a_pasted_text_of_unknown_kind_is_kept_while_one_chooses_a_form(login: Login, complaints: list[str]) -> None:
    page = login()
    page.goto("/drafts/")
    page.fill("[name=text]", "Một đoạn văn bất kỳ.")
    page.click("text=Tách thành dự thảo")
    expect(page.locator(".error")).to_contain_text("Hãy chọn mẫu")
    expect(page.locator("[name=text]")).to_have_value("Một đoạn văn bất kỳ.")
    page.select_option(".paste select[name=form]", "cong-van")
    page.click("text=Tách thành dự thảo")
    page.wait_for_url(re.compile("/drafts/[0-9a-f]{32}$"))
    assert "Một đoạn văn bất kỳ." in page.locator("main").inner_text() + texts(page)["body"]
    complaints.clear()  # the browser reports the answer 422


def test_a_discarded_draft_comes_back(login: Login) -> None:
    page = login()
    address = new_draft(page)
    field(page, "subject").fill("Bỏ rồi lấy lại")
    saved(page)
    page.click("text=Bỏ dự thảo")
    expect(page.locator(".message")).to_contain_text("Đã bỏ dự thảo “Bỏ rồi lấy lại”.")
    expect(page.locator("section[aria-labelledby=mine]")).not_to_contain_text("Bỏ rồi lấy lại")
    page.get_by_role("button", name="Lấy lại").click()
    page.wait_for_url(address)
    expect(field(page, "subject")).to_have_value("Bỏ rồi lấy lại")
    assert current(page)["problems"]


def test_the_clerk_returns_a_draft_with_a_note_that_the_drafter_reads(login: Login) -> None:
    page = login()
    address = new_draft(page)
    fill_plan(page, "Chuyển rồi trả lại")
    page.click("text=Chuyển văn thư")
    expect(page.locator(".draft-bar .state")).to_have_text("Chờ văn thư")
    expect(field(page, "subject")).not_to_be_editable()
    clerk = login("vanthu")
    clerk.goto("/")
    clerk.click("#waiting ~ ul >> text=Chuyển rồi trả lại")
    clerk.click("text=Trả lại…")
    clerk.fill("dialog[open] [name=note]", "Thiếu căn cứ Luật Thi đua, khen thưởng.")
    clerk.click("dialog[open] [type=submit]")
    expect(clerk.locator(".message")).to_contain_text("Đã trả lại cho Nguyễn Minh Châu")
    page.goto(address)
    expect(page.locator("[data-notices]")).to_contain_text("Thiếu căn cứ Luật Thi đua, khen thưởng.")
    expect(field(page, "subject")).to_be_editable()


def test_the_clerk_issues_after_a_dialog_that_names_register_and_number(login: Login) -> None:
    page = login("vanthu")
    address = new_draft(page)
    page.click("text=Ban hành…")
    expect(page.locator("dialog[open] [data-issue-problems]")).to_contain_text("Trích yếu")
    expect(page.locator("[data-issue-now]")).to_be_disabled()
    page.keyboard.press("Escape")
    fill_plan(page, "Kế hoạch ban hành trong trình duyệt")
    page.click("text=Ban hành…")
    dialog = page.locator("dialog[open]")
    expect(dialog).to_contain_text("Kế hoạch ban hành trong trình duyệt")
    expect(dialog).to_contain_text("Trần Văn Lãnh")
    number = dialog.locator("dd").nth(1).inner_text()
    assert re.fullmatch(r"\d\d/KH-UBND", number)
    dialog.locator("[data-issue-now]").click()
    page.wait_for_url(re.compile("/documents/[0-9a-f]{32}$"), timeout=WAIT)
    expect(page.locator("main")).to_contain_text(number)
    expect(page.locator("main")).to_contain_text("Kế hoạch ban hành trong trình duyệt")
    page.goto(address)  # the draft's address leads to the document it became
    assert "/documents/" in page.url
    page.goto("/")
    expect(page.locator("#issued ~ .desk-list")).to_contain_text(number)


def test_on_a_phone_form_and_page_are_two_tabs(login: Login) -> None:
    page = login(phone=True)
    new_draft(page)
    expect(page.locator("#side-page")).to_be_hidden()
    field(page, "subject").fill("Soạn trên điện thoại")
    saved(page)
    page.get_by_role("tab", name="Trang").tap()
    expect(page.locator("#side-form")).to_be_hidden()
    shown(page)
    expect(page.locator(".sheets img").first).to_be_visible(timeout=WAIT)
    assert wider_than_screen(page) == 0
    page.get_by_role("tab", name="Nội dung").tap()
    expect(field(page, "subject")).to_have_value("Soạn trên điện thoại")
    assert wider_than_screen(page) == 0


def test_a_draft_is_written_and_handed_over_without_a_mouse(login: Login) -> None:
    page = login()
    page.goto("/")
    page.keyboard.press("n")
    page.wait_for_url("**/drafts/")
    _tab_to(page, "document.activeElement.value === 'ke-hoach'")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/drafts/[0-9a-f]{32}$"))
    _tab_to(page, "document.activeElement.name === 'subject'")
    page.keyboard.type("Chỉ dùng bàn phím")
    _tab_to(page, "document.activeElement.name === 'body'")
    page.keyboard.type("I. MỤC ĐÍCH\nNội dung.")
    _tab_to(page, "document.activeElement.closest('[data-field=recipients] .rows')")
    page.keyboard.type("Sở Nội vụ")
    page.keyboard.press("Enter")
    page.keyboard.type("Đảng ủy xã")
    _tab_to(page, "document.activeElement.name === 'signer'")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Control+s")
    saved(page)
    _tab_to(page, "document.activeElement.textContent.trim() === 'Chuyển văn thư'", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".draft-bar .state")).to_have_text("Chờ văn thư")


def _tab_to(page: Page, there: str, key: str = "Tab") -> None:
    for _ in range(80):
        page.keyboard.press(key)
        if page.evaluate(f"Boolean({there})"):
            return
    pytest.fail(f"{key} never reaches {there}")


def test_keys_jump_to_the_search_box_and_list_themselves(login: Login) -> None:
    page = login()
    page.goto("/forms/")
    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.type("n?/")
    expect(page.locator("#find")).to_have_value("n?/")


def test_control_enter_makes_the_preview_anew(login: Login) -> None:
    page = login()
    new_draft(page)
    shown(page)
    field(page, "subject").fill("Dựng ngay")
    with page.expect_response(lambda answer: answer.url.endswith("/preview") and answer.ok, timeout=WAIT):
        page.keyboard.press("Control+Enter")
    saved(page)


def test_a_preview_that_cannot_be_made_says_why_and_is_tried_again(login: Login, complaints: list[str]) -> None:
    page = login()
    address = new_draft(page)
    page.context.route("**/preview", lambda route: route.abort())
    page.goto(address)
    state = page.locator("[data-preview-state]")
    expect(state).to_have_text("Không dựng được: mất kết nối với máy chủ. Sẽ thử lại.", timeout=WAIT)
    field(page, "subject").fill("Vẫn gõ và lưu được")
    saved(page)
    page.context.unroute("**/preview")
    shown(page)
    complaints.clear()


def test_words_survive_a_session_that_ended(login: Login, complaints: list[str]) -> None:
    """Logged out and in again in another tab: the page goes on with what was typed."""
    page = login()
    new_draft(page)
    shown(page)
    page.context.clear_cookies()
    field(page, "subject").fill("Gõ khi phiên đã hết")
    expect(page.locator("[data-save-state]")).to_contain_text("Phiên làm việc đã hết", timeout=WAIT)
    other = page.context.new_page()
    log_in(other, "soanthao")
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    saved(page)
    assert texts(page)["subject"] == "Gõ khi phiên đã hết"
    complaints.clear()  # the browser reports the answers 401 and 400
