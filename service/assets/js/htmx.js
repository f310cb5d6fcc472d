// htmx's requests carry the CSRF token, and its failures are told in words.
import { show } from "./messages.js";

export function htmxSpeaks(htmx) {
  const words = document.body.dataset;
  document.body.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRFToken"] = document.querySelector("meta[name=csrf-token]").content;
  });
  // a request cut off by leaving the page is no lost connection
  let leaving = false;
  window.addEventListener("beforeunload", () => (leaving = true));
  window.addEventListener("pageshow", () => (leaving = false));
  document.body.addEventListener("htmx:sendError", () => leaving || show(words.lost, { error: true }));
  document.body.addEventListener("htmx:responseError", (event) => {
    const expired = event.detail.xhr.status === 401;
    show(expired ? words.expired : words.refused, { error: true });
  });
  return htmx;
}
