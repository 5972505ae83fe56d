import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import {
  CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  GetUserCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { freePort } from "../../harness/ports";
import { freePorts, killRunning, runStart } from "./start-command";
import { createEditionFolder, startKeptEdition, type TestEdition } from "./start-test-edition";
import { claimsOf, confirm, join, PASSWORD, refresh, signIn, signUp } from "./visitor";

let kept: ReturnType<typeof createEditionFolder>;
let running: TestEdition | undefined;
beforeEach(() => {
  kept = createEditionFolder();
});
afterEach(async () => {
  killRunning();
  await running?.stop();
  running = undefined;
  kept.remove();
});

/** Stops what runs, and starts it with what it has kept. */
async function restart(options?: { fresh: boolean }): Promise<TestEdition> {
  await running?.stop();
  running = undefined;
  running = await startKeptEdition(kept, options);
  return running;
}

test("people, codes, refresh tokens, keys and ids survive a restart", async () => {
  const email = "ada@acme.example";
  const before = await restart();
  const sub = await join(before, email);
  const { AuthenticationResult } = await signIn(before, email);
  await signUp(before, "grace@acme.example");
  const code = before.code("grace@acme.example");

  const after = await restart();
  expect(after.edition.stack.outputs).toEqual(before.edition.stack.outputs);
  await after.client.send(new GetUserCommand({ AccessToken: AuthenticationResult?.AccessToken }));
  expect((await claimsOf(after, AuthenticationResult)).id.sub).toBe(sub);
  const refreshed = await refresh(after, AuthenticationResult?.RefreshToken);
  expect((await claimsOf(after, refreshed.AuthenticationResult)).id.sub).toBe(sub);
  await confirm({ ...after, code: () => code }, "grace@acme.example");
  await signIn(after, "grace@acme.example");
});

test("a fresh start forgets the people of the stage", async () => {
  const before = await restart();
  const sub = await join(before, "ada@acme.example");
  const after = await restart({ fresh: true });
  expect(after.edition.pool.users.values()).toEqual([]);
  expect(await after.tables.get("PeopleTable", { sub, item: "profile" })).toBeUndefined();
});

test("a folder in use is told before anything of it is packaged or forgotten", async () => {
  const email = "ada@acme.example";
  const before = await restart();
  await join(before, email);
  const stage = path.join(kept.folder, "dev");
  const files = readdirSync(stage);

  const second = runStart("--folder", kept.folder, "--fresh", ...freePorts());
  expect(await second.exit).toEqual({ code: 1, signal: null });
  expect(second.output()).toBe(
    `${stage} is in use by a suite that runs: stop it, or choose another folder with --folder\n`,
  );
  expect(readdirSync(stage)).toEqual(files);
  await signIn(await restart(), email);
});

test("a fresh start that fails because of something that is not imitated has forgotten nobody", async () => {
  const email = "ada@acme.example";
  await join(await restart(), email);
  const template = path.join(kept.packaged, "cloudformation-template-update-stack.json");
  const written = readFileSync(template, "utf8");
  const { Resources, ...sections } = JSON.parse(written);
  const Queue = { Type: "AWS::AmazonMQ::Broker" };
  writeFileSync(template, JSON.stringify({ ...sections, Resources: { ...Resources, Queue } }));
  await expect(restart({ fresh: true })).rejects.toThrow("Queue (AWS::AmazonMQ::Broker)");

  writeFileSync(template, written);
  await signIn(await restart(), email);
});

describe("a suite that is killed among 200 sign-ups", () => {
  const SIGN_UPS = 200;
  const KILLED_AFTER = 60;
  const AT_ONCE = 8;
  /** Whoever was told that they are confirmed, and whoever was told at least that they have signed up. */
  const confirmed = new Map<string, string>();
  const signedUp = new Set<string>();

  /** Signs people up, several at once, until the suite is gone. */
  async function killAmongSignUps(): Promise<void> {
    const poolPort = await freePort();
    const command = runStart("--folder", kept.folder, ...freePorts(), "--pool-port", String(poolPort));
    const started = await command.written("Ctrl-C stops it.");
    const [, ClientId] = /web client +(\S+)/.exec(started) ?? [];
    const client = new CognitoIdentityProviderClient({
      endpoint: `http://127.0.0.1:${poolPort}`,
      region: "eu-central-1",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      maxAttempts: 1,
    });
    const signUpAndConfirm = async (email: string) => {
      const { UserSub = "" } = await client.send(
        new SignUpCommand({ ClientId, Username: email, Password: PASSWORD }),
      );
      signedUp.add(email);
      const mail = new RegExp(`e-mail +sent +${email} +(\\d{6}) `);
      const [, ConfirmationCode] = mail.exec(await command.written(mail)) ?? [];
      await client.send(new ConfirmSignUpCommand({ ClientId, Username: email, ConfirmationCode }));
      confirmed.set(email, UserSub);
      if (confirmed.size === KILLED_AFTER) command.kill("SIGKILL");
    };
    const waiting = Array.from({ length: SIGN_UPS }, (_, index) => `person${index}@acme.example`);
    const signUpOneAfterTheOther = async () => {
      for (let email = waiting.pop(); email !== undefined; email = waiting.pop())
        await signUpAndConfirm(email);
    };
    await Promise.allSettled(Array.from({ length: AT_ONCE }, signUpOneAfterTheOther));
    expect(await command.exit).toEqual({ code: null, signal: "SIGKILL" });
    expect(waiting.length).toBeGreaterThan(0);
    client.destroy();
  }

  test("keeps every confirmation that was acknowledged, and nobody is there by half", async () => {
    await killAmongSignUps();
    const after = await restart();
    const users = new Map(
      after.edition.pool.users.values().map((user) => [user.attributes.email ?? "", user]),
    );
    for (const [email, sub] of confirmed) {
      expect(users.get(email)).toMatchObject({ username: sub, status: "CONFIRMED" });
      expect(await profileOf(after, sub)).toMatchObject({ status: "active", activeTenant: "acme", email });
    }
    for (const email of signedUp) expect(users.has(email)).toBe(true);

    // Whoever was in the middle of it goes on where they were.
    const interrupted = [...users.values()].filter(
      ({ attributes }) => !confirmed.has(attributes.email ?? ""),
    );
    for (const { attributes, status } of interrupted) {
      const email = attributes.email ?? "";
      if (status === "UNCONFIRMED") {
        await after.client.send(
          new ResendConfirmationCodeCommand({ ClientId: after.webClient, Username: email }),
        );
        await confirm(after, email);
      }
    }
    for (const { username, attributes } of users.values()) {
      const { AuthenticationResult } = await signIn(after, attributes.email ?? "");
      expect(AuthenticationResult?.AccessToken).toEqual(expect.any(String));
      expect(await profileOf(after, username)).toMatchObject({ sub: username, status: "active" });
    }
    for (const { sub, item } of await after.tables.all("PeopleTable"))
      if (item === "profile")
        expect(await after.tables.get("PeopleTable", { sub, item: "tenant#acme" })).toMatchObject({
          role: "member",
        });
  });
});

const profileOf = ({ tables }: TestEdition, sub: string) =>
  tables.get("PeopleTable", { sub, item: "profile" });
