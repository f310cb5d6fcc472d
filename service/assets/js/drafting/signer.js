// Under the choice of signer: the lines that will be printed over and under the signature.
export function signerBlock(select) {
  const block = select.parentElement.querySelector("[data-signer-block]");
  const show = () => {
    const { lines = "", name = "" } = select.selectedOptions[0]?.dataset ?? {};
    const authority = lines ? lines.split("|") : [];
    block.replaceChildren(...authority.map((words) => made("span", words)), ...(name ? [made("strong", name)] : []));
    block.hidden = !name;
  };
  select.addEventListener("change", show);
  select.addEventListener("refill", show);
  show();
}

function made(tag, words) {
  const element = document.createElement(tag);
  element.textContent = words;
  return element;
}
