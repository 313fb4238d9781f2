// Executes the state machine with the npm package aws-local-stepfunctions. Each Task calls the function of its Resource
// over HTTP. Reads an ExecutionRequest from standard input and writes an Execution to standard output, both as JSON.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

// The interpreter requires Node 22, but this is all that it needs beyond Node 20.
Promise.withResolvers ??= () => {
  const settle = {};
  settle.promise = new Promise((resolve, reject) => Object.assign(settle, { resolve, reject }));
  return settle;
};

const request = JSON.parse(readFileSync(0, "utf8"));
const { StateMachine } = createRequire(import.meta.url)("aws-local-stepfunctions");

const arn = (name) => `arn:aws:lambda:eu-central-1:123456789012:function:${name}:live`;
const addresses = Object.fromEntries(Object.entries(request.functions).map(([name, address]) => [arn(name), address]));
const definition = JSON.parse(readFileSync(request.definition, "utf8").replace(/\$\{(\w+)\}/g, (_, name) => arn(name)));

/** All Task states by name, including those inside Maps. */
function tasks(states) {
  return Object.entries(states).flatMap(([name, state]) =>
    state.Type === "Task" ? [[name, state]] : state.ItemProcessor ? tasks(state.ItemProcessor.States) : []);
}

/** A failure as Step Functions reports it: the name is the type of the exception, the cause is the whole response. */
function failure(answer) {
  const error = new Error(answer);
  error.name = JSON.parse(answer).errorType ?? "Lambda.Unknown";
  return error;
}

async function invoke(address, input) {
  const response = await fetch(address, { method: "POST", body: JSON.stringify(input) });
  const answer = await response.text();
  if (response.ok && !response.headers.has("x-amz-function-error")) return JSON.parse(answer || "null");
  throw failure(answer);
}

async function attempt(state, address, input) {
  const fault = request.faults?.[state]?.shift();
  const answer = !fault || fault.runs ? await invoke(address, input) : null;
  if (fault) throw failure(JSON.stringify({ errorType: fault.error, errorMessage: "Injected by a test." }));
  return answer;
}

const handlers = Object.fromEntries(tasks(definition.States).map(
  ([state, { Resource }]) => [state, (input) => attempt(state, addresses[Resource], input)]));
const noWaits = Object.fromEntries(Object.keys(handlers).map((state) => [state, 0]));

// The interpreter has no redrive, so this does what Step Functions documents: the same execution continues from the
// state that failed, with the input of that state, and the redrive count is one higher. One difference: a failed Map
// runs all of its items again, not only the failed ones. That is harmless, since our Tasks are idempotent.
const machine = request.startAt
  ? new StateMachine({ ...definition, StartAt: request.startAt }, { validationOptions: { noValidate: true } })
  : new StateMachine(definition);
// The interpreter reads the start time from the clock before run() returns.
const startTime = new Date(request.startTime).toISOString();
const { toISOString } = Date.prototype;
Date.prototype.toISOString = () => startTime;
const execution = machine.run(request.input, {
  overrides: { taskResourceLocalHandlers: handlers, retryIntervalOverrides: noWaits },
  context: { Execution: { Name: request.name, RedriveCount: request.redriveCount } },
});
Date.prototype.toISOString = toISOString;

const report = { status: "SUCCEEDED", entered: {}, retried: {}, maxOutput: 0, collected: 0 };
const bytes = (value) => Buffer.byteLength(JSON.stringify(value));
const count = (counts, key) => { counts[key] = (counts[key] ?? 0) + 1; };
const errors = {};
let lastFailed;
const watch = {
  StateEntered: ({ state }) => count(report.entered, state.name),
  StateExited: ({ state }) => { report.maxOutput = Math.max(report.maxOutput, bytes(state.output)); },
  StateFailed: ({ state, Error }) => {
    errors[state.name] = Error;
    if (state.name in definition.States) lastFailed = state;
  },
  StateRetried: ({ state }) => count(report.retried, `${state.name}: ${errors[state.name]}`),
  // The outputs that a Distributed Map collects before ResultPath drops them.
  MapIterationSucceeded: ({ parentState, output }) => {
    if (parentState.name === "Process") report.collected += bytes(output) + 1;
  },
};
const watching = (async () => {
  for await (const event of execution.eventLogs) watch[event.type]?.(event);
})();

try {
  report.output = await execution.result;
} catch ({ cause: error }) {
  await watching;
  Object.assign(report, {
    status: "FAILED", error: error.name, cause: error.message, state: lastFailed.name, stateInput: lastFailed.input });
}
await watching;
process.stdout.write(JSON.stringify(report));
