import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { readState, TEMPLATE } from "../../local/stack/packaged-folder";
import { PRIMARY_IDENTIFIERS } from "../harness/cloudformation/kinds";
import { CHECKED_STAGES, packageService } from "./packaged-stages";

interface Finding {
  readonly Rule: { readonly Id: string };
  readonly Message: string;
  readonly Location: { readonly Path: readonly (string | number)[] | null };
}

/** Rules that say nothing of a template that a program has written. */
const IGNORED: Readonly<Record<string, string>> = {
  W1020: "an address refers to something at one stage and is a whole one at another",
  W3005: "the framework also names in DependsOn what its resources refer to anyway",
};

/** Findings that are no mistakes. */
const KNOWN: Readonly<Record<string, string>> = {
  "E3006 Resources/SessionTracking/Type": "the type is newer than the pinned version of cfn-lint",
  "E3002 Resources/CognitoUserPoolUsers/Properties/KeyConfiguration": "so is the property",
  "E3002 Resources/CognitoUserPoolUsers/Properties/IssuerConfiguration": "so is the property",
};

/** One takes many seconds of the processor, and these hold every resource that the others have. */
const LINTED = ["dev", "prod", "everything on, gradual", "everything on, attached"];

// It is not a package of npm's: .ci/run installs it.
const isLeftOut = spawnSync("cfn-lint", ["--version"]).status !== 0 && process.env.CI !== "true";
if (isLeftOut) process.stdout.write("No cfn-lint is installed: its test is SKIPPED.\n");

async function findingsIn(template: string, region: string): Promise<readonly Finding[]> {
  const rules = Object.keys(IGNORED);
  const args = ["--format", "json", "--regions", region, "--ignore-checks", ...rules, "--template", template];
  // It ends with a number of its own where it has found something.
  const { stdout } = await promisify(execFile)("cfn-lint", args).catch((error) => error);
  return JSON.parse(stdout);
}

(isLeftOut ? describe.skip : describe)("cfn-lint", () => {
  test.each(LINTED)("finds nothing in the template of a stage: %s", async (stage) => {
    const folder = await packageService(...(CHECKED_STAGES[stage] ?? []));
    const findings = await findingsIn(path.join(folder, TEMPLATE), readState(folder).region);
    const unknown = findings
      .map(({ Rule, Message, Location }) => [`${Rule.Id} ${Location.Path?.join("/")}`, Message])
      .filter(([place = ""]) => !(place in KNOWN));
    expect(unknown).toEqual([]);
  });

  test("has the schemas by whose identifiers a recovered stack is imported", async () => {
    const program = [
      "import json, sys",
      "from cfnlint.schema import PROVIDER_SCHEMA_MANAGER as manager",
      "schemas = [manager.get_resource_schema('eu-central-1', name).schema for name in sys.argv[1:]]",
      "print(json.dumps([schema['primaryIdentifier'] for schema in schemas]))",
    ].join("\n");
    const types = Object.keys(PRIMARY_IDENTIFIERS);
    const { stdout } = await promisify(execFile)("python3", ["-c", program, ...types]);
    const identifiers = Object.values(PRIMARY_IDENTIFIERS).map((names) =>
      names.map((name) => `/properties/${name}`),
    );
    expect(JSON.parse(stdout)).toEqual(identifiers);
  });

  test("finds a misspelt property", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "misspelt-"));
    try {
      const file = path.join(folder, TEMPLATE);
      const Queue = { Type: "AWS::SQS::Queue", Properties: { MessageRetention: 60 } };
      writeFileSync(file, JSON.stringify({ Resources: { Queue } }));
      const findings = await findingsIn(file, "eu-central-1");
      expect(findings.map(({ Rule }) => Rule.Id)).toEqual(["E3002"]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
