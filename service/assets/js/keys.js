// Keys of every page: / search, n new draft, ? the list of keys. Never while somebody types.
const TYPING = "input, textarea, select, [contenteditable]";

export function listensToKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest?.(TYPING) || document.querySelector("dialog[open]")) return;
    const act = KEYS[event.key];
    if (act?.()) event.preventDefault();
  });
  document.querySelector("[data-shows-keys]")?.addEventListener("click", showKeys);
}

const KEYS = { "/": toSearch, n: newDraft, "?": showKeys };

function toSearch() {
  const box = document.querySelector("[data-find]");
  box?.focus();
  box?.select();
  return Boolean(box);
}

function newDraft() {
  const address = document.getElementById("keys")?.dataset.newDraft;
  if (address) location.assign(address);
  return Boolean(address);
}

function showKeys() {
  const dialog = document.getElementById("keys");
  dialog?.showModal();
  return Boolean(dialog);
}
