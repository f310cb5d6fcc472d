// Requests of the drafting page: answers in JSON, failures as problem+json (RFC 9457).

/** status 0: the server was not reached. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail ?? "");
    this.status = status;
    this.problem = problem;
  }
}

export async function ask(address, { body, signal, keepalive = false } = {}) {
  const token = document.querySelector("meta[name=csrf-token]").content;
  const request = {
    method: body ? "POST" : "GET",
    headers: { Accept: "application/json", "X-CSRFToken": token },
    credentials: "same-origin",
    cache: "no-store",
    redirect: "manual",
    body,
    signal,
    keepalive,
  };
  const answer = await fetch(address, request).catch((error) => {
    if (error.name === "AbortError") throw error;
    throw new Refused(0, {});
  });
  // a redirect to the login page is opaque: nobody is logged in any more
  if (answer.type === "opaqueredirect") throw new Refused(401, {});
  const content = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(answer.status, content);
  return content;
}
