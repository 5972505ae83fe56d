/**
 * How much each flow uses of functions, tables and logs. People sign up, sign in, refresh and migrate from an old
 * system, against the laptop edition. docs/capacity.md derives costs and limits from these figures.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import {
  CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import bcryptjs from "bcryptjs";
import { tableOf } from "../docs/generators/markdown";
import { type Edition, startEdition } from "../local/edition";
import type { Invocation } from "../local/lambda/invocation";
import { ACME, ACMES_DOMAIN } from "../tests/harness/people";
import type { Figures, FlowName, Use } from "./capacity-figures";
import { inShort } from "./short";
import { added, type TableUse, unitsOf } from "./table-units";

const PEOPLE = inShort(60, 20);
const PASSWORD = "Analytical-Engine-1843";
const BCRYPT_COST = 10;
/** In the first invocations of a container, the code is not compiled yet. */
const WARM_AFTER = 10;
/** Functions read the streams of the tables a moment after a change. */
const SETTLED_AFTER_MS = 1_500;

async function main(): Promise<void> {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  const folder = mkdtempSync(path.join(tmpdir(), "bench-capacity-"));
  const requests: { operation: string; body: string }[] = [];
  const edition = await startEdition({
    folder,
    onTablesRequest: (operation, body) => requests.push({ operation, body }),
  });
  try {
    const figures = await measure(edition, requests);
    writeFileSync(path.join(__dirname, "capacity.json"), `${JSON.stringify(figures, undefined, 2)}\n`);
    writeFileSync(path.join(__dirname, "capacity.md"), report(figures));
  } finally {
    await edition.stop();
    rmSync(folder, { recursive: true });
  }
}

async function measure(edition: Edition, requests: { operation: string; body: string }[]): Promise<Figures> {
  const { stack, tables, lambda } = edition;
  const nameOf = (id: string) => stack.tables.find((table) => table.id === id)?.name ?? id;
  const put = async (id: string, item: object) => {
    await tables.client.send(new PutCommand({ TableName: nameOf(id), Item: { ...item } }));
  };
  await put("TenantsTable", ACME);
  await put("TenantsTable", ACMES_DOMAIN);
  const indexes = Object.fromEntries(
    stack.tables.map((table) => [
      table.name,
      table.indexes.map(({ key }) =>
        [key.hash, key.range].flatMap((part) => (part === undefined ? [] : [part.attribute])),
      ),
    ]),
  );
  const hash = bcryptjs.hashSync(PASSWORD, BCRYPT_COST);
  const people = Array.from({ length: PEOPLE }, (_, index) => index);
  for (const index of people)
    await put("LegacyUsersTable", {
      login: oldAddress(index),
      legacyId: `${index}`,
      hash,
      emailVerified: true,
      tenantId: "acme",
      role: "member",
    });

  const during = async (work: (index: number) => Promise<void>): Promise<Use> => {
    const invocations: Invocation[] = [];
    await settle(lambda);
    requests.length = 0;
    const stop = lambda.onInvocation((invocation) => invocations.push(invocation));
    for (const index of people) await work(index);
    await settle(lambda);
    stop();
    const idOf = new Map(stack.tables.map(({ id, name }) => [name, id]));
    const uses: Record<string, TableUse> = {};
    for (const { operation, body } of requests)
      for (const [name, use] of Object.entries(unitsOf(operation, body, indexes))) {
        const id = idOf.get(name) ?? name;
        uses[id] = added(uses[id], use);
      }
    return useOf(invocations, uses);
  };

  const client = poolClient(edition);
  const tokens: string[] = [];
  const flows: Record<FlowName, Use> = {
    "sign-up": await during((index) => client.signUp(newAddress(index))),
    confirmation: await during((index) => client.confirm(newAddress(index))),
    "sign-in": await during(async (index) => {
      tokens[index] = await client.signIn(newAddress(index));
    }),
    refresh: await during((index) => client.refresh(tokens[index] ?? "")),
    migration: await during(async (index) => {
      await client.signIn(oldAddress(index));
    }),
  };
  return { node: process.version, platform: `${process.platform} ${process.arch}`, people: PEOPLE, flows };
}

const newAddress = (index: number) => `person-${index}@acme.example`;
const oldAddress = (index: number) => `person-${index}@legacy.example`;

