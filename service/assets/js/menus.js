// The list of places on a phone, and the user's menu: close on Escape and on a click elsewhere.
export function menus() {
  document.querySelector("[data-menu]")?.addEventListener("click", togglePlaces);
  const user = document.querySelector("[data-user-menu]");
  if (!user) return;
  document.addEventListener("click", (event) => {
    if (!user.contains(event.target)) user.open = false;
  });
  user.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    user.open = false;
    user.querySelector("summary").focus();
  });
}

function togglePlaces(event) {
  const button = event.currentTarget;
  const open = button.getAttribute("aria-expanded") !== "true";
  button.setAttribute("aria-expanded", String(open));
  document.getElementById("places").classList.toggle("open", open);
}
