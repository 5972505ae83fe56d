import { NodeVersionPlugin, nodeWarning } from "../../infra/node-version";

const [BEFORE, AFTER] = [new Date("2026-12-31T23:59:59Z"), new Date("2027-01-01T00:00:00Z")];

test.each([
  ["20.19.0", BEFORE, false],
  ["20.20.2", AFTER, true],
  ["22.23.5", AFTER, false],
  ["24.21.0", AFTER, false],
])("Node %s on %s warns: %s", (version, now, warns) => {
  expect(nodeWarning(version, now)).toEqual(
    warns ? expect.stringContaining(`this is Node ${version}`) : undefined,
  );
});

test.each([
  ["package", 1],
  ["deploy", 1],
  ["info", 0],
])("the command %s says so %s times", (command, times) => {
  const warnings: string[] = [];
  const log = { warning: (text: string) => void warnings.push(text) };
  new NodeVersionPlugin({ processedInput: { command, options: {} } }, {}, { log }, "20.20.2", AFTER);
  expect(warnings).toHaveLength(times);
});
