import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { unzipSync } from "fflate";
import { environmentOf, packageFolder, readTemplate, type Template } from "../harness/packaged-service";
import { asArguments, packageService } from "./packaged-stages";
import { cycleOf } from "./reference-graph";

const columns = { login: "email", hash: "password" };
const FUNCTIONS = { "pre-sign-up": "PreSignUp", "user-migration": "UserMigration" } as const;
const VPC = { subnetIds: ["subnet-0a1b", "subnet-2c3d"], securityGroupIds: ["sg-4e5f"] };

/** Only in the bundle that needs it. */
const MARKERS = {
  dynamodb: "LEGACY_USERS_TABLE",
  postgresql: "BEGIN READ ONLY",
  mysql: "START TRANSACTION READ ONLY",
  https: "the endpoint cannot be reached",
  "the driver pg": "SCRAM-SERVER-FINAL-MESSAGE",
  "the driver mysql2": "caching_sha2_password",
  "Secrets Manager": "GetSecretValue",
  "Parameter Store": "GetParameter",
  "character sets": "Encoding not recognized",
  "certificates of AWS": "BEGIN CERTIFICATE",
} as const;

interface Kind {
  readonly kind: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly holds: readonly (keyof typeof MARKERS)[];
}

const KINDS: readonly Kind[] = [
  {
    kind: "dynamodb",
    parameters: {},
    holds: ["dynamodb"],
  },
  {
    kind: "postgresql",
    parameters: {
      legacySource: { kind: "postgresql", secret: "prod/legacy", table: "users", columns },
      legacyVpc: VPC,
    },
    holds: ["postgresql", "the driver pg", "Secrets Manager"],
  },
  {
    kind: "mysql",
    parameters: { legacySource: { kind: "mysql", secret: "ssm:/prod/legacy", table: "users", columns } },
    holds: ["mysql", "the driver mysql2", "Parameter Store"],
  },
  {
    kind: "https",
    parameters: {
      legacySource: {
        kind: "https",
        secret: "prod/legacy",
        url: "https://old.example/users",
        verifies: true,
      },
    },
    holds: ["https", "Secrets Manager"],
  },
];

/** Kilobytes of the archive that is uploaded; those of the default are in bundles.test.ts. */
const BUDGETS: [kind: string, name: string, kilobytes: number][] = [
  ["postgresql", "pre-sign-up", 182],
  ["postgresql", "user-migration", 160],
  ["mysql", "pre-sign-up", 285],
  ["mysql", "user-migration", 263],
  ["https", "pre-sign-up", 149],
  ["https", "user-migration", 128],
];

const folders = new Map<string, string>();
beforeAll(async () => {
  for (const { kind, parameters } of KINDS)
    folders.set(
      kind,
      kind === "dynamodb"
        ? packageFolder()
        : await packageService("--stage", "dev", ...asArguments(parameters)),
    );
});

const folderOf = (kind: string) => folders.get(kind) ?? "";
const templateOf = (kind: string) => readTemplate(folderOf(kind));
const archiveOf = (kind: string, name: string) => path.join(folderOf(kind), `${name}.zip`);

