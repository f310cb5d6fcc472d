// The review of old documents: j and k to the next and the previous file, Ctrl+Enter accepts.
const TYPING = "input, textarea, select";

export function reviewKeys() {
  const form = document.querySelector("form[data-ctrl-enter]");
  const links = [...document.querySelectorAll("a[data-key]")];
  if (!form && !links.length) return;
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || document.querySelector("dialog[open]")) return;
    if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.querySelector(`button[value="${form.dataset.ctrlEnter}"]`).click();
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(TYPING)) return;
    links.find((link) => link.dataset.key === event.key)?.click();
  });
}
