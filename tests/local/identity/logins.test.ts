import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  GetCredentialsForIdentityCommand,
  GetIdCommand,
  GetOpenIdTokenCommand,
  SetIdentityPoolRolesCommand,
} from "@aws-sdk/client-cognito-identity";
import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminUserGlobalSignOutCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { openJournal } from "../../../local/journal/journal";
import { createSigningKey, unverifiedClaims } from "../../../local/pool/tokens/jwt";
import { signedJwt } from "../../harness/signed-jwt";
import { withProperties } from "./small-identity-pool";
import { refusalOf, startIdentityPool, type TestIdentityPool } from "./test-identity-pool";

let visited: TestIdentityPool;
beforeEach(async () => {
  visited = await startIdentityPool();
});
afterEach(() => visited.stop());

const ADA = "ada@acme.example";
const tokenOf = async (email = ADA) => (await visited.signIn(email, { tenant: "acme" })).IdToken ?? "";
const getCredentials = (IdentityId: string, Logins?: Record<string, string>, CustomRoleArn?: string) =>
  visited.identity.send(new GetCredentialsForIdentityCommand({ IdentityId, Logins, CustomRoleArn }));
const IDENTITY = /^eu-central-1:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe("who somebody is", () => {
  test("a person is the same identity with every token, and another person another one", async () => {
    const id = await visited.getId(await tokenOf());
    expect(id).toMatch(IDENTITY);
    visited.pass(60);
    expect(await visited.getId(await tokenOf())).toBe(id);
    expect(await visited.getId(await tokenOf("bob@acme.example"))).not.toBe(id);
  });

  test("a guest is a new identity each time", async () => {
    expect(await visited.getId()).not.toBe(await visited.getId());
  });

  test("a guest who signs in stays the identity that they were", async () => {
    const guest = await visited.getId();
    const token = await tokenOf();
    await getCredentials(guest, visited.logins(token));
    expect(await visited.getId(token)).toBe(guest);
  });

  test("identities are known after a restart", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "identities-"));
    const file = path.join(folder, "pool.jsonl");
    await visited.stop();
    visited = await startIdentityPool({ journal: openJournal(file) });
    const token = await tokenOf();
    const id = await visited.getId(token);
    await visited.stop();
    visited = await startIdentityPool({ journal: openJournal(file) });
    expect(await visited.getId(token)).toBe(id);
    rmSync(folder, { recursive: true });
  });
});

describe("credentials", () => {
  test("last an hour, and have the form of those of AWS", async () => {
    const IdentityId = await visited.getId(await tokenOf());
    const answer = await getCredentials(IdentityId, visited.logins(await tokenOf()));
    expect(answer).toMatchObject({
      IdentityId,
      Credentials: {
        AccessKeyId: expect.stringMatching(/^ASIA[A-Z0-9]{16}$/),
        SecretKey: expect.stringMatching(/^[A-Za-z0-9+/]{40}$/),
        SessionToken: expect.any(String),
        Expiration: new Date(visited.now().getTime() + 3_600_000),
      },
    });
  });

  test("an identity with a login is for that login alone", async () => {
    const ada = await visited.getId(await tokenOf());
    expect(await refusalOf(getCredentials(ada))).toBe(
      `NotAuthorizedException: Access to Identity '${ada}' is forbidden.`,
    );
    const bob = visited.logins(await tokenOf("bob@acme.example"));
    expect(await refusalOf(getCredentials(ada, bob))).toBe(
      "NotAuthorizedException: Logins don't match. Please include at least one valid login for this identity or identity pool.",
    );
  });

  test("a guest who signs in as somebody who has an identity goes on with that one", async () => {
    const token = await tokenOf();
    const known = await visited.getId(token);
    const guest = await visited.getId();
    expect((await getCredentials(guest, visited.logins(token))).IdentityId).toBe(known);
    const bob = visited.logins(await tokenOf("bob@acme.example"));
    expect((await getCredentials(guest, bob)).IdentityId).toBe(guest);
  });

  test("a role of one's own choice is for tokens that have it", async () => {
    const token = await tokenOf();
    const role = visited.stack.identityPool?.authenticated ?? "";
    const asked = getCredentials(await visited.getId(token), visited.logins(token), role);
    expect(await refusalOf(asked)).toMatch(/^NotAuthorizedException: /);
  });
});

