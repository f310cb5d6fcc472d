// Issuing: the dialog names document, register and number; while it works the steps are ticked off. The work goes on
// when the page is left, and pressing again takes no second number.
import { ask, Refused } from "./http.js";
import { item, problemItems, warningItems } from "./problems.js";

const LOOK_AGAIN = 700;

export function issuing(form, saver) {
  const dialog = document.querySelector("[data-issue]");
  if (!dialog) return;
  const sent = dialog.querySelector("form");
  document.querySelector("[data-issues]").addEventListener("click", async () => {
    dialog.querySelector("[data-issue-subject]").textContent = form.elements.subject?.value ?? "";
    refresh(form, sent);
    await saver?.save();
    refresh(form, sent);
  });
  sent.addEventListener("submit", (event) => {
    event.preventDefault();
    issue(sent, saver);
  });
}

// the dialog opens with what is still missing, not after a refusal
function refresh(form, sent) {
  const problems = problemItems();
  const now = sent.querySelector("[data-issue-now]");
  if (now) now.disabled = problems.length > 0;
  complain(sent, problems.length ? sent.dataset.saysMissing : "", problems);
  warn(sent.querySelector("[data-issue-warnings]"), warningItems());
  const signer = form.elements.signer?.selectedOptions?.[0];
  const place = sent.querySelector("[data-issue-signer]");
  if (place && signer) place.textContent = signer.dataset.name ?? "";
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
  if (yes) complain(sent, "", []);
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
  const lost = refused instanceof Refused && refused.status === 0;
  const problem = refused.problem ?? {};
  complain(sent, lost ? sent.dataset.saysLost : (problem.detail ?? String(refused)), (problem.problems ?? []).map(item));
}

// what should be looked at stops nobody
function warn(box, items) {
  box.hidden = items.length === 0;
  box.querySelector("ul").replaceChildren(...items);
  box.onclick = (event) => event.target.closest("a") && box.closest("dialog").close();
}

function complain(sent, words, items) {
  const box = sent.querySelector("[data-issue-problems]");
  const told = document.createElement("p");
  told.textContent = words;
  const list = document.createElement("ul");
  list.append(...items);
  list.addEventListener("click", (event) => event.target.closest("a") && sent.closest("dialog").close());
  box.replaceChildren(told, ...(items.length ? [list] : []));
  box.hidden = !words;
}
