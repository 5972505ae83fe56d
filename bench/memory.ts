/**
 * The memory of the user pool after many requests of every kind, including those that it refuses. The clock is
 * moved.
 */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { getHeapStatistics } from "node:v8";
import { openJournal } from "../local/journal/journal";
import { OPERATIONS } from "../local/pool/api/operations";
import { openPool } from "../local/pool/open-pool";
import type { Pool } from "../local/pool/pool";
import { forgetExpired } from "../local/pool/state/expiry";
import { settings, WEB, webClient } from "../tests/local/pool/test-pool";
import { inShort } from "./short";

const PASSWORD = "Correct-Horse-7";
const WRONG_PASSWORD = "Battery-Staple-8";
const PEOPLE = 2;
const REQUESTS = inShort(24_000, 8_000);
const STEPS = 8;
/** One request a second, by the pool's clock. */
const MS_OF_A_REQUEST = 1_000;
const FORGET_EVERY_MS = 60_000;

interface Row {
  readonly requests: number;
  readonly megabytes: number;
}

async function main(): Promise<void> {
  let now = Date.now();
  let requests = 0;
  const pool = openPool({
    settings: settings(),
    clients: [webClient()],
    groups: [],
    journal: openJournal(undefined),
    now: () => new Date(now),
    call: async (_, event) => ({ kind: "answered", payload: structuredClone(event) }),
  });
  const call = async (operation: string, input: object): Promise<Record<string, unknown>> => {
    requests += 1;
    now += MS_OF_A_REQUEST;
    if (requests % (FORGET_EVERY_MS / MS_OF_A_REQUEST) === 0) forgetExpired(pool);
    return answerOf(pool, operation, input);
  };
  for (let number = 0; number < PEOPLE; number += 1) {
    await call("SignUp", { Username: emailOf(number), Password: PASSWORD });
    const { code } = pool.inbox.messages(emailOf(number)).at(-1) ?? {};
    await call("ConfirmSignUp", { Username: emailOf(number), ConfirmationCode: code });
  }
  const rows: Row[] = [];
  for (let step = 0, turn = 0; step <= STEPS; step += 1) {
    // Memory that the first requests load or compile is not growth.
    while (requests < 1_000 + (step * REQUESTS) / STEPS) await askEverything(call, turn++);
    global.gc?.();
    const row = { requests, megabytes: getHeapStatistics().used_heap_size / 1_048_576 };
    rows.push(row);
    process.stdout.write(`${rowOf(row)}\n`);
  }
  writeFileSync(path.join(__dirname, "memory.md"), report(rows));
}

type Call = (operation: string, input: object) => Promise<Record<string, unknown>>;

async function answerOf(pool: Pool, operation: string, input: object): Promise<Record<string, unknown>> {
  try {
    const declared = OPERATIONS.get(operation);
    if (declared === undefined || !("run" in declared)) return {};
    return { ...(await declared.run(pool, { ClientId: WEB, ...input })) };
  } catch {
    return {};
  }
}

const emailOf = (number: number): string => `person-${number % PEOPLE}@acme.example`;

async function askEverything(call: Call, turn: number): Promise<void> {
  const [USERNAME, nobody] = [emailOf(turn), `nobody-${turn}@acme.example`];
  const authenticate = (AuthFlow: string, AuthParameters: Record<string, unknown>) =>
    call("InitiateAuth", { AuthFlow, AuthParameters });
  const { AuthenticationResult } = await authenticate("USER_PASSWORD_AUTH", { USERNAME, PASSWORD });
  const { RefreshToken } = (AuthenticationResult ?? {}) as { RefreshToken?: string };
  if (RefreshToken === undefined) throw new Error(`${USERNAME} is not signed in`);
  await authenticate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: RefreshToken });
  await authenticate("USER_PASSWORD_AUTH", { USERNAME, PASSWORD: WRONG_PASSWORD });
  await authenticate("USER_SRP_AUTH", { USERNAME, SRP_A: "ab".repeat(384) });
  await call("ForgotPassword", { Username: nobody });
}

const rowOf = ({ requests, megabytes }: Row): string => `| ${requests} | ${megabytes.toFixed(1)} |`;

const report = (rows: readonly Row[]): string => `# Memory

\`npm run bench:memory\` writes this page: what a user pool holds in its heap, once all garbage is gone, after so many requests. Of five, one
each signs somebody in, refreshes, tries a wrong password, begins SRP and answers nothing, and asks for a code as somebody unknown.
${PEOPLE} people take turns, at one request a second by the pool's clock. Node ${process.version}.

| Requests | heap, MB |
| --- | --- |
${rows.map(rowOf).join("\n")}

## What grows, and how far

| | kept | because |
| --- | --- | --- |
| people, groups, clients | for good | they are the state of the pool |
| refresh tokens | until an hour after they have expired; of one person the latest 1,000 | nobody has more devices |
| revoked sign-ins | until the last of their tokens would have expired, and an hour | a token must not count again |
| challenges | until an hour after they have expired; the latest 5,000 | beginning one costs nothing |
| requests for codes, by login | an hour | that is the time in which they are counted |
| codes that nobody was sent | until an hour after they have expired | a wrong code is answered as for somebody who exists |
| messages, invocations | the latest 500 each; of what is longer than 100,000 characters, its length | they are for somebody to look at |
| changes in the pool's file | until it holds 20,000 and two for each record | it is then written anew |

The process of \`npm start\` holds more: each thread of a function has a heap of its own. There are as many threads as were needed at once within
the last five minutes.
`;

void main();
