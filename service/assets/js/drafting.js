// The drafting page: editors for the fields, saving while one types, the true page beside them.
import { oneLine } from "./drafting/one_line.js";
import { appendicesEditor } from "./drafting/appendices.js";
import { bodyEditor } from "./drafting/body.js";
import { basesTool } from "./drafting/bases.js";
import { Conflict } from "./drafting/conflict.js";
import { issuing } from "./drafting/issuing.js";
import { linesEditor } from "./drafting/lines.js";
import { Preview } from "./drafting/preview.js";
import { firstProblems, showProblems } from "./drafting/problems.js";
import { Saver } from "./drafting/saver.js";
import { recipientsTool } from "./drafting/recipients.js";
import { showRegister, signerBlock } from "./drafting/signer.js";
import { tableEditor } from "./drafting/table.js";
import { sideTabs } from "./drafting/tabs.js";
import { toCheck } from "./drafting/to_check.js";

const form = document.getElementById("draft");
const editable = form.dataset.editable === "yes";

const preview = new Preview(form, document.querySelector("[data-sheets]"), () => outline?.here() ?? 0);
const outline = bodyEditor(form, { moved: (area) => area.name === "body" && preview.moved() });
form.querySelectorAll("[data-one-line]").forEach(oneLine);
form.querySelectorAll("[data-signer]").forEach(signerBlock);
if (editable) {
  form.querySelectorAll("textarea[data-lines]").forEach((area) => linesEditor(area, form.dataset));
  form.querySelectorAll("textarea[data-appendices]").forEach(appendicesEditor);
  form.querySelectorAll("textarea[data-table]").forEach((area) => tableEditor(area, form.dataset));
}
const bases = basesTool(form, editable);
const recipients = recipientsTool(form, editable);
toCheck(form);
const saver = editable ? startSaving() : null;
sideTabs();
firstProblems();
issuing(form, saver);
preview.start();
outline?.ask();

function startSaving() {
  const conflict = new Conflict(form);
  const saver = new Saver(form, {
    saved: (answer) => {
      showProblems(answer.problems);
      outline?.show(answer.outline);
      bases?.show(answer.bases);
      recipients?.show(answer.recipients);
      showRegister(answer.register);
      preview.refresh();
    },
    typed: () => preview.grewOld(),
    changedElsewhere: (answer) => conflict.tell(answer),
  });
  conflict.attach(saver);
  saver.start();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    saver.save();
  });
  document.querySelectorAll("form[data-after-saving]").forEach((other) => sendAfterSaving(other, saver));
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey)) return;
    outline?.write();
    if (event.key.toLowerCase() === "s") saver.save();
    else if (event.key === "Enter") saver.save().then(() => preview.refresh({ again: true }));
    else return;
    event.preventDefault();
  });
  return saver;
}

// "hand over" leaves the page: what is typed goes first
function sendAfterSaving(other, saver) {
  other.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await saver.save()) other.submit();
  });
}
