import jsQR from "jsqr";
import { totpOf } from "../../../../local/pool/mfa/totp";
import type { MfaKind } from "../../../../local/pool/settings";
import { updateUser } from "../../../../local/pool/users/users";
import { EMAIL, join, PASSWORD } from "../ada";
import { type Handler, startPool, type TestPool } from "../test-pool";
import { Browsing, exchange, oauthClient, type Seen, signInOnPage, valuesIn } from "./browsing";

const ADA = { username: EMAIL, password: PASSWORD };
const KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSW";
const TELEPHONE = "+15550100123";

let testPool: TestPool;
let browsing: Browsing;
let sub: string;
let postAuthentication: Handler;

async function start(
  mfa: "OPTIONAL" | "ON",
  mfaKinds: readonly MfaKind[] = ["SOFTWARE_TOKEN_MFA", "SMS_MFA", "EMAIL_OTP"],
) {
  postAuthentication = (event) => event;
  testPool = await startPool({
    clients: [oauthClient()],
    settings: { mfa, mfaKinds },
    handlers: { PostAuthentication: (event) => postAuthentication(event) },
  });
  browsing = new Browsing(testPool.endpoint);
  sub = await join(testPool);
  testPool.events.length = 0;
}
afterEach(() => testPool.stop());

const withFactors = (...enabled: readonly MfaKind[]) =>
  updateUser(testPool.pool, sub, ({ mfa, attributes }) => ({
    attributes: { ...attributes, ...(enabled.includes("SMS_MFA") && { phone_number: TELEPHONE }) },
    mfa: { ...mfa, enabled, ...(enabled.includes("SOFTWARE_TOKEN_MFA") && { totpSecret: KEY }) },
  }));

const codeOf = (key: string) => totpOf(key, Math.floor(testPool.pool.now().getTime() / 30_000));

async function expectTokens({ location }: Seen): Promise<void> {
  const { status } = await exchange(testPool, { code: valuesIn(location).code ?? "" });
  expect(status).toBe(200);
}

test("the code of an app is asked for, and a wrong one may be corrected", async () => {
  await start("OPTIONAL");
  withFactors("SOFTWARE_TOKEN_MFA");
  const page = await signInOnPage(browsing, ADA);
  expect([page.status, page.heading]).toEqual([200, "Enter the code of your app"]);
  expect((await browsing.open(`/oauth2/authorize?${page.form.action.split("?")[1]}`)).location).toMatch(
    /^\/login/,
  );
  const wrong = await browsing.submit(page, { code: "000000" });
  expect([wrong.status, wrong.alert]).toEqual([400, "Invalid code received for user"]);
  await expectTokens(await browsing.submit(wrong, { code: codeOf(KEY) }));
  expect(testPool.sources()).toEqual([
    "PreAuthentication_Authentication",
    "PostAuthentication_Authentication",
    "TokenGeneration_HostedAuth",
  ]);
});

test("after five wrong codes the sign-in begins again", async () => {
  await start("OPTIONAL");
  withFactors("SOFTWARE_TOKEN_MFA");
  let page = await signInOnPage(browsing, ADA);
  for (let tries = 0; tries < 5; tries++) page = await browsing.submit(page, { code: "000000" });
  page = await browsing.submit(page, { code: codeOf(KEY) });
  expect([page.heading, page.alert]).toEqual(["Sign in", expect.stringMatching(/tried too often/)]);
});

test("the code of a text message is asked for, and the number is not shown", async () => {
  await start("OPTIONAL");
  withFactors("SMS_MFA");
  const page = await signInOnPage(browsing, ADA);
  expect(page.heading).toBe("Enter the code from the text message");
  expect(page.text).toContain("0123");
  expect(page.text).not.toContain(TELEPHONE);
  await expectTokens(await browsing.submit(page, { code: testPool.code(TELEPHONE) }));
});

