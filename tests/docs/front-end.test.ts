import {
  AdminCreateUserCommand,
  AdminResetUserPasswordCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminUpdateUserAttributesCommand,
  AssociateSoftwareTokenCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { startExample } from "../../docs/examples/example-server";
import { totpOf } from "../../local/pool/mfa/totp";
import { invitationLink } from "../../shared/inviting/link";
import { findingsIn } from "../functions/panel/axe";
import { INVITATION_SECRET, invitation, legacyBlaise } from "../harness/people";
import { freePort } from "../harness/ports";
import { join, PASSWORD, signIn, signUp } from "../local/edition/visitor";
import { addAuthenticator, describeInBrowser } from "./browser";
import { type FrontEnd, readableByScripts, signInAs, startFrontEnd, type Visit, visit } from "./front-end";

const NEW_PASSWORD = "Difference-Engine-1822";
const TELEPHONE = "+15550100";

let frontEnd: FrontEnd;
let somebody: Visit;

/** A stage of its own for a group of tests, and a new browser profile for each of them. */
function onStage(parameters: Readonly<Record<string, string>>): void {
  beforeAll(async () => {
    frontEnd = await startFrontEnd(parameters);
  });
  afterAll(() => frontEnd?.stop());
  beforeEach(async () => {
    somebody = await visit(frontEnd);
  });
  afterEach(async () => {
    await somebody.context.close();
    expect(somebody.complaints).toEqual([]);
  });
}

const codeTo = (address: string) => frontEnd.visited.code(address);

/** What the profile shows besides the form. */
const standing = async () =>
  Promise.all(
    ["email", "tenant", "role"].map((field) => somebody.page.locator(`#profile-${field}`).textContent()),
  );

/** What an authenticator app shows now. */
const appCode = (secret: string): string =>
  totpOf(secret, Math.floor(frontEnd.visited.edition.pool.now().getTime() / 30_000));

const wrong = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

async function suspend(email: string): Promise<void> {
  const { tables } = frontEnd.visited;
  const profile = (await tables.all("PeopleTable")).find((item) => item.email === email);
  await tables.put("PeopleTable", { ...profile, status: "suspended" });
}

const admin = () => ({ client: frontEnd.visited.client, pool: frontEnd.visited.edition.stack.pool.id });

/** Somebody of Acme who has set up an authenticator app; its key. */
async function joinWithApp(email: string): Promise<string> {
  const { visited } = frontEnd;
  await join(visited, email);
  const { AuthenticationResult } = await signIn(visited, email);
  const AccessToken = AuthenticationResult?.AccessToken;
  const { SecretCode = "" } = await visited.client.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  await visited.client.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: appCode(SecretCode) }));
  await preferMfa(email, { SoftwareTokenMfaSettings: { Enabled: true } });
  visited.pass(60);
  return SecretCode;
}

const preferMfa = (email: string, settings: object) =>
  admin().client.send(
    new AdminSetUserMFAPreferenceCommand({ UserPoolId: admin().pool, Username: email, ...settings }),
  );

const giveTelephone = (email: string) =>
  admin().client.send(
    new AdminUpdateUserAttributesCommand({
      UserPoolId: admin().pool,
      Username: email,
      UserAttributes: [
        { Name: "phone_number", Value: TELEPHONE },
        { Name: "phone_number_verified", Value: "true" },
      ],
    }),
  );

