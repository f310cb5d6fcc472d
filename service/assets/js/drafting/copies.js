// "Copy" beside a line that could not be placed.
import { say } from "../messages.js";

export function copies() {
  document.querySelectorAll("[data-copies]").forEach((button) => {
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copies);
      button.textContent = button.dataset.copied;
      say(button.dataset.copied);
    });
  });
}
