import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { suiteTriggers } from "../../commands/pool/suite-triggers";
import { poolShape } from "../harness/pool-shapes";
import { type LocalStage, startLocalStage } from "./harness/local-stage";

const PARAMETERS = {
  legacySource: "none",
  legacyPasswords: {},
  rollout: "off",
  preTokenGeneration: "V2_0",
  providerClaims: "all",
};
const REFUSAL =
  "The stage dev has no old users: its legacySource in serverless.yml is none. Write another one there and deploy it first.";

let folder: string;
let file: string;
let stage: LocalStage;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "over-"));
  file = path.join(folder, "users.csv");
  writeFileSync(file, "login,hash\nblaise@legacy.example,$2b$04$abcdefghijklmnopqrstuv\n");
  stage = await startLocalStage();
  stage.parameters = async () => PARAMETERS;
});
afterAll(async () => {
  await stage.stop();
  rmSync(folder, { recursive: true });
});

test.each([["legacy:check"], ["legacy:import", "<file>"], ["migration:release", "4711"]])(
  "after the end of a migration, %s refuses",
  async (...words) => {
    const { code, err } = await stage.run(...words.map((word) => (word === "<file>" ? file : word)));
    expect([code, err]).toEqual([1, REFUSAL]);
  },
);

test("the report counts who has moved over, and says that nobody is to come", async () => {
  const migrated = { migratedAt: "2026-04-27T10:00:00.000Z", sub: "d3a4f8e2-7041-70c5-9b1e-2f6c0a91d4b7" };
  await stage.put("MigrationsTable", { legacyId: "4711", ...migrated });
  const { code, out } = await stage.run("migration:report", "--weeks", "2");
  expect([code, out.split("\n").at(-1)]).toEqual([
    0,
    "Nobody is still to come: the migration is over (legacySource: none in serverless.yml).",
  ]);
  expect(out).toMatch(/^total +1$/m);
});

test("a file can still be checked, for a migration that is to come", async () => {
  expect((await stage.run("legacy:import", file, "--dry-run")).out).toContain(
    "The stage dev has no old users: its legacySource in serverless.yml is none.",
  );
  expect((await stage.run("legacy:check", "--file", file)).out).toContain("Old users in ");
});

test("an attachment leaves the trigger of the migration alone", () => {
  expect(suiteTriggers("dev", poolShape().Arn, PARAMETERS)).not.toHaveProperty("UserMigration");
});
