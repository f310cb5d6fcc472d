// Small buttons that editors are made of. Their names for screen readers are set by whoever numbers the rows.
const SIGNS = { up: "↑", down: "↓", drop: "×" };

export function iconButton(act, pressed) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "icon";
  button.dataset.act = act;
  button.textContent = SIGNS[act];
  button.addEventListener("click", pressed);
  return button;
}

export function wordButton(words, pressed) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button small";
  button.textContent = words;
  button.addEventListener("click", pressed);
  return button;
}

/** A handle to drag by; buttons do the same for the keyboard. */
export function icon(name) {
  const handle = document.createElement("span");
  handle.className = name;
  handle.setAttribute("aria-hidden", "true");
  return handle;
}
