import { readFileSync } from "node:fs";
import path from "node:path";
import { COMMANDS } from "../../../commands/catalogue";
import { startFailingTables } from "../../harness/faulty-tables";
import { runCommand } from "../../harness/run-command";

const run = (words: readonly string[], environment: Record<string, string> = {}) =>
  runCommand(words, { environment });

const SUSPEND_USAGE = [
  "npm run tenants:suspend -- <id> [options]",
  "",
  "Suspends a tenant: nobody who acts for it, and none of its machine clients, gets another token. It takes effect",
  "within a minute, when the next token is issued; tokens that were issued before stay valid until they expire. Nothing",
  "is deleted.",
  "",
  "Options",
  "  --stage <stage>        the stage to work on (default: dev)",
  "  --region <region>      the AWS region of the stage (default: eu-central-1)",
  "  --endpoint <url>       the URL of a DynamoDB that is not in AWS",
  "  --pool-endpoint <url>  the URL of the user pool that belongs to it",
  "  --help                 print this text",
  "",
  "Without --region and --endpoint, a command uses the stage that npm start runs on this computer, if any, and says so",
  "on stderr. Where there are AWS credentials as well, it refuses to guess: --region means AWS, --endpoint this computer.",
].join("\n");

describe("a command line", () => {
  test("with --help prints the usage and asks for nothing else", async () => {
    expect(await run(["tenants:suspend", "--help"])).toEqual({ code: 0, out: SUSPEND_USAGE, err: "" });
  });

  test("shows the options of the command, and those it cannot do without", async () => {
    expect((await run(["invitations:create", "--help"])).out.split("\n")).toEqual(
      expect.arrayContaining([
        "npm run invitations:create -- <e-mail>... --tenant <id> [options]",
        "  --tenant <id>                 the tenant that invites, or platform (required)",
        "  --role viewer|member|admin    the role of the new members (default: member)",
      ]),
    );
  });

  test("shows which options may be given several times", async () => {
    expect((await run(["people:suspend", "--help"])).out.split("\n")).toContain(
      "  --address <e-mail>     another address of theirs to exclude (repeatable)",
    );
  });

  test.each(Object.keys(COMMANDS))("explains %s within 120 columns", async (name) => {
    const { code, out, err } = await run([name, "--help"]);
    expect([code, err]).toEqual([0, ""]);
    expect(out.split("\n").filter((line) => line.length > 120)).toEqual([]);
  });

  test.each([
    [[], "Missing: <id>"],
    [[""], "Missing: <id>"],
    [["acme", "globex"], "Too many arguments: globex"],
    [
      ["acme", "--pool-endpoint", "http://127.0.0.1:9229"],
      "--pool-endpoint goes with --endpoint: pool and tables belong together",
    ],
  ])("that makes no sense, %j, is answered with the reason and the usage", async (words, reason) => {
    expect(await run(["tenants:suspend", ...words])).toEqual({
      code: 64,
      out: "",
      err: [reason, "", SUSPEND_USAGE].join("\n"),
    });
  });

  test.each([
    [["acme", "--stage", ""], "--stage takes letters, digits and hyphens"],
    [["acme", "--stage", "../prod"], "--stage takes letters, digits and hyphens"],
    [["acme", "--region", "Frankfurt am Main"], "--region takes the name of a region, such as eu-central-1"],
    [["acme", "--endpoint", "localhost:8000"], "--endpoint takes a URL, such as http://127.0.0.1:8000"],
    [
      ["acme", "--endpoint", "http://127.0.0.1:8000", "--pool-endpoint", "9229"],
      "--pool-endpoint takes a URL, such as http://127.0.0.1:9229",
    ],
    [
      ["Acme"],
      "Acme is not a tenant id: 2 to 63 lower-case letters, digits and hyphens, not beginning with a hyphen",
    ],
  ])("with a value that is none, %j, is answered with the one reason", async (words, reason) => {
    expect(await run(["tenants:suspend", ...words])).toEqual({ code: 64, out: "", err: reason });
  });

  test.each([
    ["--force", "Unknown option '--force'"],
    ["--help=yes", "Option '--help' does not take an argument"],
    ["--stage", "Option '--stage <value>' argument missing"],
  ])("with the option %s is not understood", async (option, reason) => {
    const { code, out, err } = await run(["tenants:suspend", "acme", option]);
    expect([code, out, err.split("\n")[0]]).toEqual([64, "", expect.stringContaining(reason)]);
    expect(err).toContain(SUSPEND_USAGE);
  });

  test.each([
    ["npm_config_stage", "--stage", ["acme"]],
    ["npm_config_stage", "--stage", ["acme", "prod"]],
    ["npm_config_endpoint", "--endpoint", ["acme"]],
  ])(
    "whose option npm has taken (%s) does not run on another stage instead",
    async (variable, option, words) => {
      expect(await run(["tenants:suspend", ...words], { [variable]: "prod" })).toEqual({
        code: 64,
        out: "",
        err: [
          `npm kept ${option} for itself. Options come after two hyphens: npm run tenants:suspend -- … ${option} …`,
          "",
          SUSPEND_USAGE,
        ].join("\n"),
      });
    },
  );

  test("is not in earnest where npm has taken its --dry-run", async () => {
    const { code, err } = await run(["legacy:import", "users.csv"], { npm_config_dry_run: "true" });
    expect([code, err.split("\n")[0]]).toEqual([
      64,
      "npm kept --dry-run for itself. Options come after two hyphens: npm run legacy:import -- … --dry-run …",
    ]);
  });

  test.each([[[]], [["people:destroy"]], [["toString"]]])(
    "without a known command, %j, lists them",
    async (words) => {
      const { code, out, err } = await run(words);
      expect([code, out]).toEqual([64, ""]);
      for (const [name, { summary }] of Object.entries(COMMANDS)) {
        expect(err).toMatch(new RegExp(`^ {2}${name} +${summary}$`, "m"));
      }
      if (words[0] !== undefined) expect(err.split("\n")[0]).toBe(`There is no command ${words[0]}.`);
    },
  );
});