test("the code of an e-mail is asked for, and the address is not shown", async () => {
  await start("OPTIONAL");
  withFactors("EMAIL_OTP");
  const page = await signInOnPage(browsing, ADA);
  expect(page.heading).toBe("Enter the code from the e-mail");
  expect(page.text).toContain("A code was sent to a***@a***.");
  expect(page.text).not.toContain(EMAIL);
  const wrong = await browsing.submit(page, { code: "000000" });
  expect([wrong.status, wrong.alert]).toEqual([400, "Invalid code received for user"]);
  await expectTokens(await browsing.submit(wrong, { code: testPool.code(EMAIL) }));
});

test("whoever has several chooses among them, and sees no other", async () => {
  await start("OPTIONAL");
  withFactors("SOFTWARE_TOKEN_MFA", "SMS_MFA");
  const choice = await signInOnPage(browsing, ADA);
  expect(choice.heading).toBe("Choose how to confirm it is you");
  expect(choice.text).not.toContain("By an e-mail");
  const page = await browsing.submit(choice, { factor: "SMS_MFA" });
  await expectTokens(await browsing.submit(page, { code: testPool.code(TELEPHONE) }));
});

/** What a camera reads of the picture on a page. */
function scanned(page: string): string | undefined {
  const [, size = ""] = /<svg class="qr"[^>]* viewBox="0 0 (\d+) \1"/.exec(page) ?? [];
  const width = Number(size) * DOT;
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x = "", y = ""] of page.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
    for (let row = 0; row < DOT; row += 1) {
      const start = ((Number(y) * DOT + row) * width + Number(x) * DOT) * 4;
      for (let at = start; at < start + DOT * 4; at += 4) pixels.fill(0, at, at + 3);
    }
  return jsQR(pixels, width, width)?.data;
}

const DOT = 4;

test("where a second factor is required, it is set up on the way in", async () => {
  await start("ON", ["SOFTWARE_TOKEN_MFA", "SMS_MFA"]);
  const page = await signInOnPage(browsing, ADA);
  expect(page.heading).toBe("Set up an authenticator app");
  const [, key = ""] = /class="key"[^>]*>([A-Z2-7]+)</.exec(page.text) ?? [];
  const address = `otpauth://totp/acme-people:ada%40acme.example?secret=${key}&issuer=acme-people`;
  expect(page.text).toContain(`href="${address.replace("&", "&#38;")}"`);
  expect(scanned(page.text)).toBe(address);
  const wrong = await browsing.submit(page, { code: "000000" });
  expect(wrong.alert).toBe("Code mismatch and fail enable Software Token MFA");
  expect(wrong.text).toContain(key);
  await expectTokens(await browsing.submit(wrong, { code: codeOf(key) }));
  testPool.pass(30);
  const again = await signInOnPage(new Browsing(testPool.endpoint), ADA);
  expect(again.heading).toBe("Enter the code of your app");
});

test("the challenge of one browser is none of another", async () => {
  await start("OPTIONAL");
  withFactors("SOFTWARE_TOKEN_MFA");
  const page = await signInOnPage(browsing, ADA);
  const other = new Browsing(testPool.endpoint);
  const { form } = await other.open(page.form.action.replace("/challenge", "/login"));
  const stolen = { form: { action: page.form.action, hidden: { ...page.form.hidden, ...form.hidden } } };
  const refused = await other.submit(stolen, { code: codeOf(KEY) });
  expect([refused.status, refused.heading, refused.location]).toEqual([400, "Sign in", ""]);
});

test("what post authentication refuses with is shown where the sign-in begins again", async () => {
  await start("OPTIONAL");
  withFactors("SOFTWARE_TOKEN_MFA");
  postAuthentication = () => {
    throw new Error("You are suspended");
  };
  const page = await signInOnPage(browsing, ADA);
  const refused = await browsing.submit(page, { code: codeOf(KEY) });
  expect([refused.heading, refused.alert, refused.location]).toEqual(["Sign in", "You are suspended.", ""]);
});
