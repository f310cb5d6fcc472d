// Editor or plain text: the clerk chooses, the browser remembers. Without an answer from the server it stays plain text.
import { BodyEditor } from "./editor.js";

const REMEMBERED = "body-mode";
let made = 0;

/** Put an editor over a text area. Answers { editor() → BodyEditor or null while plain text is shown }. */
export function offerEditor(area, options = {}) {
  const template = document.getElementById("body-editor");
  if (!template || area.readOnly) return { editor: () => null };
  const root = template.content.firstElementChild.cloneNode(true);
  distinct(root);
  area.before(root);
  const modes = root.querySelectorAll("[data-mode]");
  const { id } = area;
  let editor = null;
  let shown = false;
  let wanted = "";
  const show = async (mode) => {
    wanted = mode;
    if (mode === "editor") {
      editor ??= new BodyEditor(area, root, template.dataset.address, options);
      const opened = await editor.open();
      if (wanted !== mode) return; // changed one's mind meanwhile
      shown = opened;
    } else {
      editor?.write();
      shown = false;
    }
    root.classList.toggle("editor-away", !shown);
    // links lead to the field's id: whichever is seen answers
    area.id = shown ? `${id}-text` : id;
    if (editor) editor.view.dom.id = shown ? id : `${id}-editor`;
    area.hidden = shown;
    modes.forEach((button) => button.setAttribute("aria-pressed", String((button.dataset.mode === "editor") === shown)));
  };
  modes.forEach((button) =>
    button.addEventListener("click", async () => {
      remember(button.dataset.mode);
      await show(button.dataset.mode);
      if (shown) editor.focus();
      else area.focus();
    }),
  );
  area.addEventListener("refill", () => shown && show("editor"));
  area.addEventListener("focus", () => shown && editor.focus());
  show(remembered());
  return { editor: () => (shown ? editor : null) };
}

// one page may have several: each help text its own id
function distinct(root) {
  made += 1;
  root.querySelectorAll("[id]").forEach((element) => (element.id = `${element.id}-${made}`));
}

function remembered() {
  try {
    return localStorage.getItem(REMEMBERED) ?? "editor";
  } catch {
    return "editor";
  }
}

function remember(mode) {
  try {
    localStorage.setItem(REMEMBERED, mode);
  } catch {
    // storage is forbidden: then it is asked anew on the next page
  }
}
