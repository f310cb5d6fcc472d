"""Typing in the body editor on a body of 100 pages: from the key to the paint, in Chromium.

`python -m tests.bench.bench_editor [letters]` prints p50 and p95 in milliseconds at the start, middle and end.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import ARGUMENTS, CHROMIUM, DESKTOP, _make_office, log_in, serving
from tests.browser.steps import field, new_draft, saved

LETTERS = 300_000
KEYS = 80
SENTENCE = "Giao Phòng Văn hóa - Xã hội chủ trì, phối hợp với các đơn vị liên quan tổ chức thực hiện đúng quy định."
ARTICLE = "Điều {n}. Trách nhiệm thi hành\n1. {s}\n2. {s} {s}\na) {s}\nb) **Chú ý:** {s}\n- {s}\n{s} {s}\n"
FILL = """(area, text) => {
  area.value = text;
  area.dispatchEvent(new Event("input", { bubbles: true }));
}"""
PAINT = """() => {
  window.times = [];
  const paint = new MessageChannel();
  const started = [];
  paint.port1.onmessage = () => window.times.push(performance.now() - started.shift());
  document.addEventListener("keydown", () => {
    started.push(performance.now());
    requestAnimationFrame(() => paint.port2.postMessage(0));
  }, true);
}"""


def body(letters: int) -> str:
    article = ARTICLE.replace("{s}", SENTENCE)
    return "".join(article.replace("{n}", str(number)) for number in range(1, letters // len(article) + 1))


def measure(page: Page, place: float) -> tuple[float, float]:
    """p50 and p95 of typing at a place in the body, 0 to 1."""
    words = page.locator(".paper-words > p")
    words.nth(int(place * (words.count() - 1))).click()
    page.evaluate("window.times.length = 0")
    for key in "van ban nay " * (KEYS // 12 + 1):
        page.keyboard.press("Space" if key == " " else key)
        time.sleep(0.03)
    times = sorted(page.evaluate("window.times"))
    return statistics.median(times), times[int(len(times) * 0.95)]


def main() -> None:
    letters = int(sys.argv[1]) if len(sys.argv) > 1 else LETTERS
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data = Path(folder)
        _make_office(data)
        with serving(data) as address:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            page = browser.new_context(base_url=address, viewport=DESKTOP).new_page()
            log_in(page, "soanthao")
            new_draft(page)
            page.click("[data-mode=text]")
            field(page, "body").evaluate(FILL, body(letters))
            saved(page)
            begun = time.perf_counter()
            page.click("[data-mode=editor]")
            page.locator(".paper-words > p").nth(100).wait_for()
            print(f"{letters} letters, opened in {time.perf_counter() - begun:.2f} s")
            page.evaluate(PAINT)
            for place in (0.0, 0.5, 1.0):
                middle, slow = measure(page, place)
                print(f"at {place:.0%}: p50 {middle:.0f} ms, p95 {slow:.0f} ms")
            browser.close()


if __name__ == "__main__":
    main()
