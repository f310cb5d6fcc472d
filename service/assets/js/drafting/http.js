// Requests of the drafting page: answers in JSON, failures as problem+json (RFC 9457).

/** status 0: the server was not reached. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail ?? "");
    this.status = status;
    this.problem = problem;
  }
}

export async function ask(address, { body, keepalive = false } = {}) {
  try {
    return await send(address, body, keepalive);
  } catch (refused) {
    if (refused.problem?.code !== "form_expired") throw refused;
  }
  // somebody logged in anew in another tab: this page's forms take the new session's token
  await renewToken();
  body?.set("csrf_token", token().content);
  return send(address, body, keepalive);
}

async function send(address, body, keepalive) {
  const request = {
    method: body ? "POST" : "GET",
    headers: { Accept: "application/json", "X-CSRFToken": token().content },
    credentials: "same-origin",
    cache: "no-store",
    redirect: "manual",
    body,
    keepalive,
  };
  const answer = await fetch(address, request).catch(() => {
    throw new Refused(0, {});
  });
  // a redirect to the login page is opaque: nobody is logged in any more
  if (answer.type === "opaqueredirect") throw new Refused(401, {});
  const content = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(answer.status, content);
  return content;
}

const token = () => document.querySelector("meta[name=csrf-token]");

async function renewToken() {
  const fresh = await send(document.getElementById("draft").dataset.current);
  token().content = fresh.csrf_token;
  document.querySelectorAll("input[name=csrf_token]").forEach((input) => (input.value = fresh.csrf_token));
}