describeInBrowser("where the page keeps the refresh token in its memory", () => {
  onStage({ smsMfa: "on" });

  test("somebody signs up, confirms, signs in, changes their name and language, and signs out", async () => {
    const email = "ada@acme.example";
    await somebody.press("Create an account");
    await somebody.fill({ "E-mail address": email, Name: "Ada", Password: PASSWORD });
    await somebody.press("Create account");
    expect(await somebody.notice()).toBe("We have sent a code to a***@a***.");
    const first = codeTo(email);
    await somebody.press("Send another code");
    expect(await somebody.notice()).toBe(`If ${email} waits for a code, we have sent another one.`);
    expect(codeTo(email)).not.toBe(first);
    await somebody.fill({ "Code from the e-mail": codeTo(email) });
    await somebody.press("Confirm");
    expect(await somebody.notice()).toBe("Your address is confirmed. Please sign in.");

    await signInAs(somebody, email, PASSWORD);
    await somebody.sees("Your profile");
    expect(await standing()).toEqual([email, "acme", "member"]);
    expect(await somebody.field("Name").inputValue()).toBe("Ada");

    await somebody.fill({ Name: "Ada Lovelace", Language: "de-CH" });
    await somebody.press("Save");
    expect(await somebody.notice()).toBe("Your profile is saved.");
    await somebody.press("Sign out");
    expect(await somebody.notice()).toBe("You are signed out.");
    await signInAs(somebody, email, PASSWORD);
    await somebody.sees("Your profile");
    expect(await somebody.field("Name").inputValue()).toBe("Ada Lovelace");
    expect(await somebody.field("Language").inputValue()).toBe("de-CH");
  });

  test("whoever follows the link of an invitation signs up by its secret, which leaves the address bar", async () => {
    const email = "ivy@elsewhere.example";
    await frontEnd.visited.tables.put("InvitationsTable", invitation({ email, tenantId: "globex" }));
    await somebody.page.goto(invitationLink(`${frontEnd.url}/sign-up`, email, INVITATION_SECRET));
    await somebody.sees("Create an account");
    expect(await somebody.notice()).toBe("You are invited. Create your account, or sign in if you have one.");
    expect(somebody.page.url()).toBe(`${frontEnd.url}/sign-up`);
    expect(await readableByScripts(somebody)).not.toContain(INVITATION_SECRET);
    expect(await somebody.field("E-mail address").inputValue()).toBe(email);
    await somebody.fill({ Password: PASSWORD });
    await somebody.press("Create account");
    await somebody.fill({ "Code from the e-mail": codeTo(email) });
    await somebody.press("Confirm");
    await signInAs(somebody, email, PASSWORD);
    await somebody.sees("Your profile");
    expect(await standing()).toEqual([email, "globex", "admin"]);
  });

  test("an access token that has expired is renewed once, and the request repeated", async () => {
    await join(frontEnd.visited, "grace@acme.example");
    await signInAs(somebody, "grace@acme.example", PASSWORD);
    await somebody.sees("Your profile");
    await somebody.newAnswers();
    frontEnd.visited.pass(3_600);
    await somebody.fill({ Name: "Grace Hopper" });
    await somebody.press("Save");
    expect(await somebody.notice()).toBe("Your profile is saved.");
    expect((await somebody.newAnswers()).map(({ request, status }) => [request, status])).toEqual([
      ["PATCH /profile", 401],
      ["POST /auth/refresh", 200],
      ["PATCH /profile", 200],
    ]);
  });

  test("when the session is over, the person signs in again", async () => {
    await join(frontEnd.visited, "joan@acme.example");
    await signInAs(somebody, "joan@acme.example", PASSWORD);
    await somebody.sees("Your profile");
    frontEnd.visited.pass(31 * 86_400);
    await somebody.press("Save");
    await somebody.sees("Sign in");
    expect(await somebody.alert()).toBe("Sign in first");
  });

  test("a refresh token is worth nothing after sign-out, and nothing but the page's memory held it", async () => {
    await join(frontEnd.visited, "dorothy@acme.example");
    await signInAs(somebody, "dorothy@acme.example", PASSWORD);
    await somebody.sees("Your profile");
    const [signedIn] = await somebody.newAnswers();
    const { refreshToken, accessToken } = JSON.parse(signedIn?.body ?? "");
    const readable = await readableByScripts(somebody);
    for (const token of [refreshToken, accessToken]) expect(readable).not.toContain(token);
    await somebody.press("Sign out");
    const refused = await fetch(`${frontEnd.visited.edition.apiUrl}/auth/refresh`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ refreshToken }),
    });
    expect(refused.status).toBe(401);
  });

  test("a reload forgets who was signed in", async () => {
    await join(frontEnd.visited, "mary@acme.example");
    await signInAs(somebody, "mary@acme.example", PASSWORD);
    await somebody.sees("Your profile");
    await somebody.page.reload();
    await somebody.sees("Sign in");
  });

  test("a legacy user signs in with the old password, and is at home", async () => {
    const email = "blaise@legacy.example";
    await frontEnd.visited.tables.put("LegacyUsersTable", legacyBlaise({ login: email }));
    await signInAs(somebody, email, "correct horse battery staple");
    await somebody.sees("Your profile");
    expect(await standing()).toEqual([email, "acme", "member"]);
    expect(await somebody.field("Name").inputValue()).toBe("Blaise Pascal");
  });

  test("the rules for a password stand beside its field before it is sent, and each is ticked as it is met", async () => {
    await somebody.press("Create an account");
    const field = somebody.field("Password");
    const rules = somebody.page.locator(`#${await field.getAttribute("aria-describedby")}`);
    const shown = () => rules.getByRole("listitem").allTextContents();
    expect(await shown()).toEqual([
      "– at least 12 characters",
      "– a lower-case letter",
      "– an upper-case letter",
      "– a digit",
    ]);
    expect(await rules.getAttribute("aria-live")).toBe("polite");
    await field.fill("Engine");
    expect(await shown()).toEqual([
      "– at least 12 characters",
      "✓ a lower-case letter",
      "✓ an upper-case letter",
      "– a digit",
    ]);
    await field.fill(PASSWORD);
    expect((await shown()).filter((rule) => !rule.startsWith("✓"))).toEqual([]);
  });

  test("every field for a new password has the rules, and none for a known one", async () => {
    const forms = ["sign-up", "reset-password", "new-password"];
    const described = (form: string) =>
      somebody.page.locator(`#${form} [type=password]`).getAttribute("aria-describedby");
    expect(await Promise.all(forms.map(described))).toEqual(forms.map((form) => `rules-of-${form}`));
    expect(await described("sign-in")).toBeNull();
  });

  test("every wrong password offers a new one, with which the person then signs in", async () => {
    const email = "emmy@acme.example";
    await join(frontEnd.visited, email);
    const offer = somebody.page.getByRole("button", { name: "Choose a new password" });
    expect(await offer.isVisible()).toBe(false);
    for (const wrong of ["not my password", "nor is this"]) {
      await signInAs(somebody, email, wrong);
      expect(await somebody.alert()).toMatch("The e-mail address or the password is wrong. If you have just");
      await offer.waitFor();
    }
    await offer.click();
    await somebody.press("Send code");
    expect(await somebody.notice()).toBe(`If there is an account, we have sent a code to ${email}.`);
    await somebody.fill({ "Code from the e-mail": codeTo(email), "New password": "short" });
    await somebody.press("Save the new password");
    expect(await somebody.alert()).toMatch(/password/i);
    await somebody.fill({ "New password": NEW_PASSWORD });
    await somebody.press("Save the new password");
    expect(await somebody.notice()).toBe("Your new password is saved. Please sign in.");
    await signInAs(somebody, email, NEW_PASSWORD);
    await somebody.sees("Your profile");
  });

  test("who has to choose a new password gets there by the offer", async () => {
    const email = "sophie@acme.example";
    await join(frontEnd.visited, email);
    const { client, pool } = admin();
    await client.send(new AdminResetUserPasswordCommand({ UserPoolId: pool, Username: email }));
    await signInAs(somebody, email, PASSWORD);
    expect(await somebody.alert()).toMatch("choose a new one");
    await somebody.press("Choose a new password");
    await somebody.press("Send code");
    await somebody.fill({ "Code from the e-mail": codeTo(email), "New password": NEW_PASSWORD });
    await somebody.press("Save the new password");
    await signInAs(somebody, email, NEW_PASSWORD);
    await somebody.sees("Your profile");
  });

  test("who comes back before confirming enters the code and a password, which then counts", async () => {
    const email = "hedy@acme.example";
    await signUp(frontEnd.visited, email);
    await signInAs(somebody, email, PASSWORD);
    expect(await somebody.alert()).toMatch("enter the code from your e-mail first");
    await somebody.press("Enter a code");
    await somebody.fill({ "Code from the e-mail": "000000", Password: NEW_PASSWORD });
    await somebody.press("Confirm");
    expect(await somebody.alert()).toMatch("The code is wrong or no longer valid");
    const code = codeTo(email);
    await somebody.fill({ "Code from the e-mail": `${code.slice(0, 3)} ${code.slice(3)}` });
    await somebody.press("Confirm");
    expect(await somebody.notice()).toBe("Your address is confirmed. Please sign in.");
    await signInAs(somebody, email, NEW_PASSWORD);
    await somebody.sees("Your profile");
  });

  test("whom an administrator has created chooses a password of their own", async () => {
    const email = "maria@elsewhere.example";
    const { client, pool } = admin();
    await client.send(
      new AdminCreateUserCommand({
        UserPoolId: pool,
        Username: email,
        UserAttributes: [
          { Name: "email", Value: email },
          { Name: "email_verified", Value: "true" },
          { Name: "custom:tenant_id", Value: "acme" },
          { Name: "custom:role", Value: "viewer" },
        ],
      }),
    );
    await signInAs(somebody, email, codeTo(email));
    await somebody.sees("Choose a password of your own");
    await somebody.fill({ "New password": NEW_PASSWORD });
    await somebody.press("Save and sign in");
    await somebody.sees("Your profile");
    expect(await standing()).toEqual([email, "acme", "viewer"]);
  });

  test("the code of an authenticator app is asked for, again if it was wrong", async () => {
    const email = "katherine@acme.example";
    const secret = await joinWithApp(email);
    await signInAs(somebody, email, PASSWORD);
    await somebody.fill({ "Code from your authenticator app": wrong(appCode(secret)) });
    await somebody.press("Sign in");
    expect(await somebody.alert()).toBe("The code is wrong");
    await somebody.fill({ "Code from your authenticator app": appCode(secret) });
    await somebody.press("Sign in");
    await somebody.sees("Your profile");
  });

  test("who has two second factors chooses one, here the code in a text message", async () => {
    const email = "annie@acme.example";
    await joinWithApp(email);
    await giveTelephone(email);
    await preferMfa(email, {
      SoftwareTokenMfaSettings: { Enabled: true },
      SMSMfaSettings: { Enabled: true },
    });
    await signInAs(somebody, email, PASSWORD);
    await somebody.field("Confirm that it is you with").selectOption("a text message");
    await somebody.press("Continue");
    await somebody.fill({ "Code from the text message to": codeTo(TELEPHONE) });
    await somebody.press("Sign in");
    await somebody.sees("Your profile");
  });

  test("a trigger's refusal is shown in its own words", async () => {
    await somebody.press("Create an account");
    await somebody.fill({ "E-mail address": "mallory@elsewhere.example", Password: PASSWORD });
    await somebody.press("Create account");
    expect(await somebody.alert()).toBe(
      "Sign-up is by invitation only. If you are invited, please use the link of your invitation. If you already have an account, please sign in",
    );
  });

  test("who is suspended while signed in is told so and is signed in no more", async () => {
    await join(frontEnd.visited, "radia@acme.example");
    await signInAs(somebody, "radia@acme.example", PASSWORD);
    await somebody.sees("Your profile");
    await suspend("radia@acme.example");
    await somebody.press("Save");
    await somebody.sees("Sign in");
    expect(await somebody.alert()).toBe("Your access is suspended. Please contact your administrator");
  });

  test("a link cannot make the page talk to another API than one on this computer", async () => {
    const lured = await visit(frontEnd, { address: `${frontEnd.url}/?api=https://evil.example` });
    expect(await lured.alert()).toBe("The address of the API is not on this computer");
    expect(await lured.page.getByRole("button").count()).toBe(0);
    expect(lured.complaints).toEqual([]);
    await lured.context.close();
  });

  test("a page of an origin that is not allowed gets nothing", async () => {
    await join(frontEnd.visited, "ruth@acme.example");
    const elsewhere = await startExample({ port: 0, poolUrl: frontEnd.visited.edition.poolUrl });
    const stranger = await visit(frontEnd, { address: `${elsewhere.url}/?api=${frontEnd.apiUrl}` });
    await signInAs(stranger, "ruth@acme.example", PASSWORD);
    expect(await stranger.alert()).toBe("There is no answer. Please try again later");
    expect(await stranger.newAnswers()).toEqual([]);
    expect(stranger.complaints).toEqual([
      expect.stringContaining("blocked by CORS policy"),
      expect.anything(),
    ]);

    await stranger.page.goto(elsewhere.url);
    expect(await stranger.alert()).toMatch(`The stage lets no page of ${elsewhere.url} call its API`);
    await stranger.context.close();
    await elsewhere.stop();
  });

  test("without the suite, the page says how to start it", async () => {
    const lonely = await startExample({ port: 0, poolUrl: `http://127.0.0.1:${await freePort()}` });
    const early = await visit(frontEnd, { address: lonely.url });
    expect(await early.alert()).toMatch(/^The suite does not run at .*: start it with npm start/);
    await early.context.close();
    await lonely.stop();
  });
});

