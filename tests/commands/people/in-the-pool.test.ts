import {
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminResetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { choosePool } from "../../../commands/stage/user-pool";
import { startServer } from "../../harness/server";
import {
  identityProvider,
  settings,
  startPool,
  type TestPool,
  WEB,
  webClient,
} from "../../local/pool/test-pool";
import { type LocalStage, startLocalStage } from "../harness/local-stage";
import { putUser, signUp } from "../harness/pool-users";

const UserPoolId = settings().id;
const ADDRESS = "ada@acme.example";
const GOOGLE = identityProvider({
  name: "Google",
  type: "Google",
  attributeMapping: { email: "email", email_verified: "email_verified" },
});

let stage: LocalStage;
let pool: TestPool;
beforeAll(async () => {
  stage = await startLocalStage();
});
afterAll(() => stage.stop());
beforeEach(async () => {
  pool = await startPool({
    settings: { name: "cognito-triggers-dev", identityProviders: [GOOGLE] },
    clients: [
      webClient({ oauthFlows: ["code"], oauthScopes: ["openid"], identityProviders: ["COGNITO", "Google"] }),
    ],
  });
});
afterEach(() => pool.stop());

const run = (...words: string[]) => stage.run(...words, "--pool-endpoint", pool.endpoint);
const answering = (answer: string, ...words: string[]) =>
  stage.runAnswering(answer, ...words, "--pool-endpoint", pool.endpoint);

async function attributesOf(Username: string) {
  const { UserAttributes = [] } = await pool.client.send(new AdminGetUserCommand({ UserPoolId, Username }));
  return Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value]));
}

async function federate(email: string, email_verified: string): Promise<string> {
  const response = await fetch(`${pool.endpoint}/local/federated-sign-in`, {
    method: "POST",
    body: JSON.stringify({
      clientId: WEB,
      provider: "Google",
      subject: "1",
      attributes: { email, email_verified },
    }),
  });
  expect(response.ok).toBe(true);
  return (await attributesOf("Google_1")).sub ?? "";
}

describe("people:prove-address", () => {
  const CHANGES = { "custom:legacy_id": "4711", name: "Ada\u202eLovelace" };

  test("shows who it is, asks, and marks the address as proven", async () => {
    const sub = await putUser(pool, "Ada@Acme.example", CHANGES);
    expect(await answering("yes", "people:prove-address", ADDRESS)).toEqual({
      code: 0,
      out: [
        `Ada@Acme.example counts as proven for ${sub}, from the next token on.`,
        "If they still belong to no tenant, invite them:",
        "  npm run invitations:create -- Ada@Acme.example --tenant <id>",
      ].join("\n"),
      err: [
        `  sub        ${sub}`,
        "  address    Ada@Acme.example (not proven)",
        "  name       Ada\\u202eLovelace",
        "  status     CONFIRMED",
        "  created    2026-05-01T12:00:00.000Z",
        "  legacy id  4711",
        "Mark Ada@Acme.example as proven in the stage dev? Its invitations and its domain then count for " +
          "whoever has the password of this user. Type yes: ",
      ].join("\n"),
    });
    expect(await attributesOf(sub)).toMatchObject({ email: "Ada@Acme.example", email_verified: "true" });
  });

  test("finds people by their sub, and does not ask with --yes", async () => {
    const sub = await putUser(pool, ADDRESS, CHANGES);
    expect((await run("people:prove-address", sub, "--yes")).code).toBe(0);
    expect(await attributesOf(sub)).toMatchObject({ email_verified: "true" });
  });

  test.each([
    ["no", "Nothing was changed."],
    [undefined, "There is no terminal to ask for confirmation. Give --yes to go on without it."],
  ])("changes nothing when the answer is %s", async (answer, complaint) => {
    const sub = await putUser(pool, ADDRESS, CHANGES);
    const words = ["people:prove-address", ADDRESS];
    const { code, err } = await (answer === undefined ? run(...words) : answering(answer, ...words));
    expect([code, err.split("\n").at(-1)]).toEqual([1, complaint]);
    expect(await attributesOf(sub)).not.toHaveProperty("email_verified", "true");
  });

  const refusal = async (word: string) => {
    const { code, out, err } = await run("people:prove-address", word, "--yes");
    expect([code, out]).toEqual([1, ""]);
    return err;
  };

  test("refuses an address that is proven already, and one that nobody has", async () => {
    const sub = await putUser(pool, ADDRESS, { email_verified: "true" });
    expect(await refusal(ADDRESS)).toBe(`The address ${ADDRESS} of ${sub} is already proven.`);
    expect(await refusal("bea@acme.example")).toBe(
      "The user pool has no user with the sub or address bea@acme.example.",
    );
  });

  test("refuses an address that another user has proven", async () => {
    const other = await federate(ADDRESS, "true");
    const sub = await putUser(pool, ADDRESS, CHANGES);
    expect(await refusal(sub)).toBe(
      `Another user, ${other} (EXTERNAL_PROVIDER), has proven the address ${ADDRESS}.`,
    );
    expect(await attributesOf(sub)).not.toHaveProperty("email_verified", "true");
  });

  test("refuses people who come through an identity provider", async () => {
    const sub = await federate(ADDRESS, "false");
    const complaint = new RegExp(`^${sub} comes through an identity provider, and only its authoritativeFor`);
    expect(await refusal(ADDRESS)).toMatch(complaint);
    expect(await refusal(sub)).toMatch(complaint);
  });

  test("refuses somebody who has signed up and not entered the code", async () => {
    const sub = await signUp(pool, ADDRESS);
    expect(await refusal(ADDRESS)).toContain(`npm run people:delete-unconfirmed -- ${sub}`);
  });
});

