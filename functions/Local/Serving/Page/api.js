/** What the server answered that is no success, as RFC 9457 tells it. */
export class Problem extends Error {
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? `The server answered ${status}.`);
    this.status = status;
    this.errors = problem.errors ?? [];
  }
}

async function ask(path, options) {
  const answer = await fetch(path, { ...options, headers: { accept: "application/json", ...options.headers } });
  if (answer.ok) return answer;
  throw new Problem(answer.status, await answer.json().catch(() => ({})));
}

const json = async (path, signal) => (await ask(path, { signal })).json();
const send = (method, path, body, signal) =>
  ask(path, { method, signal, body, headers: body == null ? {} : { "content-type": "application/json" } }).then(answer => answer.json());

const of = id => `/jobs/${encodeURIComponent(id)}`;

export const jobs = (next, signal) => json(`/jobs?limit=50${next ? `&next=${encodeURIComponent(next)}` : ""}`, signal);
export const job = (id, signal) => json(`${of(id)}?map=true`, signal);
export const result = (id, signal) => ask(`${of(id)}/result`, { signal });
export const start = (request, signal) => send("POST", "/jobs", request, signal);
export const plan = (request, signal) => send("POST", "/plan", request, signal);
export const stop = (id, signal) => send("DELETE", of(id), null, signal);
export const redrive = (id, signal) => send("POST", `${of(id)}/redrive`, null, signal);

/** The files of the data root; null where that is not on this machine. */
export const datasets = () => json("/datasets").catch(() => null);

/**
 * Asks again and again until there is nothing more to come: after each answer it waits a second, or four times as long
 * as the answer took, so that a slow server is not kept busy by being watched.
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
    await new Promise(go => setTimeout(go, Math.max(1000, 4 * (performance.now() - began))));
  }
}
