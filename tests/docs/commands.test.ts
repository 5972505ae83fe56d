import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { scripts } from "../../package.json";
import { configuration } from "../harness/packaged-service";
import { runCommand } from "../harness/run-command";
import { EXISTING } from "../infra/packaged-stages";
import { commandsIn, type DocumentedCommand } from "./documented-commands";
import { readGuide } from "./guide-sections";

const GUIDES = readdirSync(path.join(__dirname, "../../docs")).filter((name) => name.endsWith(".md"));
const documented = (program: string): readonly DocumentedCommand[] => [
  ...GUIDES.flatMap((guide) => commandsIn(guide, readGuide(guide), program)),
  ...commandsIn("README.md", readFileSync(path.join(__dirname, "../../README.md"), "utf8"), program),
];

describe("commands of the AWS CLI", () => {
  /** The clients of the SDK that are installed, by the names of the CLI. They know operations and what those take. */
  const CLIENTS: Readonly<Record<string, string>> = {
    cloudformation: "cloudformation",
    cloudwatch: "cloudwatch",
    "cognito-idp": "cognito-identity-provider",
    dynamodb: "dynamodb",
    events: "eventbridge",
    iam: "iam",
    lambda: "lambda",
    logs: "cloudwatch-logs",
    s3api: "s3",
    secretsmanager: "secrets-manager",
    sesv2: "sesv2",
    ssm: "ssm",
    sts: "sts",
  };
  /** No client of theirs is installed. Their commands were run with the AWS CLI, against an address that takes whatever it checks. */
  const RUN_BY_HAND = ["deploy", "dynamodbstreams", "kms", "s3", "sns", "sqs"];
  /** What the CLI takes with every operation. */
  const EVERYWHERE = ["cli-binary-format", "endpoint-url", "output", "profile", "query", "region"];

  interface Taken {
    readonly members: readonly string[];
    readonly required: readonly string[];
  }

  const kebab = (name: string): string =>
    name
      .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
      .replace(/([A-Z]+)([A-Z][a-z])/g, "$1-$2")
      .toLowerCase();

  /** What an operation takes, as the options of the CLI are called; nothing if there is no such operation. */
  function takenBy(service: string, operation: string): Taken | undefined {
    const client = require(`@aws-sdk/client-${CLIENTS[service]}`) as Readonly<Record<string, unknown>>;
    const name = Object.keys(client).find(
      (exported) => exported.endsWith("Command") && kebab(exported.slice(0, -"Command".length)) === operation,
    );
    if (name === undefined) return undefined;
    // A schema of the SDK: of an operation, its input is the fifth part; of a structure, its members are, and how many of
    // the first ones are required is the seventh.
    const schema = client[`${name.slice(0, -"Command".length)}$`] as readonly unknown[];
    const input = (typeof schema[4] === "function" ? schema[4]() : schema[4]) as readonly unknown[];
    const members = (input[4] as readonly string[] | undefined)?.map(kebab) ?? [];
    return { members, required: members.slice(0, Number(input[6] ?? 0)) };
  }

  /** The operation by which a waiter of the CLI asks, such as `describe-table` of `table-exists`; nothing if there is no such waiter. */
  function askedBy(service: string, waiter: string): string | undefined {
    const client = `@aws-sdk/client-${CLIENTS[service]}`;
    const name = Object.keys(require(client))
      .filter((exported) => exported.startsWith("waitUntil"))
      .map((exported) => exported.slice("waitUntil".length))
      .find((exported) => kebab(exported) === waiter);
    if (name === undefined) return undefined;
    const file = path.join(path.dirname(require.resolve(client)), `../dist-es/waiters/waitFor${name}.js`);
    const [, operation = ""] = /new (\w+)Command\(/.exec(readFileSync(file, "utf8")) ?? [];
    return kebab(operation);
  }

  /** What the AWS CLI would complain of, or nothing. */
  function faultOf([, service = "", operation = "", ...rest]: readonly string[]): string | undefined {
    if (RUN_BY_HAND.includes(service)) return undefined;
    if (!(service in CLIENTS)) return `no service ${service}`;
    const isWaiting = operation === "wait";
    const [waiter = "", ...waitedWith] = rest;
    const asked = isWaiting ? askedBy(service, waiter) : operation;
    if (asked === undefined) return `no waiter ${waiter}`;
    const taken = takenBy(service, asked);
    if (taken === undefined) return `no operation ${operation}`;
    const options = (isWaiting ? waitedWith : rest).flatMap((word) =>
      word.startsWith("--") ? [word.slice(2).split("=")[0] ?? ""] : [],
    );
    const unknown = options.find((option) => !taken.members.includes(option) && !EVERYWHERE.includes(option));
    if (unknown !== undefined) return `no option --${unknown}`;
    const missing = taken.required.find((member) => !options.includes(member));
    // A sentence may name the operation alone.
    return options.length > 0 && missing !== undefined ? `--${missing} is missing` : undefined;
  }

  const commands = documented("aws").filter(({ words }) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(words[2] ?? ""));

  test("there are as many as guides have", () => {
    expect(commands.length).toBeGreaterThan(30);
    for (const guide of ["runbook.md", "events.md", "aws-credentials.md"])
      expect(commands.map((command) => command.guide)).toContain(guide);
  });

  test.each(commands.map(({ guide, words }) => [guide, words.slice(0, 3).join(" "), words] as const))(
    "%s: %s",
    (_guide, _name, words) => {
      expect(faultOf(words)).toBeUndefined();
    },
  );

  test.each([
    ["aws dynamo scan", "no service dynamo"],
    ["aws dynamodb restore-table", "no operation restore-table"],
    ["aws dynamodb scan --table people", "no option --table"],
    ["aws lambda get-alias --function-name live", "--name is missing"],
    ["aws dynamodb wait table-exits --table-name people", "no waiter table-exits"],
    ["aws dynamodb wait table-exists --stack-name people", "no option --stack-name"],
    ["aws dynamodb wait table-exists --table-name people", undefined],
    ["aws cloudformation wait change-set-create-complete --stack-name a --change-set-name b", undefined],
  ])("%s: %s", (command, fault) => {
    expect(faultOf(command.split(" "))).toBe(fault);
  });
});

describe("commands of the suite", () => {
  /** For what stands for a value. */
  const EXAMPLES: Readonly<Record<string, string>> = {
    "client-id": EXISTING.existingClient,
    "e-mail": "ada@acme.example",
    id: "acme",
    "the-output-MachineClientId": EXISTING.existingClient,
  };
  const withExamples = (word: string): string =>
    word.replace(/‹([^›]+)›/g, (_, name: string) => EXAMPLES[name] ?? name);

  const commands = documented("npm run").map(({ guide, words }) => ({ guide, words: words.slice(2) }));

  test("every script is one of package.json", () => {
    const names = commands.map(({ words: [name = ""] }) => name).filter((name) => /^[a-z:-]+$/.test(name));
    expect(names.length).toBeGreaterThan(60);
    expect([...new Set(names)].filter((name) => !(name in scripts))).toEqual([]);
  });

  const complete = commands.filter(
    ({ words: [name = "", ...rest] }) =>
      name.includes(":") &&
      !/^(bench|docs):/.test(name) &&
      rest.length > 0 &&
      !rest.join(" ").match(/[[\]…]|\.\.\./),
  );

  test.each(complete.map(({ guide, words }) => [guide, words.join(" "), words] as const))(
    "%s: %s",
    async (_guide, _name, [name = "", ...rest]) => {
      const words = rest.filter((word) => word !== "--").map(withExamples);
      // Nothing can be reached: whoever gets there has understood the command line.
      const readParameters = async () => ({ ...configuration().params.default, ...EXISTING });
      const { code, err } = await runCommand([name, ...words], { readParameters });
      expect([code, err]).not.toEqual([64, err]);
    },
  );
});