describeInBrowser("where people also sign in by a passkey", () => {
  onStage({ passwordless: "passkey" });

  test("somebody adds one, signs in by it and deletes it", async () => {
    const email = "ada@acme.example";
    await join(frontEnd.visited, email);
    await addAuthenticator(somebody.page);
    await signInAs(somebody, email, PASSWORD);
    await somebody.press("Add a passkey");
    expect(await somebody.notice()).toBe("From now on you can sign in with this passkey.");
    await somebody.press("Add a passkey");
    expect(await somebody.alert()).toBe("This device has a passkey of yours already");
    expect(await findingsIn(somebody.page)).toEqual([]);

    await somebody.press("Sign out");
    await somebody.press("Sign in with a passkey");
    await somebody.sees("Your profile");
    expect(await standing()).toEqual([email, "acme", "member"]);
    const passkeys = somebody.page.locator("#own-passkeys li");
    expect(await passkeys.allTextContents()).toEqual([expect.stringMatching(/^Passkey, made on .*Delete$/)]);
    await somebody.page.getByRole("button", { name: /^Delete/ }).click();
    expect(await somebody.notice()).toBe("The passkey is deleted.");
    expect(await passkeys.count()).toBe(0);
    expect(await somebody.page.locator(":focus").textContent()).toBe("Your profile");

    await somebody.press("Sign out");
    await somebody.press("Sign in with a passkey");
    expect(await somebody.alert()).toMatch(/^This passkey does not open the account/);
  });

  test("whoever has none hears what somebody hears who does not exist", async () => {
    await join(frontEnd.visited, "grace@acme.example");
    await addAuthenticator(somebody.page);
    await somebody.press("Sign in with a passkey");
    expect(await somebody.alert()).toBe("Enter your e-mail address");
    for (const email of ["grace@acme.example", "nobody@acme.example"]) {
      await somebody.fill({ "E-mail address": email });
      await somebody.press("Sign in with a passkey");
      expect(await somebody.alert()).toBe("No passkey was used. Please try again, or sign in another way");
    }
    expect(await somebody.page.getByRole("button", { name: "Send me a code instead" }).isVisible()).toBe(
      false,
    );
    expect(await findingsIn(somebody.page)).toEqual([]);
  });
});

