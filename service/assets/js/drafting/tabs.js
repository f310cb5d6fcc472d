// On a narrow screen the form and the page are two tabs; on a wide one they stand side by side.
const NARROW = matchMedia("(max-width: 60rem)");

export function sideTabs() {
  const tabs = [...document.querySelectorAll(".draft-tabs [role=tab]")];
  const sides = tabs.map((tab) => document.getElementById(tab.getAttribute("aria-controls")));
  const arrange = () => {
    sides.forEach((side, index) => asPanel(side, tabs[index]));
    choose(tabs, sides, tabs.findIndex((tab) => tab.getAttribute("aria-selected") === "true"));
  };
  tabs.forEach((tab, index) => {
    tab.addEventListener("click", () => choose(tabs, sides, index));
    tab.addEventListener("keydown", (event) => {
      if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
      choose(tabs, sides, 1 - index);
      tabs[1 - index].focus();
    });
  });
  NARROW.addEventListener("change", arrange);
  // a link to a field must show the field
  window.addEventListener("hashchange", () => location.hash.startsWith("#f-") && toField(tabs, sides));
  document.addEventListener("click", (event) => {
    if (event.target.closest?.('a[href^="#f-"]')) choose(tabs, sides, 0);
  });
  arrange();
}

function asPanel(side, tab) {
  if (NARROW.matches) {
    side.setAttribute("role", "tabpanel");
    side.setAttribute("aria-labelledby", tab.id);
  } else {
    side.removeAttribute("role");
    side.removeAttribute("aria-labelledby");
    if (side.tagName === "SECTION") side.setAttribute("aria-labelledby", "page-title");
  }
}

function choose(tabs, sides, chosen) {
  tabs.forEach((tab, index) => {
    tab.setAttribute("aria-selected", String(index === chosen));
    tab.tabIndex = index === chosen ? 0 : -1;
  });
  sides.forEach((side, index) => side.classList.toggle("side-away", index !== chosen));
}

function toField(tabs, sides) {
  choose(tabs, sides, 0);
  document.querySelector(location.hash)?.focus();
}
