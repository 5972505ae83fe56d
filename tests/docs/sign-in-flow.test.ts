import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DEMO, putDemo } from "../../local/demo";
import { type Edition, startEdition } from "../../local/edition";
import { storyOf } from "../../local/story";
import { PROBLEM_CODES, Problem } from "../../shared/api/problem";
import { createEditionFolder } from "../local/edition/start-test-edition";
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
    const output = await runInBash([story, story, ...steps]);
    screen = output.slice(0, 2);
    firstPrinted = output.slice(2, 2 + FIRST_STEPS.length);
    printed = output.slice(2 + FIRST_STEPS.length);
  } finally {
    await edition?.stop();
    remove();
  }
});

const SEPARATOR = "=== end of step ===";

/** What each of these commands prints, run one after the other in one shell, with this edition and a stand-in for curl. */
async function runInBash(commands: readonly string[]): Promise<readonly string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "guide-"));
  const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  const curl = `#!/bin/sh\nexec ${quoted(process.execPath)} ${quoted(path.join(__dirname, "curl.cjs"))} "$@"\n`;
  writeFileSync(path.join(folder, "curl"), curl, { mode: 0o755 });
  const here = (text: string) =>
    text
      .replaceAll("http://127.0.0.1:3001", edition.apiUrl ?? "")
      .replaceAll("http://127.0.0.1:9229", edition.poolUrl);
  const script = commands.map((text) => `${here(text)}\necho; echo '${SEPARATOR}'\n`).join("");
  const PATH = [folder, path.dirname(process.execPath), process.env.PATH].join(path.delimiter);
  try {
    const output = await run("bash", ["-euo", "pipefail", "-c", script], { ...process.env, PATH });
    return output.split(`${SEPARATOR}\n`).slice(0, -1);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const run = (command: string, args: string[], env: NodeJS.ProcessEnv): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    let [output, complaints] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      complaints += text;
    });
    child.once("error", (error) => reject(new Error(`the guide needs ${command}: ${error.message}`)));
    child.once("close", (status) => {
      if (status === 0 && complaints === "") resolve(output);
      else
        reject(new Error(`the guide's commands ended with ${status}: ${complaints}\n${output.slice(-500)}`));
    });
  });

/** The value, in which whatever a text of the guide leaves out with … is left out as well. */
function shortened(value: unknown, shown: unknown): unknown {
  if (shown === "…") return shown;
  if (typeof shown === "string" && typeof value === "string") {
    const parts = shown.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${parts.join(".+")}$`, "s").test(value) ? shown : value;
  }
  if (Array.isArray(value)) return value.map((one, index) => shortened(one, at(shown, index)));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, shortened(one, at(shown, name))]),
  );
}

const at = (value: unknown, name: string | number): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string | number, unknown>)[name] : undefined;

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