describe.each(KINDS)("a stage with a $kind source", ({ kind, holds }) => {
  test.each(Object.keys(FUNCTIONS))(
    "has in the bundle of %s what it needs, and nothing of the others",
    (name) => {
      const [code, ...others] = Object.values(unzipSync(readFileSync(archiveOf(kind, name))));
      const text = Buffer.from(code ?? []).toString("utf8");
      expect(others).toEqual([]);
      const held = Object.entries(MARKERS).filter(([, marker]) => text.includes(marker));
      expect(held.map(([of]) => of)).toEqual(
        Object.keys(MARKERS).filter((of) => holds.includes(of as never)),
      );
    },
  );

  test("changes nothing of the others", () => {
    const others = (of: string) =>
      Object.entries(templateOf(of).Resources).filter(
        ([id]) =>
          !/^(PreDashsignDashup|UserDashmigration|ApiDashpeople)LambdaFunction$/.test(id) &&
          !/^(PreSignUp|UserMigration|ApiPeople)Role$|^Legacy(Access|Erasure)Policy$/.test(id),
      );
    const withoutKeys = (of: string) =>
      JSON.parse(JSON.stringify(others(of)).replace(/serverless\/[^"]+\.zip/g, ""));
    expect(withoutKeys(kind)).toEqual(withoutKeys("dynamodb"));
    expect(cycleOf(templateOf(kind))).toBeUndefined();
  });
});

/** A module of Node that only the driver asks for. */
const OF_DRIVERS = { postgresql: "dns", mysql: "tls" } as const;

test.each(
  Object.entries(OF_DRIVERS).flatMap(([kind, module]) =>
    Object.keys(FUNCTIONS).map((name) => [kind, name, module] as const),
  ),
)("with a %s source, %s loads the driver before it is invoked", async (kind, name, module) => {
  const folder = mkdtempSync(path.join(tmpdir(), "bundle-"));
  try {
    const [code = new Uint8Array()] = Object.values(unzipSync(readFileSync(archiveOf(kind, name))));
    const file = path.join(folder, "index.js");
    writeFileSync(file, code);
    const { stdout } = await promisify(execFile)(process.execPath, ["-e", ASKED_WHEN_LOADED, file], {
      env: environmentOf(templateOf(kind), name, (logicalId) => logicalId),
    });
    expect(stdout.split("\n")).toContain(module);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** Prints the modules that a bundle asks for until it would be invoked. */
const ASKED_WHEN_LOADED = `
  const Module = require("node:module");
  const load = Module._load;
  Module._load = (name, ...rest) => (console.log(name), load(name, ...rest));
  require(process.argv[1]);
  setImmediate(() => process.exit());`;

test.each(BUDGETS)("with a %s source, %s is at most %d kB", (kind, name, kilobytes) => {
  expect(statSync(archiveOf(kind, name)).size).toBeLessThanOrEqual(kilobytes * 1_000);
});

const propertiesOf = ({ Resources }: Template, id: string) => Resources[id]?.Properties ?? {};
const roleOf = (template: Template, name: keyof typeof FUNCTIONS) =>
  propertiesOf(template, `${FUNCTIONS[name]}Role`);
const functionOf = (template: Template, name: string) =>
  propertiesOf(
    template,
    Object.keys(template.Resources).find(
      (id) => propertiesOf(template, id).Handler === `functions/${name}/index.handler`,
    ) ?? "",
  );
const statementsOf = (template: Template) => propertiesOf(template, "LegacyAccessPolicy").PolicyDocument;

test("the default source needs no network", () => {
  for (const name of ["pre-sign-up", "user-migration"] as const)
    expect(functionOf(templateOf("dynamodb"), name)).not.toHaveProperty("VpcConfig");
});

test.each(KINDS)(
  "with $kind, the guard and the migration are told of the table if they read it",
  ({ kind }) => {
    for (const name of ["pre-sign-up", "user-migration"] as const) {
      const { Variables } = functionOf(templateOf(kind), name).Environment as { Variables: object };
      expect(Variables).toHaveProperty("LEGACY_SOURCE");
      expect("LEGACY_USERS_TABLE" in Variables).toBe(kind === "dynamodb");
    }
  },
);

const secretRead = (Action: string, resource: string) => ({
  Effect: "Allow",
  Action: [Action],
  Resource: { "Fn::Sub": `arn:\${AWS::Partition}:${resource}` },
});
const FROM_SECRETS_MANAGER = secretRead(
  "secretsmanager:GetSecretValue",
  `secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:prod/legacy-??????`,
);
const FROM_PARAMETER_STORE = secretRead(
  "ssm:GetParameter",
  `ssm:\${AWS::Region}:\${AWS::AccountId}:parameter/prod/legacy`,
);
const functionArn = (name: string) => ({
  "Fn::Sub": `arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:cognito-triggers-dev-${name}`,
});
const INTERFACES = [
  "ec2:CreateNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:DeleteNetworkInterface",
  "ec2:AssignPrivateIpAddresses",
  "ec2:UnassignPrivateIpAddresses",
];

test.each([
  [
    "dynamodb",
    [
      {
        Effect: "Allow",
        Action: ["dynamodb:GetItem"],
        Resource: { "Fn::GetAtt": ["LegacyUsersTable", "Arn"] },
      },
    ],
  ],
  [
    "postgresql",
    [
      FROM_SECRETS_MANAGER,
      { Effect: "Allow", Action: INTERFACES, Resource: "*" },
      {
        Effect: "Deny",
        Action: INTERFACES,
        Resource: "*",
        Condition: {
          ArnEquals: {
            "lambda:SourceFunctionArn": [functionArn("pre-sign-up"), functionArn("user-migration")],
          },
        },
      },
    ],
  ],
  ["mysql", [FROM_PARAMETER_STORE]],
  ["https", [FROM_SECRETS_MANAGER]],
])(
  "with %s, the guard and the migration may read the table or the one secret, and connect with a VPC if there is one",
  (kind, Statement) => {
    const template = templateOf(kind);
    expect(statementsOf(template)).toEqual({ Version: "2012-10-17", Statement });
    for (const name of ["pre-sign-up", "user-migration"] as const)
      expect(roleOf(template, name).ManagedPolicyArns).toEqual([{ Ref: "LegacyAccessPolicy" }]);
  },
);

test("both are in the network that the stage names, and nothing else is", () => {
  const template = templateOf("postgresql");
  const connected = Object.values(template.Resources).filter(
    ({ Properties }) => Properties?.VpcConfig !== undefined,
  );
  expect(connected.map(({ Properties }) => Properties.Handler).sort()).toEqual([
    "functions/pre-sign-up/index.handler",
    "functions/user-migration/index.handler",
  ]);
  for (const { Properties } of connected)
    expect(Properties.VpcConfig).toEqual({
      SubnetIds: VPC.subnetIds,
      SecurityGroupIds: VPC.securityGroupIds,
    });
});

test("the environment says what the source is, and nothing of its secret but the name", () => {
  const { LEGACY_SOURCE } = (
    functionOf(templateOf("https"), "pre-sign-up").Environment as { Variables: Record<string, string> }
  ).Variables;
  expect(JSON.parse(LEGACY_SOURCE ?? "")).toEqual({
    kind: "https",
    secret: "prod/legacy",
    url: "https://old.example/users",
    verifies: true,
  });
});
