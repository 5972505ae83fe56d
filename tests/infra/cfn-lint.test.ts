import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { readState, TEMPLATE } from "../../local/stack/packaged-folder";
import { PRIMARY_IDENTIFIERS } from "../harness/cloudformation/kinds";
import { CHECKED_STAGES, packageService } from "./packaged-stages";

interface Finding {
  readonly Filename: string;
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

/** All in one process, which reads the schemas of the resources once. */
async function findingsIn(templates: readonly string[], regions: readonly string[]) {
  const args = ["--format", "json", "--regions", ...regions, "--ignore-checks", ...Object.keys(IGNORED)];
  // It ends with a number of its own where it has found something.
  const { stdout } = await promisify(execFile)("cfn-lint", [...args, "--template", ...templates]).catch(
    (error) => error,
  );
  const findings: readonly Finding[] = JSON.parse(stdout);
  return (template: string) => findings.filter(({ Filename }) => Filename === template);
}

/** A template with a property that no queue has. */
function misspell(folder: string): string {
  const file = path.join(folder, TEMPLATE);
  const Queue = { Type: "AWS::SQS::Queue", Properties: { MessageRetention: 60 } };
  writeFileSync(file, JSON.stringify({ Resources: { Queue } }));
  return file;
}

(isLeftOut ? describe.skip : describe)("cfn-lint", () => {
  let packages: ReadonlyMap<string, string>;
  let misspelt: string;
  let found: Awaited<ReturnType<typeof findingsIn>>;

  beforeAll(async () => {
    const packaging = LINTED.map(
      async (stage): Promise<[string, string]> => [
        stage,
        await packageService(...(CHECKED_STAGES[stage] ?? [])),
      ],
    );
    packages = new Map(await Promise.all(packaging));
    const folders = [...packages.values()];
    const temporary = mkdtempSync(path.join(tmpdir(), "misspelt-"));
    try {
      misspelt = misspell(temporary);
      const templates = [...folders.map((folder) => path.join(folder, TEMPLATE)), misspelt];
      found = await findingsIn(templates, [...new Set(folders.map((folder) => readState(folder).region))]);
    } finally {
      rmSync(temporary, { recursive: true });
    }
  });

  test.each(LINTED)("finds nothing in the template of a stage: %s", (stage) => {
    const unknown = found(path.join(packages.get(stage) ?? "", TEMPLATE))
      .map(({ Rule, Message, Location }) => [`${Rule.Id} ${Location.Path?.join("/")}`, Message])
      .filter(([place = ""]) => !(place in KNOWN));
    expect(unknown).toEqual([]);
  });

  test("finds a misspelt property", () => {
    expect(found(misspelt).map(({ Rule }) => Rule.Id)).toEqual(["E3002"]);
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
});
