// The true page beside the form. Pages are swapped when the new picture is there, so nothing flickers; only pages
// in sight are fetched; a page that is late says so.
import { ask } from "./http.js";

const RETRY = 4000;
const HAND_RESTS = 3000; // after the clerk has scrolled the pages, they stay for so long
const MOVE_PAUSE = 350;
const WIDTHS = [480, 800, 1200, 1600];

export class Preview {
  /** `here()`: in which block of the body one writes, from 0. */
  constructor(form, surface, here = () => 0) {
    this.here = here;
    this.scrolledAt = -HAND_RESTS;
    this.moves = false;
    this.addresses = form.dataset;
    this.surface = surface;
    this.sheets = surface.querySelector(".sheets");
    this.words = surface.dataset;
    this.state = document.querySelector("[data-preview-state]");
    this.running = false;
    this.again = false;
    document.querySelector("[data-refresh]").addEventListener("click", () => this.refresh({ again: true }));
    window.addEventListener("online", () => this.failedBefore && this.refresh());
    for (const kind of ["wheel", "touchmove", "pointerdown", "keydown"]) {
      surface.addEventListener(kind, () => (this.scrolledAt = performance.now()), { passive: true });
    }
  }

  /** The cursor moved in the body: its page is shown once it rests. */
  moved() {
    this.moves = true;
    clearTimeout(this.following);
    this.following = setTimeout(() => this.find(), MOVE_PAUSE);
  }

  async find() {
    if (this.running || !this.digest) return; // the next picture comes with its place
    const made = await ask(this.asked).catch(() => null);
    if (made?.digest === this.digest) this.follow(made.place);
  }

  get asked() {
    return this.moves ? `${this.addresses.preview}?block=${this.here()}` : this.addresses.preview;
  }

  // only the pages scroll, never the page itself, and not under the clerk's own hand
  follow(place) {
    const sheet = place && this.sheets.children[place.page - 1];
    const scrolls = getComputedStyle(this.surface).overflowY === "auto" && this.surface.clientHeight > 0;
    if (!sheet || !scrolls || performance.now() - this.scrolledAt < HAND_RESTS) return;
    const frame = this.surface.getBoundingClientRect();
    const line = sheet.getBoundingClientRect().top - frame.top + place.top * sheet.clientHeight;
    if (line > frame.height * 0.1 && line < frame.height * 0.85) return; // it is in sight
    this.surface.scrollTop += line - frame.height * 0.35;
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
      const made = await ask(this.asked);
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

  lay({ digest, pages, place }, again) {
    this.digest = digest;
    while (this.sheets.children.length > pages) this.sheets.lastElementChild.remove();
    while (this.sheets.children.length < pages) this.sheets.append(document.createElement("div"));
    const sheets = [...this.sheets.children];
    sheets.forEach((sheet, index) => this.describe(sheet, index + 1, pages, again));
    if (place) this.first(sheets[place.page - 1], place);
    this.watch();
    sheets.forEach((sheet) => this.seen.observe(sheet));
  }

  // the page that is written on comes before all others
  first(sheet, place) {
    this.follow(place);
    if (sheet.dataset.digest !== this.digest) this.swap(sheet, this.digest);
  }

  // beside the form the surface scrolls, on a phone the whole page does
  watch() {
    this.seen?.disconnect();
    const scrolls = getComputedStyle(this.surface).overflowY === "auto";
    const tell = (entries) => entries.forEach((entry) => this.sighted(entry));
    this.seen = new IntersectionObserver(tell, { root: scrolls ? this.surface : null, rootMargin: "600px" });
  }

  describe(sheet, number, pages, again) {
    sheet.classList.add("sheet");
    sheet.dataset.number = number;
    sheet.dataset.alt = this.words.alt.replace("{n}", number).replace("{pages}", pages);
    if (again) delete sheet.dataset.digest;
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