function poolClient({ poolUrl, stack, inbox }: Edition) {
  const sdk = new CognitoIdentityProviderClient({
    endpoint: poolUrl,
    region: stack.region,
    credentials: { accessKeyId: "bench", secretAccessKey: "bench" },
  });
  const clientId = stack.clients[0]?.id;
  const ask = async (
    AuthFlow: "USER_PASSWORD_AUTH" | "REFRESH_TOKEN_AUTH",
    AuthParameters: Record<string, string>,
  ) =>
    (await sdk.send(new InitiateAuthCommand({ ClientId: clientId, AuthFlow, AuthParameters })))
      .AuthenticationResult;
  return {
    async signUp(email: string) {
      const user = { ClientId: clientId, Username: email };
      const UserAttributes = [{ Name: "email", Value: email }];
      await sdk.send(new SignUpCommand({ ...user, Password: PASSWORD, UserAttributes }));
    },
    async confirm(email: string) {
      const user = { ClientId: clientId, Username: email };
      const code = inbox.messages(email).at(-1)?.code;
      await sdk.send(new ConfirmSignUpCommand({ ...user, ConfirmationCode: code }));
    },
    async signIn(email: string) {
      const result = await ask("USER_PASSWORD_AUTH", { USERNAME: email, PASSWORD });
      if (result?.RefreshToken === undefined) throw new Error(`nobody is signed in as ${email}`);
      return result.RefreshToken;
    },
    async refresh(token: string) {
      if ((await ask("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: token }))?.AccessToken === undefined)
        throw new Error("nothing is refreshed");
    },
  };
}

/** Waits until no function has run for a while. */
async function settle({ onInvocation }: Edition["lambda"]): Promise<void> {
  let last = performance.now();
  const stop = onInvocation(() => {
    last = performance.now();
  });
  while (performance.now() - last < SETTLED_AFTER_MS) await setTimeout(100);
  stop();
}

/** The use of one person. */
function useOf(invocations: readonly Invocation[], tables: Readonly<Record<string, TableUse>>): Use {
  const names = [...new Set(invocations.map(({ functionName }) => functionName))];
  const written = invocations.flatMap(({ log }) => log);
  return {
    functions: Object.fromEntries(
      names.map((name) => {
        const own = invocations.filter(({ functionName }) => functionName === name);
        return [name, { invocations: each(own.length), milliseconds: warmMilliseconds(own) }];
      }),
    ),
    tables: Object.fromEntries(
      Object.entries(tables).map(([id, { requests, reads, writes }]) => [
        id,
        { requests: each(requests), reads: each(reads), writes: each(writes) },
      ]),
    ),
    events: each(
      written.reduce((sum, line) => sum + (typeof line === "object" ? Number(line.events ?? 0) : 0), 0),
    ),
    logBytes: Math.round(
      written.reduce(
        (sum, line) => sum + Buffer.byteLength(typeof line === "string" ? line : JSON.stringify(line)),
        0,
      ) / PEOPLE,
    ),
  };
}

const each = (count: number): number => Math.round((count * 100) / PEOPLE) / 100;

/**
 * The mean of the quickest quarter of the warm invocations, because other work on the computer can only make an
 * invocation slower.
 */
function warmMilliseconds(invocations: readonly Invocation[]): number {
  const warm = invocations
    .filter(({ cold }) => !cold)
    .slice(WARM_AFTER)
    .map(({ milliseconds }) => milliseconds)
    .sort((one, other) => one - other);
  const quickest = warm.slice(0, Math.ceil(warm.length / 4));
  return Math.round((quickest.reduce((sum, each) => sum + each, 0) / quickest.length) * 10) / 10;
}

function report({ node, platform, people, flows }: Figures): string {
  const functions = Object.entries(flows).flatMap(([flow, use]) =>
    Object.entries(use.functions).map(([name, { invocations, milliseconds }]) => [
      `${flow}: ${name}`,
      `${invocations}`,
      `${milliseconds}`,
    ]),
  );
  const tables = Object.entries(flows).flatMap(([flow, use]) =>
    Object.entries(use.tables).map(([id, { requests, reads, writes }]) => [
      `${flow}: ${id}`,
      `${requests}`,
      `${reads}`,
      `${writes}`,
    ]),
  );
  const rest = Object.entries(flows).map(([flow, { events, logBytes }]) => [
    flow,
    `${events}`,
    `${logBytes}`,
  ]);
  return `# Capacity

\`npm run bench:capacity\` writes this page: what one person's flow asks of functions, tables and logs, the mean of ${people} people one
after another. Node ${node}, ${platform}; bcrypt of cost ${BCRYPT_COST} in the old system. [Capacity and cost](../docs/capacity.md) makes
dollars and limits of it.

Milliseconds are those of a warm function, with the tables on the same computer: the mean of the quickest quarter. They hold the
tables' own work as well, so that they are more than the function's share.

${tableOf(["Function", "invocations", "ms"], functions)}

Units are as DynamoDB bills them: a transaction counts twice, an index of its own.

${tableOf(["Table", "requests", "read units", "write units"], tables)}

${tableOf(["Flow", "domain events", "bytes of log"], rest)}
`;
}

void main();
