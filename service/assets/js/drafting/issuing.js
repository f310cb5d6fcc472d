// Issuing: the dialog names document, register and number; while it works the steps are ticked off. The work goes on
// when the page is left, and pressing again takes no second number.
import { ask, Refused } from "./http.js";
import { item } from "./problems.js";

const LOOK_AGAIN = 700;

export function issuing(form, saver) {
  const dialog = document.querySelector("[data-issue]");
  if (!dialog) return;
  const sent = dialog.querySelector("form");
  const opener = document.querySelector("[data-issues]");
  opener.addEventListener("click", () => {
    dialog.querySelector("[data-issue-subject]").textContent = form.elements.subject?.value ?? "";
  });
  sent.addEventListener("submit", (event) => {
    event.preventDefault();
    issue(sent, saver);
  });
}

async function issue(sent, saver) {
  const now = sent.querySelector("[data-issue-now]");
  if (now.disabled) return;
  working(sent, true);
  // what is typed but not saved belongs to the document too
  if (saver && !(await saver.save())) {
    working(sent, false);
    sent.closest("dialog").close();
    return;
  }
  const looking = setInterval(() => look(sent), LOOK_AGAIN);
  try {
    const { url } = await ask(sent.action, { body: new URLSearchParams(new FormData(sent)) });
    tick(sent, ["number", "paper", "record"]);
    now.textContent = sent.dataset.saysDone;
    location.assign(url);
  } catch (refused) {
    tell(sent, refused);
    working(sent, false);
  } finally {
    clearInterval(looking);
  }
}

function working(sent, yes) {
  const now = sent.querySelector("[data-issue-now]");
  now.disabled = yes;
  now.classList.toggle("busy", yes);
  sent.querySelector("[data-steps]").hidden = !yes;
  if (yes) sent.querySelector("[data-issue-problems]").hidden = true;
}

async function look(sent) {
  const { reference, done } = await ask(sent.dataset.progress).catch(() => ({}));
  if (!reference) return;
  sent.querySelector("[data-reference]").textContent = reference;
  tick(sent, done ? ["number", "paper", "record"] : ["number"]);
}

function tick(sent, names) {
  for (const name of names) sent.querySelector(`[data-step="${name}"]`).classList.add("step-done");
}

function tell(sent, refused) {
  const box = sent.querySelector("[data-issue-problems]");
  const lost = refused instanceof Refused && refused.status === 0;
  const words = document.createElement("p");
  words.textContent = lost ? sent.dataset.saysLost : refused.problem?.detail ?? String(refused);
  const list = document.createElement("ul");
  list.append(...(refused.problem?.problems ?? []).map(item));
  list.addEventListener("click", (event) => event.target.closest("a") && sent.closest("dialog").close());
  box.replaceChildren(words, ...(list.children.length ? [list] : []));
  box.hidden = false;
}
