/** An error response of the server, as RFC 9457 defines it. */
export class Problem extends Error {
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? `The server returned the status ${status}.`);
    this.status = status;
    this.errors = problem.errors ?? [];
  }
}

async function request(path, options) {
  const response = await fetch(path, { ...options, headers: { accept: "application/json", ...options.headers } });
  if (response.ok) return response;
  throw new Problem(response.status, await response.json().catch(() => ({})));
}

const getJson = async (path, signal) => (await request(path, { signal })).json();

async function send(method, path, body, signal) {
  const headers = body == null ? {} : { "content-type": "application/json" };
  return (await request(path, { method, signal, body, headers })).json();
}

const pathOf = id => `/jobs/${encodeURIComponent(id)}`;
const nextQuery = next => next ? `&next=${encodeURIComponent(next)}` : "";

export const jobs = (next, signal) => getJson(`/jobs?limit=50${nextQuery(next)}`, signal);
export const job = (id, signal) => getJson(`${pathOf(id)}?map=true`, signal);
export const result = (id, signal) => request(`${pathOf(id)}/result`, { signal });
export const start = (body, signal) => send("POST", "/jobs", body, signal);
export const plan = (body, signal) => send("POST", "/plan", body, signal);
export const stop = (id, signal) => send("DELETE", pathOf(id), null, signal);
export const redrive = (id, signal) => send("POST", `${pathOf(id)}/redrive`, null, signal);

/** The files under the data root; null if it is not on this machine. */
export const datasets = () => getJson("/datasets").catch(() => null);

/**
 * Polls until `look` returns "done". After each call it waits for a second, or for four times as long as the call took,
 * so that watching does not overload a slow server.
 */
export async function watch(look, signal, failed) {
  while (!signal.aborted) {
    const began = performance.now();
    try {
      if (await look() === "done") return;
    } catch (error) {
      if (signal.aborted) return;
      failed(error);
      if (error.status === 404) return;
    }
    await new Promise(resolve => setTimeout(resolve, Math.max(1000, 4 * (performance.now() - began))));
  }
}
