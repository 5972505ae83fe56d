import { readFileSync } from "node:fs";
import path from "node:path";
import { DEMO, putDemo } from "../../local/demo";
import { type Edition, startEdition } from "../../local/edition";
import { storyOf } from "../../local/story";
import { PROBLEM_CODES, Problem } from "../../shared/api/problem";
import { createEditionFolder } from "../local/edition/start-test-edition";
import { openShell, shortened } from "./guide-shell";
import { readSteps } from "./guide-steps";

const read = (page: string): string => readFileSync(path.join(__dirname, "../..", page), "utf8");

const GUIDE = read("docs/sign-in-flow.md");
const STEPS = readSteps(GUIDE);
const FIRST_STEPS = readSteps(read("README.md"));

let edition: Edition;
/** What the commands of the first screen print when they are run twice, then the README's, and then the guide's. */
let screen: readonly string[];
let firstPrinted: readonly string[];
let printed: readonly string[];
beforeAll(async () => {
  const { remove, ...folders } = createEditionFolder();
  try {
    edition = await startEdition(folders);
    await putDemo(edition);
    const story = storyOf(edition.stack, edition.apiUrl ?? "").commands;
    const steps = [...FIRST_STEPS, ...STEPS].map(({ commands }) => commands);
    const shell = openShell(edition);
    const output: string[] = [];
    for (const commands of [story, story, ...steps]) output.push(await shell.run(commands));
    await shell.close();
    screen = output.slice(0, 2);
    firstPrinted = output.slice(2, 2 + FIRST_STEPS.length);
    printed = output.slice(2 + FIRST_STEPS.length);
  } finally {
    await edition?.stop();
    remove();
  }
});

test("the first screen's commands end with tenant and role, at the first sign-in and at the next", () => {
  const profiles = screen.map((text) => JSON.parse(text));
  expect(profiles[0]).toMatchObject({ email: DEMO.legacy, tenantId: "acme", role: "member" });
  expect(profiles).toEqual([profiles[0], profiles[0]]);
});

test("the README's commands end at the decoded token that it shows", () => {
  expect(FIRST_STEPS.map(({ answer }) => answer)).toEqual([
    expect.objectContaining({ tenantId: "acme", role: "member" }),
    expect.objectContaining({ "custom:tenant_id": "acme", "custom:role": "member" }),
  ]);
  FIRST_STEPS.forEach(({ answer }, index) => {
    expect(shortened(JSON.parse(firstPrinted[index] ?? ""), answer)).toEqual(answer);
  });
});

test("the guide has steps, and their answers", () => {
  expect(STEPS.length).toBeGreaterThan(15);
  expect(STEPS.filter(({ answer }) => answer === undefined)).toHaveLength(1);
});

test.each(STEPS.map((step, index) => ({ ...step, index })))(
  "line $line answers as the guide shows",
  ({ index, answer }) => {
    const text = printed[index]?.trim() ?? "";
    if (answer === undefined) return expect(text).toBe("");
    return expect(shortened(JSON.parse(text), answer)).toEqual(answer);
  },
);

test("the guide lists every problem code and its status", () => {
  const rows = [...GUIDE.matchAll(/^\| (\d{3}) \| `([a-z-]+)` \|/gm)].map(([, status, code]) => [
    code,
    Number(status),
  ]);
  expect(rows).toEqual(PROBLEM_CODES.map((code) => [code, new Problem(code).status]));
});