describe("people:delete-unconfirmed", () => {
  test("shows who it is, asks, and frees the address for its owner", async () => {
    const sub = await signUp(pool, ADDRESS);
    expect(await answering("yes", "people:delete-unconfirmed", "ADA@acme.example")).toEqual({
      code: 0,
      out: [
        `${sub} is deleted, and ${ADDRESS} is free.`,
        "The owner of the address can now sign up with a password of their own. They must enter the code of " +
          "the mail that comes",
        "then, never that of an earlier mail.",
      ].join("\n"),
      err: [
        `  sub        ${sub}`,
        `  address    ${ADDRESS} (not proven)`,
        "  status     UNCONFIRMED",
        "  created    2026-05-01T12:00:00.000Z",
        "Delete this user in the stage dev? Type yes: ",
      ].join("\n"),
    });
    await expect(attributesOf(sub)).rejects.toMatchObject({ name: "UserNotFoundException" });
    expect(await signUp(pool, ADDRESS)).not.toBe(sub);
  });

  test("deletes nobody who has confirmed while the question was open", async () => {
    const sub = await signUp(pool, ADDRESS);
    const { endpoint, stop } = await startBefore(pool, async (operation, times) => {
      if (operation === "AdminGetUser" && times === 2)
        await pool.client.send(new AdminConfirmSignUpCommand({ UserPoolId, Username: sub }));
    });
    const words = ["people:delete-unconfirmed", ADDRESS, "--yes", "--pool-endpoint", endpoint];
    const { code, err } = await stage.run(...words).finally(stop);
    expect([code, err.split("\n").at(-1)]).toEqual([
      1,
      `${sub} is CONFIRMED, not UNCONFIRMED: nothing was deleted. To remove a person who has signed in: people:erase`,
    ]);
    expect(await attributesOf(sub)).toMatchObject({ email: ADDRESS });
  });

  test("deletes nobody else who has taken the address while the question was open", async () => {
    const sub = await signUp(pool, ADDRESS);
    let other = "";
    const { endpoint, stop } = await startBefore(pool, async (operation, times) => {
      if (operation !== "AdminGetUser" || times !== 2) return;
      await run("people:delete-unconfirmed", sub, "--yes");
      other = await signUp(pool, ADDRESS);
    });
    const words = ["people:delete-unconfirmed", ADDRESS, "--yes", "--pool-endpoint", endpoint];
    expect((await stage.run(...words).finally(stop)).code).toBe(1);
    expect(await attributesOf(other)).toMatchObject({ email: ADDRESS });
  });

  test.each([
    ["CONFIRMED", () => putUser(pool, ADDRESS, {})],
    [
      "RESET_REQUIRED",
      async () => {
        const Username = await putUser(pool, ADDRESS, { email_verified: "true" });
        await pool.client.send(new AdminResetUserPasswordCommand({ UserPoolId, Username }));
      },
    ],
    [
      "FORCE_CHANGE_PASSWORD",
      () =>
        pool.client.send(
          new AdminCreateUserCommand({ UserPoolId, Username: ADDRESS, MessageAction: "SUPPRESS" }),
        ),
    ],
    ["EXTERNAL_PROVIDER", () => federate(ADDRESS, "true")],
  ])("deletes nobody who is %s", async (status, make) => {
    await make();
    const { code, err } = await run("people:delete-unconfirmed", ADDRESS, "--yes");
    expect([code, err]).toEqual([
      1,
      expect.stringContaining(`is ${status}, not UNCONFIRMED: nothing was deleted.`),
    ]);
    expect(pool.pool.users.values()).toHaveLength(1);
  });
});

