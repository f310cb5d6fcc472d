// The true page beside the form. Pages are swapped when the new picture is there, so nothing flickers; only pages
// in sight are fetched; a page that is late says so.
import { ask } from "./http.js";

const RETRY = 4000;
const WIDTHS = [480, 800, 1200, 1600];

export class Preview {
  constructor(form, surface) {
    this.addresses = form.dataset;
    this.surface = surface;
    this.sheets = surface.querySelector(".sheets");
    this.words = surface.dataset;
    this.state = document.querySelector("[data-preview-state]");
    this.running = false;
    this.again = false;
    document.querySelector("[data-refresh]").addEventListener("click", () => this.refresh({ again: true }));
    window.addEventListener("online", () => this.failedBefore && this.refresh());
  }

  start() {
    this.refresh();
  }

  grewOld() {
    if (!this.running) this.show(this.words.saysStale);
  }

  async refresh({ again = false } = {}) {
    clearTimeout(this.timer);
    if (this.running) {
      this.again = true;
      return;
    }
    this.running = true;
    this.show(this.words.saysMaking, "busy");
    try {
      const made = await ask(this.addresses.preview);
      this.lay(made, again);
      this.failedBefore = false;
      this.show(this.words.saysFresh.replace("{pages}", made.pages), "fresh");
    } catch (refused) {
      this.failed(refused);
    }
    this.running = false;
    if (this.again) {
      this.again = false;
      this.refresh();
    }
  }

  failed({ status = 0, problem = {} }) {
    const why = status === 0 ? this.words.saysLost : (problem.detail ?? "");
    const passing = status === 0 || status >= 500;
    const words = this.words.saysFailed.replace("{why}", why);
    this.show(passing ? `${words} ${this.words.saysRetry}` : words, "firm");
    this.failedBefore = true;
    if (passing) this.timer = setTimeout(() => this.refresh(), RETRY);
  }

  lay({ digest, pages }, again) {
    this.digest = digest;
    while (this.sheets.children.length > pages) this.sheets.lastElementChild.remove();
    while (this.sheets.children.length < pages) this.sheets.append(document.createElement("div"));
    this.watch();
    [...this.sheets.children].forEach((sheet, index) => this.want(sheet, index + 1, pages, again));
  }

  // beside the form the surface scrolls, on a phone the whole page does
  watch() {
    this.seen?.disconnect();
    const scrolls = getComputedStyle(this.surface).overflowY === "auto";
    const tell = (entries) => entries.forEach((entry) => this.sighted(entry));
    this.seen = new IntersectionObserver(tell, { root: scrolls ? this.surface : null, rootMargin: "600px" });
  }

  want(sheet, number, pages, again) {
    sheet.classList.add("sheet");
    sheet.dataset.number = number;
    sheet.dataset.alt = this.words.alt.replace("{n}", number).replace("{pages}", pages);
    if (again) delete sheet.dataset.digest;
    this.seen.observe(sheet);
  }

  sighted({ target: sheet, isIntersecting }) {
    if (isIntersecting && sheet.dataset.digest !== this.digest) this.swap(sheet, this.digest);
  }

  async swap(sheet, digest) {
    sheet.dataset.digest = digest;
    const image = new Image();
    image.src = this.address(sheet, digest);
    image.alt = sheet.dataset.alt;
    await image.decode().catch(() => delete sheet.dataset.digest);
    // a newer picture may have been asked for meanwhile
    if (sheet.dataset.digest !== digest) return;
    sheet.classList.remove("sheet-blank");
    sheet.replaceChildren(image);
  }

  address(sheet, digest) {
    const wanted = (sheet.clientWidth || 800) * Math.min(window.devicePixelRatio || 1, 2);
    const width = WIDTHS.find((one) => one >= wanted) ?? WIDTHS.at(-1);
    return `${this.addresses.page.replace("/0.png", `/${sheet.dataset.number}.png`)}?v=${digest}&w=${width}`;
  }

  show(words, kind = "") {
    if (this.state.textContent !== words) this.state.textContent = words;
    this.state.className = `preview-state ${kind}`;
    this.surface.setAttribute("aria-busy", String(kind === "busy"));
  }
}
