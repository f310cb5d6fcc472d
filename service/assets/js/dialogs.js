// Native dialogs: [data-opens=id] opens one, [data-cancels] closes it, and a form [data-once] is sent once only.
import { say } from "./messages.js";

export function asksTwice() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-opens]");
    if (opener) document.getElementById(opener.dataset.opens)?.showModal();
    event.target.closest?.("[data-cancels]")?.closest("dialog")?.close();
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-once]")) sendOnce(event);
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(again));
}

function sendOnce(event) {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  const button = event.submitter;
  if (!button) return;
  button.setAttribute("aria-disabled", "true");
  button.classList.add("busy");
  say(document.body.dataset.waiting);
}

// the browser's "back" brings the page as it was left: the form may be sent again
function again(form) {
  delete form.dataset.sent;
  form.querySelectorAll(".busy").forEach((button) => {
    button.classList.remove("busy");
    button.removeAttribute("aria-disabled");
  });
}