describe("the user pool of a stage", () => {
  test("is not looked for in AWS beside a DynamoDB that is elsewhere", async () => {
    const { code, err } = await stage.run("people:prove-address", ADDRESS);
    expect([code, err]).toEqual([
      1,
      `The user pool that belongs to ${stage.endpoint} is not known. Give its URL as --pool-endpoint.`,
    ]);
  });

  test("is the one of its name", async () => {
    const { code, err } = await run("people:prove-address", ADDRESS, "--stage", "prod");
    expect([code, err]).toEqual([1, `There is no user pool cognito-triggers-prod at ${pool.endpoint}.`]);
  });

  test("is looked for on every page, and not to be guessed when there are two", async () => {
    const pages: Record<string, unknown>[] = [
      { UserPools: [{ Id: "eu-central-1_other", Name: "cognito-triggers-dev-eu" }], NextToken: "more" },
      { UserPools: [{ Id: "eu-central-1_b", Name: "cognito-triggers-dev" }], NextToken: "yet-more" },
      { UserPools: [{ Id: "eu-central-1_a", Name: "cognito-triggers-dev" }] },
    ];
    const place = { stage: "dev", region: "eu-central-1", endpoint: undefined };
    const found = async (count: number) => {
      const listed = pages
        .slice(0, count)
        .map((page, index) => (index === count - 1 ? { UserPools: page.UserPools } : page));
      const { client, stop } = await startListing(listed);
      return choosePool(client, place).finally(stop);
    };
    expect(await found(2)).toBe("eu-central-1_b");
    await expect(found(3)).rejects.toThrow(
      "There are several user pools cognito-triggers-dev: eu-central-1_a, eu-central-1_b. One of them may be left over from " +
        "an earlier stack; name the right one in USER_POOL_ID.",
    );
    await expect(found(1)).rejects.toThrow("There is no user pool cognito-triggers-dev in eu-central-1.");
  });
});

/** Stands before a pool, and does something before an operation is passed on, by how often it was asked for. */
async function startBefore(
  { endpoint }: TestPool,
  before: (operation: string, times: number) => Promise<void>,
) {
  const asked = new Map<string, number>();
  return listen(async (headers, body) => {
    const operation = headers["x-amz-target"]?.split(".")[1] ?? "";
    asked.set(operation, (asked.get(operation) ?? 0) + 1);
    await before(operation, asked.get(operation) ?? 0);
    const { "x-amz-target": target = "", authorization = "" } = headers;
    const passedOn = { "content-type": "application/x-amz-json-1.1", "x-amz-target": target, authorization };
    const response = await fetch(endpoint, { method: "POST", headers: passedOn, body });
    return { status: response.status, body: await response.text() };
  });
}

/** Answers with one page after the other. */
async function startListing(pages: readonly object[]) {
  let next = 0;
  const { endpoint, stop } = await listen(async () => {
    next += 1;
    return { status: 200, body: JSON.stringify(pages[next - 1]) };
  });
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const client = new CognitoIdentityProviderClient({ endpoint, region: "eu-central-1", credentials });
  return { client, stop };
}

async function listen(
  answer: (headers: Record<string, string>, body: string) => Promise<{ status: number; body: string }>,
) {
  return startServer(async (incoming, outgoing) => {
    const received = Buffer.concat(await incoming.toArray()).toString();
    const { status, body } = await answer(incoming.headers as Record<string, string>, received);
    outgoing.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(body);
  });
}
