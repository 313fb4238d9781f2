// Executes the state machine with npm's aws-local-stepfunctions: each Task goes over HTTP to the function that its
// Resource names. Reads an ExecutionRequest from standard input and writes an Execution to standard output, both as JSON.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

// The interpreter asks for Node 22; this is all that it misses in Node 20.
Promise.withResolvers ??= () => {
  const settle = {};
  settle.promise = new Promise((resolve, reject) => Object.assign(settle, { resolve, reject }));
  return settle;
};

const order = JSON.parse(readFileSync(0, "utf8"));
const { StateMachine } = createRequire(join(order.packages, "package.json"))("aws-local-stepfunctions");

const arn = (name) => `arn:aws:lambda:eu-central-1:123456789012:function:${name}:live`;
const addresses = Object.fromEntries(Object.entries(order.functions).map(([name, address]) => [arn(name), address]));
const definition = JSON.parse(readFileSync(order.definition, "utf8").replace(/\$\{(\w+)\}/g, (_, name) => arn(name)));

/** All Task states by name, those inside of Map states too. */
function tasks(states) {
  return Object.entries(states).flatMap(([name, state]) =>
    state.Type === "Task" ? [[name, state]] : state.ItemProcessor ? tasks(state.ItemProcessor.States) : []);
}

/** A failure as Step Functions shows it: named by the type of the exception, its cause the whole answer. */
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
  const fault = order.faults?.[state]?.shift();
  const answer = !fault || fault.runs ? await invoke(address, input) : null;
  if (fault) throw failure(JSON.stringify({ errorType: fault.error, errorMessage: "Injected by a test." }));
  return answer;
}

const handlers = Object.fromEntries(tasks(definition.States).map(
  ([state, { Resource }]) => [state, (input) => attempt(state, addresses[Resource], input)]));
const noWaits = Object.fromEntries(Object.keys(handlers).map((state) => [state, 0]));

// The interpreter has no redrive, so this is what Step Functions documents of it: the same execution goes on from the
// state that failed, with the input that this state had, and the redrive count is one higher. One difference: of a Map
// that failed all items are done once more and not only those that failed, which does no harm to Tasks like ours.
const machine = order.startAt
  ? new StateMachine({ ...definition, StartAt: order.startAt }, { validationOptions: { noValidate: true } })
  : new StateMachine(definition);
// It takes the start from the clock, before it returns.
const startTime = new Date(order.startTime).toISOString();
const { toISOString } = Date.prototype;
Date.prototype.toISOString = () => startTime;
const execution = machine.run(order.input, {
  overrides: { taskResourceLocalHandlers: handlers, retryIntervalOverrides: noWaits },
  context: { Execution: { Name: order.name, RedriveCount: order.redriveCount } },
});
Date.prototype.toISOString = toISOString;

const report = { status: "SUCCEEDED", entered: {}, retried: {}, largestOutput: 0, collected: 0 };
const bytes = (value) => Buffer.byteLength(JSON.stringify(value));
const count = (counts, key) => { counts[key] = (counts[key] ?? 0) + 1; };
const errors = {};
let lastFailed;
const watch = {
  StateEntered: ({ state }) => count(report.entered, state.name),
  StateExited: ({ state }) => { report.largestOutput = Math.max(report.largestOutput, bytes(state.output)); },
  StateFailed: ({ state, Error }) => {
    errors[state.name] = Error;
    if (state.name in definition.States) lastFailed = state;
  },
  StateRetried: ({ state }) => count(report.retried, `${state.name}: ${errors[state.name]}`),
  // What a Distributed Map has collected when its last child ends, before ResultPath drops it.
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
