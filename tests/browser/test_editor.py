"""The body editor in a real Chromium: levels, numbers, keys, tables, paste, and the text that is saved."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Login
from tests.browser.steps import WAIT, field, new_draft, saved, shown, texts, wider_than_screen

pytestmark = pytest.mark.slow


def opened(login: Login, phone: bool = False) -> tuple[Page, Locator]:
    page = login(editor=True, phone=phone)
    new_draft(page)
    words = page.locator('[data-field="body"] .paper-words')
    words.click()
    return page, words


def body(page: Page) -> str:
    saved(page)
    return texts(page)["body"]


def body_becomes(page: Page, words: str) -> None:
    """What was typed last may not have begun to be saved."""
    for _ in range(WAIT // 200):
        if body(page) == words:
            return
        page.wait_for_timeout(200)
    assert body(page) == words


def until(page: Page, script: str) -> None:
    for _ in range(WAIT // 100):
        if page.evaluate(script):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"never: {script}")


def blocks(words: Locator) -> list[str]:
    """Each paragraph as it is seen: number and words."""
    found: list[str] = words.evaluate(
        "(root) => [...root.querySelectorAll(':scope > p')].map((p) => `${p.dataset.shown} ${p.textContent}`.trim())"
    )
    return found


def test_typing_becomes_levels_and_numbers_count_themselves(login: Login) -> None:
    page, words = opened(login)
    page.keyboard.type("I. MỤC ĐÍCH")
    page.keyboard.press("Enter")
    page.keyboard.type("1. Yêu cầu: làm ngay.")
    page.keyboard.press("Enter")
    page.keyboard.type("Hai.")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Điểm;")
    page.keyboard.press("Enter")
    page.keyboard.type("Điểm sau.")
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("Ba.")
    assert blocks(words) == ["I. MỤC ĐÍCH", "1. Yêu cầu: làm ngay.", "2. Hai.", "a) Điểm;", "b) Điểm sau.", "3. Ba."]
    body_becomes(page, "I. MỤC ĐÍCH\n1. Yêu cầu: làm ngay.\n2. Hai.\na) Điểm;\nb) Điểm sau.\n3. Ba.")
    page.keyboard.press("Control+z")
    page.reload()
    expect(words.locator("p").nth(4)).to_have_attribute("data-shown", "b)")


def test_bold_italic_title_and_kept_numbers(login: Login) -> None:
    page, words = opened(login)
    page.keyboard.type("Điều 5. ")
    page.keyboard.press("Control+b")
    page.keyboard.type("Đậm")
    page.keyboard.press("Control+b")
    page.keyboard.type(" và ")
    page.keyboard.press("Control+i")
    expect(page.locator("[data-command=italic]")).to_have_attribute("aria-pressed", "true")
    page.keyboard.type("nghiêng.")
    body_becomes(page, "Điều 5. **Đậm** và *nghiêng.*")
    expect(page.locator("[data-command=keep]")).to_have_attribute("aria-pressed", "true")
    page.click("[data-command=keep]")
    expect(words.locator("p").first).to_have_attribute("data-shown", "Điều 1.")


def test_a_table_is_typed_cell_by_cell(login: Login) -> None:
    page, words = opened(login)
    page.keyboard.type("Danh sách:")
    page.click("[data-command=table]")
    for cell in ("STT", "Họ tên", "Ghi chú", "1", "An"):
        page.keyboard.type(cell)
        page.keyboard.press("Tab")
    page.click("[data-command=row-drop]")
    assert body(page).startswith("Danh sách:\n\n| STT | Họ tên | Ghi chú |\n| --- | --- | --- |")
    expect(words.locator("tr")).to_have_count(2)


WORD = """<html><body><!--StartFragment-->
<p class=MsoNormal align=center><b><span style='color:red'>Chương I</span></b></p>
<p class=MsoNormal><b>QUY ĐỊNH CHUNG</b></p><p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>
<![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp; </span></span><![endif]>Một <i>hai</i>.</p>
<table><tr><td colspan=2><b>Cột</b></td></tr><tr><td>a</td><td>b</td></tr></table><img src="x.png">
<!--EndFragment--></body></html>"""
PASTE = """([html, text]) => {
  const clipboardData = new DataTransfer();
  if (html) clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", text);
  const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(event);
}"""


def test_words_from_word_keep_their_structure_and_what_was_dropped_is_said(login: Login) -> None:
    page, _ = opened(login)
    page.evaluate(PASTE, [WORD, "Chương I"])
    expect(page.locator("[data-editor-says]")).to_have_text("Không giữ lại: màu chữ, 1 hình ảnh.", timeout=WAIT)
    expect(page.locator("[data-save-state]")).not_to_have_text("Chưa lưu")
    body_becomes(page, "Chương I\nQUY ĐỊNH CHUNG\n1. Một *hai*.\n\n| Cột |  |\n| --- | --- |\n| a | b |")
    page.keyboard.press("Control+z")
    body_becomes(page, "")


def test_plain_text_stays_possible_and_is_remembered(login: Login) -> None:
    page, words = opened(login)
    page.keyboard.type("1. Một.")
    page.click("[data-mode=text]")
    expect(field(page, "body")).to_have_value("1. Một.")
    field(page, "body").fill("1. Một.\n2. Hai.")
    saved(page)
    page.reload()
    expect(field(page, "body")).to_be_visible()
    page.click("[data-mode=editor]")
    expect(words.locator("p")).to_have_count(2)
    assert blocks(words) == ["1. Một.", "2. Hai."]


def test_the_outline_leads_into_the_editor_and_escape_lets_tab_leave(login: Login) -> None:
    page, words = opened(login)
    page.keyboard.type("I. MỘT\nĐoạn.\nII. HAI\nĐoạn.".replace("\n", "\r"))
    saved(page)
    page.click("[data-outline] summary")
    page.locator("[data-outline-list] button").nth(1).click()
    page.keyboard.type("X")
    assert blocks(words)[2] == "II. XHAI"
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('.paper-words')")


def test_on_a_phone_the_editor_fits(login: Login) -> None:
    page, _ = opened(login, phone=True)
    page.keyboard.type("1. Một.")
    body_becomes(page, "1. Một.")
    assert wider_than_screen(page) == 0


def test_the_preview_follows_the_cursor_but_not_against_the_hand(login: Login) -> None:
    page, words = opened(login)
    page.click("[data-mode=text]")
    field(page, "body").fill("\n".join(f"{n}. Nội dung thứ {n}: " + "làm đúng quy định. " * 12 for n in range(1, 61)))
    page.click("[data-mode=editor]")
    saved(page)
    shown(page)
    until(page, "document.querySelectorAll('.sheets > .sheet').length > 4")
    words.locator("p").nth(59).click()
    until(page, "document.querySelector('[data-sheets]').scrollTop > 2000")
    assert page.evaluate("document.activeElement.classList.contains('paper-words')")
    page.locator("[data-sheets]").hover()
    page.mouse.wheel(0, -20000)
    until(page, "document.querySelector('[data-sheets]').scrollTop < 100")
    words.locator("p").nth(58).click()
    page.keyboard.press("Control+s")
    page.wait_for_timeout(900)
    assert page.evaluate("document.querySelector('[data-sheets]').scrollTop") < 100
