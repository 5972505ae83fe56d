import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { unzipSync } from "fflate";
import { folderOf } from "../../../local/lambda/function";
import { packageStack } from "../../../local/stack/package";
import { readStack } from "../../../local/stack/stack";
import { packageFolder } from "../../harness/packaged-service";

const FUNCTIONS = [
  "api-audit",
  "api-auth",
  "api-clients",
  "api-invitations",
  "api-members",
  "api-memberships",
  "api-passkeys",
  "api-people",
  "api-profile",
  "api-sessions",
  "api-tenant",
  "api-tenants",
  "custom-message",
  "domain-events",
  "inbound-federation",
  "panel",
  "post-authentication",
  "post-confirmation",
  "pre-authentication",
  "pre-sign-up",
  "pre-token-generation",
  "stack-records",
  "user-migration",
];

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "package-test-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("the bundles are those that would be deployed, in place of earlier ones", async () => {
  mkdirSync(path.join(folder, "functions"));
  writeFileSync(path.join(folder, "functions", "removed.js"), "");
  await packageStack({ stage: "dev", parameters: {}, folder });
  expect(readdirSync(folder).sort()).toEqual([
    "cloudformation-template-update-stack.json",
    "functions",
    "serverless-state.json",
  ]);
  expect(readdirSync(path.join(folder, "functions")).sort()).toEqual(FUNCTIONS.map((name) => `${name}.js`));
  for (const lambda of readStack(folder, { seed: "seed" }).functions) {
    const archive = unzipSync(readFileSync(path.join(packageFolder(), `${lambda.name}.zip`)));
    const code = archive[`${folderOf(lambda)}/index.js`] ?? new Uint8Array();
    expect(readFileSync(lambda.file).equals(code)).toBe(true);
  }
});

test("two of them do not disturb each other, and each has its own parameters", async () => {
  const stages = [
    { folder: path.join(folder, "one"), parameters: { mfa: "off", brands: { default: { name: "Acme" } } } },
    { folder: path.join(folder, "two"), parameters: { mfa: "required" } },
  ];
  await Promise.all(stages.map((stage) => packageStack({ stage: "dev", ...stage })));
  const [one, two] = stages.map((stage) => readStack(stage.folder, { seed: "seed" }).pool);
  expect([one?.mfa, two?.mfa]).toEqual(["OFF", "ON"]);
  expect(one?.invitationTemplates.sms).toMatch(/^Acme: /);
});

test("what goes wrong is told in full, and the earlier packaging stays", async () => {
  writeFileSync(path.join(folder, "serverless-state.json"), "earlier");
  await expect(packageStack({ stage: "dev", parameters: { mfa: "on" }, folder })).rejects.toThrow(
    /^the service could not be packaged\n.*mfa \(--param\): "on" is not valid; allowed: off, optional or required/s,
  );
  expect(readFileSync(path.join(folder, "serverless-state.json"), "utf8")).toBe("earlier");
  expect(readdirSync(folder)).toEqual(["serverless-state.json"]);
});