describe("trouble with AWS is one sentence:", () => {
  test.each([
    [
      "ExpiredTokenException",
      "The AWS credentials have expired. Sign in again, for instance with: aws sso login",
    ],
    ["UnrecognizedClientException", "AWS rejects these credentials for HERE (no such key)."],
    ["AccessDeniedException", "These credentials do not permit this: no such key"],
  ])("%s", async (error, sentence) => {
    const { endpoint, stop } = await startFailingTables(error, "no such key");
    try {
      expect(await run(["tenants:suspend", "acme", "--endpoint", endpoint])).toEqual({
        code: 1,
        out: "",
        err: sentence.replace("HERE", endpoint),
      });
    } finally {
      await stop();
    }
  });

  test("but an error that nobody expected keeps its stack", async () => {
    const { endpoint, stop } = await startFailingTables("ValidationException", "a mistake of ours");
    try {
      await expect(run(["tenants:suspend", "acme", "--endpoint", endpoint])).rejects.toThrow(
        "a mistake of ours",
      );
    } finally {
      await stop();
    }
  });
});

test("each command is an npm script of the same name", () => {
  const { scripts } = JSON.parse(
    readFileSync(path.join(__dirname, "..", "..", "..", "package.json"), "utf8"),
  );
  const ofCommands = Object.entries(scripts).filter(([name]) =>
    /^(people|tenants|operators|invitations|clients|audit|legacy|migration|pool|stack):/.test(name),
  );
  expect(Object.fromEntries(ofCommands)).toEqual(
    Object.fromEntries(
      Object.keys(COMMANDS).map((name) => [name, `node bin/program commands/run.ts ${name}`]),
    ),
  );
});
