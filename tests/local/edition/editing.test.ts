import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { BrokenFunction } from "../../../local/stack/rebuild";
import { copySources } from "../stack/copied-sources";
import { startTestEdition, type TestEdition } from "./start-test-edition";
import { signUp } from "./visitor";

let sources: string;
let visited: TestEdition;
let broken: BrokenFunction[];
beforeEach(async () => {
  sources = copySources();
  broken = [];
  visited = await startTestEdition({ sources, onBroken: (fn) => broken.push(fn) });
});
afterEach(async () => {
  await visited.stop();
  rmSync(sources, { recursive: true, force: true });
});

const POLICY = path.join("functions", "pre-sign-up", "sign-up-policy.ts");
const edit = (sought: string, replacement: string) => {
  const file = path.join(sources, POLICY);
  writeFileSync(file, readFileSync(file, "utf8").replace(sought, replacement));
};

/** What somebody without an invitation is told. */
const refusal = (): Promise<string> =>
  signUp(visited, "mallory@elsewhere.example").then(
    () => "no refusal",
    ({ message }: Error) => message,
  );

/** Signs up again until the news of an edit has arrived. */
async function refusalOnce(arrived: (told: string) => boolean): Promise<string> {
  for (;;) {
    const told = await refusal();
    if (arrived(told)) return told;
  }
}

const BEFORE =
  "Sign-up is by invitation only. If you are invited, please use the link of your invitation. If you already have an account, please sign in";
const AFTER =
  "This e-mail address is in use already. Please sign in or, if you are invited, use the link of your invitation";

test("an edited handler answers the next invocation, without a restart", async () => {
  const before = await refusal();
  expect(before).toContain(BEFORE);
  edit('"belongs-nowhere"', '"excluded"');
  expect(await refusalOnce((told) => told !== before)).toBe(before.replace(BEFORE, AFTER));
  expect(broken).toEqual([]);
});

test("an edit that does not build is told, and the last code that did answers until it is put right", async () => {
  const before = await refusal();
  edit('"belongs-nowhere"', '"belongs-nowhere');
  expect(await refusalOnce(() => broken.length > 0)).toBe(before);
  const error = expect.stringContaining("functions/pre-sign-up/sign-up-policy.ts:");
  expect(broken[0]).toEqual({ name: "pre-sign-up", error });
  expect(await refusal()).toBe(before);

  edit('"belongs-nowhere', '"excluded"');
  expect(await refusalOnce((told) => told !== before)).toBe(before.replace(BEFORE, AFTER));
  broken = [];
  await refusal();
  expect(broken).toEqual([]);
});
