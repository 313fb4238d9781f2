// Uses a server like a program written for production. Usage: node sdk.mjs ENDPOINT ROOT
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import {
  SFNClient, paginateListExecutions,
  DescribeExecutionCommand, DescribeStateMachineCommand, ListStateMachinesCommand, RedriveExecutionCommand, StartExecutionCommand, StopExecutionCommand,
} from "@aws-sdk/client-sfn";

const [, , endpoint, root] = process.argv;
const client = new SFNClient({ endpoint });
const stateMachineArn = "arn:aws:states:us-east-1:000000000000:stateMachine:pipeline";
const query = (dataset, more = {}) => JSON.stringify({ dataset, operation: { type: "query", sql: "SELECT COUNT(*) AS n FROM dataset" }, ...more });
const start = (name, input) => client.send(new StartExecutionCommand({ stateMachineArn, name, input }));
const rejected = (command, name) => assert.rejects(client.send(command), error => {
  assert.equal(error.name, name);
  assert.equal(error.$metadata.httpStatusCode, 400);
  assert.match(error.$metadata.requestId, /^[0-9a-f-]{36}$/);
  assert.ok(error.message.length > 0);
  return true;
});

async function until(executionArn, status) {
  for (const deadline = Date.now() + 600_000; ; await wait(50)) {
    const described = await client.send(new DescribeExecutionCommand({ executionArn }));
    if (described.status === status) return described;
    assert.ok(Date.now() < deadline, JSON.stringify(described));
  }
}

const { stateMachines } = await client.send(new ListStateMachinesCommand());
assert.deepEqual(stateMachines.map(one => one.stateMachineArn), [stateMachineArn]);
const machine = await client.send(new DescribeStateMachineCommand({ stateMachineArn }));
assert.equal(JSON.parse(machine.definition).StartAt, "Split");
assert.ok(machine.creationDate instanceof Date);

// One runs, one waits; both are stopped.
const large = query("large.csv", { blockSize: 1000 });
const runs = await start("runs", large);
assert.deepEqual(await start("runs", large).then(({ executionArn, startDate }) => [executionArn, startDate]), [runs.executionArn, runs.startDate]);
await rejected(new StartExecutionCommand({ stateMachineArn, name: "runs", input: "{}" }), "ExecutionAlreadyExists");
await rejected(new RedriveExecutionCommand({ executionArn: runs.executionArn }), "ExecutionNotRedrivable");
const waits = await start("waits", large);
for (const { executionArn } of [waits, runs]) {
  const { stopDate } = await client.send(new StopExecutionCommand({ executionArn, error: "Enough", cause: "It is late." }));
  const described = await until(executionArn, "ABORTED");
  assert.deepEqual([described.stopDate, described.error, described.cause], [stopDate, "Enough", "It is late."]);
}

const { executionArn: late } = await start("late", query("late.csv"));
const failed = await until(late, "FAILED");
assert.equal(failed.error, "DatasetUnavailableException");
assert.equal(failed.redriveStatus, "REDRIVABLE");
writeFileSync(join(root, "late.csv"), "x\n1\n2\n");
const { redriveDate } = await client.send(new RedriveExecutionCommand({ executionArn: late }));
const redriven = await until(late, "SUCCEEDED");
assert.deepEqual([redriven.redriveCount, redriven.redriveDate], [1, redriveDate]);
assert.equal(JSON.parse(redriven.output).resultPath, "jobs/late/result.csv");
assert.ok(Math.abs(redriven.startDate - Date.now()) < 3_600_000);

const odd = await until((await start(undefined, '{"dataset": 1}')).executionArn, "FAILED");
assert.equal(odd.error, "InvalidRequestException");
assert.match(odd.cause, /operation/);

const names = [];
for await (const page of paginateListExecutions({ client, pageSize: 2 }, { stateMachineArn, statusFilter: "ABORTED" }))
  names.push(...page.executions.map(execution => execution.name));
assert.deepEqual(names, ["waits", "runs"]);

await rejected(new DescribeExecutionCommand({ executionArn: `${late}r` }), "ExecutionDoesNotExist");
await rejected(new DescribeExecutionCommand({ executionArn: "late" }), "InvalidArn");
await rejected(new StartExecutionCommand({ stateMachineArn: `${stateMachineArn}2` }), "StateMachineDoesNotExist");
await rejected(new StartExecutionCommand({ stateMachineArn, name: "a b" }), "InvalidName");
await rejected(new StartExecutionCommand({ stateMachineArn, input: "{" }), "InvalidExecutionInput");
await rejected(new DescribeExecutionCommand({}), "ValidationException");
console.log("all as on AWS");
