// Under the choice of signer: the lines that will be printed over and under the signature. Who may not sign for the
// chosen issuer, this kind or today is grey, with the reason; whom the draft names already stays, so nothing is lost.
export function signerBlock(select) {
  const block = select.parentElement.querySelector("[data-signer-block]");
  const issuer = select.form.elements.issuer;
  const show = () => {
    const { lines = "", name = "", other = "" } = select.selectedOptions[0]?.dataset ?? {};
    const authority = lines ? lines.split("|") : [];
    const over = other ? [made("span", other, "other-title")] : [];
    block.replaceChildren(...authority.map((words) => made("span", words)), ...over, ...(name ? [made("strong", name)] : []));
    block.classList.toggle("with-other", Boolean(other));
    block.hidden = !name;
    offer(select, issuer?.value ?? "");
  };
  for (const event of ["change", "refill"]) {
    select.addEventListener(event, show);
    issuer?.addEventListener(event, show);
  }
  show();
}

function offer(select, issuer) {
  for (const option of select.options) {
    if (!("issuer" in option.dataset)) continue;
    const why = option.dataset.issuer === issuer ? option.dataset.why : select.dataset.saysOtherIssuer;
    option.disabled = Boolean(why) && !option.selected;
    const words = why ? `${option.dataset.label} – ${why}` : option.dataset.label;
    if (option.textContent !== words) option.textContent = words;
  }
}

/** The dialog that issues names the register and number of the chosen issuer. */
export function showRegister(register) {
  if (!register) return;
  for (const [name, words] of Object.entries(register)) {
    const place = document.querySelector(`[data-issue-${name}]`);
    if (place) place.textContent = words;
  }
}

function made(tag, words, className = "") {
  const element = document.createElement(tag);
  element.textContent = words;
  element.className = className;
  return element;
}