describe("guests, where they are off", () => {
  beforeEach(async () => {
    const guest = await visited.getId();
    await visited.stop();
    const journal = openJournal(undefined);
    journal.read("identities").set(guest, { id: guest, createdAt: "", logins: {} });
    visited = await startIdentityPool({
      resources: withProperties("Identities", { AllowUnauthenticatedIdentities: false }),
      journal,
    });
  });

  test("get neither identity nor credentials", async () => {
    const words = "NotAuthorizedException: Unauthenticated access is not supported for this identity pool.";
    expect(await refusalOf(visited.getId())).toBe(words);
    const [guest] = visited.identityPool.identities.values();
    expect(await refusalOf(getCredentials(guest?.id ?? ""))).toBe(words);
    const nothing = visited.identity.send(
      new GetIdCommand({ IdentityPoolId: visited.identityPool.settings.id, Logins: {} }),
    );
    expect(await refusalOf(nothing)).toBe(words);
  });
});

describe("a token", () => {
  const refused = async (token: string) => refusalOf(visited.getId(token));
  const CASES = {
    supported: "Token is not from a supported provider of this identity pool.",
    signature: "Invalid login token. Couldn't verify signed token.",
    identity: "Invalid login token. Not a valid OpenId Connect identity token.",
  };
  const forged = async (changes: object, key = createSigningKey(visited.pool.keys.id.kid)) =>
    signedJwt({ ...unverifiedClaims(await tokenOf()), ...changes }, key);

  test("of access has no audience, and with one it is still none of identity", async () => {
    const { AccessToken = "" } = await visited.signIn(ADA);
    expect(await refused(AccessToken)).toBe(
      "NotAuthorizedException: Invalid login token. Missing a required claim: aud",
    );
    const aud = visited.identityPool.settings.providers[0]?.clientId;
    const withAudience = signedJwt({ ...unverifiedClaims(AccessToken), aud }, visited.pool.keys.access);
    expect(await refused(withAudience)).toBe(`NotAuthorizedException: ${CASES.identity}`);
  });

  test("of another client is refused", async () => {
    const { IdToken = "" } = await visited.signIn(ADA, { client: "Other" });
    expect(await refused(IdToken)).toBe(`NotAuthorizedException: ${CASES.supported}`);
  });

  test("that has expired is refused, from that second on", async () => {
    const token = await tokenOf();
    const expiry = Number(unverifiedClaims(token)?.exp);
    visited.pass(3_599);
    await expect(visited.getId(token)).resolves.toMatch(IDENTITY);
    visited.pass(1);
    expect(await refused(token)).toBe(
      `NotAuthorizedException: Invalid login token. Token expired: ${expiry} >= ${expiry}`,
    );
  });

  test("of another pool, of another key, or of no form is refused", async () => {
    expect(await refused(await forged({ iss: "https://cognito-idp.eu-central-1.amazonaws.com/other" }))).toBe(
      "NotAuthorizedException: Invalid login token. Issuer doesn't match providerName",
    );
    expect(await refused(await forged({}))).toBe(`NotAuthorizedException: ${CASES.signature}`);
    const [header = "", payload = ""] = (await tokenOf()).split(".");
    const unsigned = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${payload}.`;
    expect(await refused(unsigned)).toBe(`NotAuthorizedException: ${CASES.signature}`);
    expect(await refused(`${header}.${payload}`)).toBe(`NotAuthorizedException: ${CASES.identity}`);
    expect(await refused("nonsense")).toBe(`NotAuthorizedException: ${CASES.identity}`);
  });

  test("under another name, or beside another one, is refused", async () => {
    const token = await tokenOf();
    const { id } = visited.identityPool.settings;
    for (const Logins of [
      { "graph.facebook.com": token },
      { ...visited.logins(token), "graph.facebook.com": token },
    ]) {
      const asked = visited.identity.send(new GetIdCommand({ IdentityPoolId: id, Logins }));
      expect(await refusalOf(asked)).toBe(`NotAuthorizedException: ${CASES.supported}`);
    }
  });

  test.each([
    ["deleted", AdminDeleteUserCommand],
    ["disabled", AdminDisableUserCommand],
    ["signed out everywhere", AdminUserGlobalSignOutCommand],
  ])("of somebody who has been %s since is refused", async (_, Command) => {
    const token = await tokenOf();
    const id = await visited.getId(token);
    visited.pass(1);
    await visited.users.send(new Command({ UserPoolId: visited.pool.settings.id, Username: ADA }));
    expect(await refused(token)).toMatch(/^NotAuthorizedException: Invalid login token/);
    expect(await refusalOf(getCredentials(id, visited.logins(token)))).toMatch(
      /^NotAuthorizedException: Invalid login token/,
    );
  });
});

describe("a request", () => {
  const poolId = () => visited.identityPool.settings.id;
  const ask = (target: string, body: string) =>
    fetch(visited.url, {
      method: "POST",
      headers: { "x-amz-target": `AWSCognitoIdentityService.${target}` },
      body,
    });

  test("for what is not there is answered as AWS does", async () => {
    const other = "eu-central-1:00000000-0000-0000-0000-000000000000";
    const getId = visited.identity.send(new GetIdCommand({ IdentityPoolId: other }));
    expect(await refusalOf(getId)).toBe(`ResourceNotFoundException: IdentityPool '${other}' not found.`);
    expect(await refusalOf(getCredentials(other))).toBe(
      `ResourceNotFoundException: Identity '${other}' not found.`,
    );
  });

  test("for the classic flow is refused", async () => {
    const asked = visited.identity.send(new GetOpenIdTokenCommand({ IdentityId: await visited.getId() }));
    expect(await refusalOf(asked)).toBe(
      "InvalidParameterException: Basic (classic) flow is not enabled, please use enhanced flow.",
    );
  });

  test("for what is not simulated is refused by name", async () => {
    const asked = visited.identity.send(
      new SetIdentityPoolRolesCommand({ IdentityPoolId: poolId(), Roles: {} }),
    );
    expect(await refusalOf(asked)).toBe(
      "NotSimulatedException: SetIdentityPoolRoles is not simulated by the local identity pool",
    );
  });

  test.each([
    ["an id of another form", { IdentityPoolId: "eu central" }],
    ["a long id", { IdentityPoolId: `eu:${"0".repeat(60)}` }],
    ["no id", {}],
    ["an account that is no number", { AccountId: "12a" }],
    ["a long account", { AccountId: "1".repeat(16) }],
    ["too many logins", { Logins: Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`p${n}`, "t"])) }],
  ])("with %s is refused", async (_, changes) => {
    const input =
      "IdentityPoolId" in changes || Object.keys(changes).length === 0
        ? changes
        : { IdentityPoolId: poolId(), ...changes };
    const answer = await ask("GetId", JSON.stringify(input));
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ __type: "InvalidParameterException" });
  });

  test.each([["nonsense"], ["[]"], ["null"], ['{"IdentityPoolId": 7}']])("%s is no request", async (body) => {
    const answer = await ask("GetId", body);
    expect(await answer.json()).toMatchObject({ __type: "SerializationException" });
  });

  test("of another page is refused, and a page of this computer may send what SDKs send", async () => {
    const preflight = (origin: string) =>
      fetch(visited.url, {
        method: "OPTIONS",
        headers: {
          origin,
          "access-control-request-method": "POST",
          "access-control-request-headers": "x-amz-target,x-amz-user-agent,content-type",
        },
      });
    expect((await preflight("https://elsewhere.example")).status).toBe(403);
    const allowed = await preflight("http://localhost:5173");
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get("access-control-allow-headers")).toBe("*, authorization");
  });
});

test("what is refused is told, with who asked", async () => {
  const token = await tokenOf();
  const { sub } = unverifiedClaims(token) ?? {};
  visited.pass(3_600);
  await refusalOf(visited.getId(token));
  await refusalOf(visited.identity.send(new GetIdCommand({ IdentityPoolId: "eu:0" })));
  expect(visited.refusals).toMatchObject([
    { operation: "GetId", who: sub, error: { type: "NotAuthorizedException" } },
    { operation: "GetId", who: "guest", error: { type: "ResourceNotFoundException" } },
  ]);
});
