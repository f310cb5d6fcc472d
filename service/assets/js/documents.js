// The document's page: copy the reference, change the size of the pages, print. Without scripts the links do it.
import { centre } from "./marks.js";
import { say } from "./messages.js";

export function documentPages() {
  document.addEventListener("click", (event) => {
    const copies = event.target.closest?.("[data-copies]");
    if (copies) copy(copies);
    const zoom = event.target.closest?.("[data-zooms] [data-zoom]");
    if (zoom) resize(event, zoom);
    if (event.target.closest?.("[data-prints]")) window.print();
  });
}

async function copy(button) {
  const words = button.textContent;
  try {
    await navigator.clipboard.writeText(button.dataset.copies);
  } catch {
    if (!copyBySelection(button.dataset.copies)) return;
  }
  button.textContent = button.dataset.copied;
  say(button.dataset.copied);
  setTimeout(() => (button.textContent = words), 2000);
}

// the clipboard of the browser is closed to pages without https: the old way still works there
function copyBySelection(text) {
  const box = document.createElement("textarea");
  box.value = text;
  document.body.append(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  return done;
}

function resize(event, link) {
  event.preventDefault();
  const group = link.closest("[data-zooms]");
  const sheets = document.getElementById(group.dataset.zooms);
  sheets.className = `sheets zoom-${link.dataset.zoom}`;
  const sizes = { 50: "400px", 75: "600px", 150: "1191px", 200: "1588px" };
  sheets.querySelectorAll("img").forEach((image) => {
    image.sizes = sizes[link.dataset.zoom] ?? "(min-width: 64rem) 794px, 94vw";
  });
  group.querySelector("[aria-current]")?.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  const mark = sheets.querySelector("[data-mark].now");
  if (mark) requestAnimationFrame(() => centre(mark));
  history.replaceState(history.state, "", link.href);
}