describeInBrowser("where the refresh token is a cookie", () => {
  onStage({ refreshTokenCookie: "on", passwordless: "email-code" });

  test("a reload keeps the person signed in, and no script and no answer has the refresh token", async () => {
    await join(frontEnd.visited, "ada@acme.example");
    await signInAs(somebody, "ada@acme.example", PASSWORD);
    await somebody.sees("Your profile");
    await somebody.page.reload();
    await somebody.sees("Your profile");
    frontEnd.visited.pass(3_600);
    await somebody.press("Save");
    expect(await somebody.notice()).toBe("Your profile is saved.");

    const [cookie, ...others] = await somebody.context.cookies();
    expect(others).toEqual([]);
    expect(cookie).toMatchObject({
      name: "__Host-refresh_token",
      domain: "localhost",
      path: "/",
      secure: true,
      httpOnly: true,
      sameSite: "Strict",
    });
    const answers = await somebody.newAnswers();
    expect(answers.map(({ request }) => request)).toContain("POST /auth/refresh");
    const bodies = answers.map(({ body }) => body).join();
    const tokens = [...bodies.matchAll(/"(?:access|id)Token":"([^"]+)"/g)].map(([, token]) => token);
    expect(tokens).toHaveLength(6);
    expect(bodies).not.toContain("refreshToken");
    expect(bodies).not.toContain(cookie?.value);
    const readable = await readableByScripts(somebody);
    for (const token of [cookie?.value, ...tokens]) expect(readable).not.toContain(token);
  });

  test("nobody was signed in before is nothing to complain about", async () => {
    await somebody.sees("Sign in");
    expect(await somebody.page.getByRole("button", { name: "Sign in with a passkey" }).isVisible()).toBe(
      false,
    );
    expect((await somebody.newAnswers()).map(({ request, status }) => [request, status])).toEqual([
      ["POST /auth/refresh", 401],
    ]);
    expect(await somebody.page.getByRole("alert").textContent()).toBe("");
  });

  test("somebody comes in by a code, and hears the same whether there is an account or not", async () => {
    const email = "edith@acme.example";
    await join(frontEnd.visited, email);
    const ask = async (who: string) => {
      await somebody.fill({ "E-mail address": who });
      await somebody.press("Send me a code instead");
      await somebody.sees("One more step");
      return somebody.notice();
    };
    const told = await ask("emil@acme.example");
    await somebody.press("Back to sign-in");
    expect(await ask(email)).toBe(told);
    await somebody.fill({ "Code from the e-mail": "0000 0000" });
    await somebody.press("Sign in");
    expect(await somebody.alert()).toMatch(/^The code is wrong/);
    await somebody.fill({ "Code from the e-mail": codeTo(email) });
    await somebody.press("Sign in");
    await somebody.sees("Your profile");
  });

  test("signing out takes the cookie away", async () => {
    await join(frontEnd.visited, "grace@acme.example");
    await signInAs(somebody, "grace@acme.example", PASSWORD);
    await somebody.sees("Your profile");
    await somebody.press("Sign out");
    await somebody.sees("Sign in");
    expect(await somebody.context.cookies()).toEqual([]);
    await somebody.page.reload();
    await somebody.sees("Sign in");
  });

  test("who was suspended since is told so when the page loads", async () => {
    await join(frontEnd.visited, "radia@acme.example");
    await signInAs(somebody, "radia@acme.example", PASSWORD);
    await somebody.sees("Your profile");
    await suspend("radia@acme.example");
    await somebody.page.reload();
    await somebody.sees("Sign in");
    expect(await somebody.alert()).toBe("Your access is suspended. Please contact your administrator");
  });

  test("a page of another origin on the same site gets nothing of the session", async () => {
    await join(frontEnd.visited, "joan@acme.example");
    await signInAs(somebody, "joan@acme.example", PASSWORD);
    await somebody.sees("Your profile");
    const elsewhere = await startExample({ port: 0, poolUrl: frontEnd.visited.edition.poolUrl });
    const stranger = await visit(frontEnd, {
      address: `${elsewhere.url}/?api=${frontEnd.apiUrl}&refreshTokenCookie=on`,
      context: somebody.context,
    });
    await stranger.sees("Sign in");
    expect(await stranger.alert()).toBe("There is no answer. Please try again later");
    expect(await stranger.newAnswers()).toEqual([]);
    await elsewhere.stop();
    await somebody.page.reload();
    await somebody.sees("Your profile");
  });
});

describeInBrowser("where everybody needs a second factor", () => {
  onStage({ mfa: "required" });

  test("whoever has none sets up an authenticator app on the way in", async () => {
    const email = "ada@acme.example";
    await join(frontEnd.visited, email);
    await signInAs(somebody, email, PASSWORD);
    await somebody.sees("Set up your authenticator app");
    const secret = (await somebody.page.locator("#secret").textContent())?.replaceAll(" ", "") ?? "";
    expect(await somebody.page.getByRole("link").getAttribute("href")).toBe(
      `otpauth://totp/${encodeURIComponent(email)}?secret=${secret}`,
    );
    await somebody.fill({ "Code from the app": wrong(appCode(secret)) });
    await somebody.press("Confirm and sign in");
    expect(await somebody.alert()).toBe("The code is wrong");
    await somebody.fill({ "Code from the app": appCode(secret) });
    await somebody.press("Confirm and sign in");
    await somebody.sees("Your profile");

    frontEnd.visited.pass(60);
    await somebody.press("Sign out");
    await signInAs(somebody, email, PASSWORD);
    await somebody.fill({ "Code from your authenticator app": appCode(secret) });
    await somebody.press("Sign in");
    await somebody.sees("Your profile");
  });
});
