import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { createSessions } from "../../../local/identity/role-sessions";
import { unverifiedClaims } from "../../../local/pool/tokens/jwt";
import { type Keys, refusalOf, startIdentityPool, type TestIdentityPool } from "./test-identity-pool";

let visited: TestIdentityPool;
let ada: Keys;
let sub: unknown;
beforeEach(async () => {
  visited = await startIdentityPool();
  const { IdToken = "" } = await visited.signIn("ada@acme.example", { tenant: "acme" });
  sub = unverifiedClaims(IdToken)?.sub;
  ada = await visited.keysOf(IdToken);
});
afterEach(() => visited.stop());

const Bucket = "shop-dev-files";
const get = (keys: Keys, Key: string) => visited.s3(keys).send(new GetObjectCommand({ Bucket, Key }));
const put = (keys: Keys, Key: string, Body = "picture") =>
  visited.s3(keys).send(new PutObjectCommand({ Bucket, Key, Body }));
const list = (keys: Keys, Prefix?: string) =>
  visited.s3(keys).send(new ListObjectsV2Command({ Bucket, Prefix }));
const ALLOWED = "not refused";
const USER = "User: arn:aws:sts::123456789012:assumed-role/shop-dev-People/CognitoIdentityCredentials";
const denied = (action: string, resource: string, because: string) =>
  `AccessDenied: ${USER} is not authorized to perform: ${action} on resource: "arn:aws:s3:::${resource}" ${because}`;

describe("policies", () => {
  test("let people of a tenant do with its files what their role allows", async () => {
    expect(await refusalOf(get(ada, "acme/plan (1)+ä'.txt"))).toBe(ALLOWED);
    expect(await refusalOf(put(ada, "acme/a//b/../plan.txt"))).toBe(ALLOWED);
    expect(await refusalOf(get(ada, "acme/100*?.txt"))).toBe(ALLOWED);
    expect(await refusalOf(list(ada, "acme/"))).toBe(ALLOWED);
  });

  test.each([
    "globex/plan.txt",
    "acme-2/plan.txt",
    "acme",
    "Acme/plan.txt",
    "*",
    "*/plan.txt",
    `\${aws:PrincipalTag/tenant_id}/x`,
    "\nacme/x",
  ])("stop them at %j", async (key) => {
    expect(await refusalOf(get(ada, key))).toBe(
      denied(
        "s3:GetObject",
        `${Bucket}/${key}`,
        "because no identity-based policy allows the s3:GetObject action",
      ),
    );
  });

  test("stop them at lists of others, of a look-alike, and of everything", async () => {
    for (const prefix of ["globex/", "acme", "acme-2/", "*", "", undefined])
      expect(await refusalOf(list(ada, prefix))).toMatch(/^AccessDenied: .* s3:ListBucket on resource/);
  });

  test("deny whatever else allows: of the role, and of the bucket", async () => {
    expect(await refusalOf(get(ada, "acme/secret/plan.txt"))).toBe(
      denied(
        "s3:GetObject",
        `${Bucket}/acme/secret/plan.txt`,
        "with an explicit deny in an identity-based policy",
      ),
    );
    expect(await refusalOf(get(ada, "acme/sealed/plan\n.txt"))).toBe(
      denied(
        "s3:GetObject",
        `${Bucket}/acme/sealed/plan\n.txt`,
        "with an explicit deny in a resource-based policy",
      ),
    );
  });

  test("give somebody without a tenant nothing, and guests what is public", async () => {
    const { IdToken } = await visited.signIn("eve@nowhere.example");
    const eve = await visited.keysOf(IdToken);
    for (const key of ["/plan.txt", "acme/plan.txt", "undefined/plan.txt"])
      expect(await refusalOf(get(eve, key))).toMatch(/^AccessDenied: /);
    const guest = await visited.keysOf();
    expect(await refusalOf(get(guest, "public/logo.svg"))).toBe(ALLOWED);
    expect(await refusalOf(get(guest, "acme/plan.txt"))).toMatch(/^AccessDenied: .*shop-dev-Guests/);
  });

  test("are told with who, what and why", async () => {
    await refusalOf(get(ada, "globex/plan.txt"));
    await refusalOf(get(ada, "acme/secret/plan.txt"));
    await refusalOf(get(ada, "acme/sealed/plan.txt"));
    await refusalOf(put(await visited.keysOf(), "public/logo.svg"));
    const files = `arn:aws:s3:::${Bucket}`;
    const who = `acme ${sub}`;
    expect(visited.refusals).toMatchObject([
      { what: "s3:GetObject", who, why: `nothing in shop-dev-People allows it on ${files}/globex/plan.txt` },
      {
        what: "s3:GetObject",
        who,
        why: `NoSecrets of shop-dev-People denies it on ${files}/acme/secret/plan.txt`,
      },
      {
        what: "s3:GetObject",
        who,
        why: `Sealed of the bucket's policy denies it on ${files}/acme/sealed/plan.txt`,
      },
      {
        what: "s3:PutObject",
        who: "guest",
        why: `nothing in shop-dev-Guests allows it on ${files}/public/logo.svg`,
      },
    ]);
  });
});

describe("the administrator", () => {
  const ADMINISTRATOR = { accessKeyId: "local", secretAccessKey: "local" };

  test("may do all that the bucket does not deny", async () => {
    expect(await refusalOf(put(ADMINISTRATOR, "globex/plan.txt"))).toBe(ALLOWED);
    expect(await refusalOf(list(ADMINISTRATOR))).toBe(ALLOWED);
    expect(await refusalOf(get(ADMINISTRATOR, "acme/sealed/plan.txt"))).toMatch(
      /^AccessDenied: .*user\/local/,
    );
  });

  test("has this very key and secret", async () => {
    expect(await refusalOf(list({ ...ADMINISTRATOR, secretAccessKey: "other" }))).toMatch(
      /^SignatureDoesNotMatch: /,
    );
    for (const accessKeyId of ["localhost", "AKIAIOSFODNN7EXAMPLE", "LOCAL"])
      expect(await refusalOf(list({ ...ADMINISTRATOR, accessKeyId }))).toMatch(/^InvalidAccessKeyId: /);
    expect(await refusalOf(list({ ...ADMINISTRATOR, sessionToken: ada.sessionToken ?? "" }))).toMatch(
      /^InvalidAccessKeyId: /,
    );
  });
});

describe("a session", () => {
  test("is over after an hour, and not before", async () => {
    visited.pass(3_599);
    expect(await refusalOf(get(ada, "acme/plan.txt"))).toBe(ALLOWED);
    visited.pass(1);
    expect(await refusalOf(get(ada, "acme/plan.txt"))).toBe("ExpiredToken: The provided token has expired.");
  });

  test("counts after a restart, and with another seed it does not", async () => {
    const startsAt = visited.now().toISOString();
    for (const [seed, words] of [
      ["seed", ALLOWED],
      ["another seed", "InvalidToken: The provided token is malformed or otherwise invalid."],
    ] as const) {
      await visited.stop();
      visited = await startIdentityPool({ seed, startsAt });
      expect(await refusalOf(get(ada, "acme/plan.txt"))).toBe(words);
    }
  });

  const INVALID = "InvalidToken: The provided token is malformed or otherwise invalid.";

  test("is not forged: cut, changed, lengthened, spelt differently, or sealed by somebody else", async () => {
    const { sessionToken = "" } = ada;
    const bytes = Buffer.from(sessionToken, "base64");
    const flipped = [0, 12, 28, bytes.length - 1].map((at) => {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      return changed.toString("base64");
    });
    const { session } = visited.access.sessions.open(ada.accessKeyId, sessionToken) ?? {};
    if (session === undefined) throw new Error("the session is none");
    const own = createSessions("somebody's own seed", visited.identityPool.settings.id).issue(session);
    const cases = [
      ...flipped,
      bytes.subarray(0, -1).toString("base64"),
      bytes.subarray(0, 20).toString("base64"),
      sessionToken + sessionToken,
      `${sessionToken}=`,
      bytes.toString("base64url"),
      "x",
      own.sessionToken,
    ];
    for (const token of cases) {
      if (token === sessionToken) continue;
      expect(await refusalOf(get({ ...ada, sessionToken: token }, "acme/x"))).toBe(INVALID);
    }
    expect(await refusalOf(get(own, "acme/x"))).toBe(INVALID);
  });

  test("is of its own key alone", async () => {
    const guest = await visited.keysOf();
    const mixed = [
      { ...ada, accessKeyId: guest.accessKeyId },
      { ...guest, accessKeyId: ada.accessKeyId },
      { ...guest, sessionToken: ada.sessionToken ?? "" },
    ];
    for (const keys of mixed) expect(await refusalOf(get(keys, "acme/x"))).toBe(INVALID);
    expect(await refusalOf(get({ ...ada, secretAccessKey: guest.secretAccessKey }, "acme/x"))).toMatch(
      /^SignatureDoesNotMatch: /,
    );
    const { sessionToken: _, ...without } = ada;
    expect(await refusalOf(get(without, "acme/x"))).toMatch(/^InvalidAccessKeyId: /);
  });
});

describe("a presigned address", () => {
  const presign = (client: S3Client, Key: string, expiresIn: number) =>
    getSignedUrl(client, new GetObjectCommand({ Bucket, Key }), { expiresIn, signingDate: visited.now() });
  const open = async (url: string, options?: RequestInit) => {
    const answer = await fetch(url, options);
    const [, code = "", message = ""] =
      /<Code>(.*)<\/Code><Message>(.*)<\/Message>/s.exec(await answer.text()) ?? [];
    return answer.ok ? ALLOWED : `${code}: ${message}`;
  };

  test("counts as long as it says", async () => {
    const url = await presign(visited.s3(ada), "acme/plan.txt", 900);
    expect(await open(url)).toBe(ALLOWED);
    visited.pass(899);
    expect(await open(url)).toBe(ALLOWED);
    visited.pass(1);
    expect(await open(url)).toBe("AccessDenied: Request has expired");
  });

  test("counts no longer than the session", async () => {
    const url = await presign(visited.s3(ada), "acme/plan.txt", 7 * 24 * 3_600);
    visited.pass(3_600);
    expect(await open(url)).toBe("ExpiredToken: The provided token has expired.");
  });

  test("of the administrator counts for a week", async () => {
    const url = await presign(
      visited.s3({ accessKeyId: "local", secretAccessKey: "local" }),
      "acme/plan.txt",
      7 * 24 * 3_600,
    );
    visited.pass(7 * 24 * 3_600 - 1);
    expect(await open(url)).toBe(ALLOWED);
    expect(await open(url.replace(/X-Amz-Expires=\d+/, "X-Amz-Expires=604801"))).toMatch(
      /^AuthorizationHeaderMalformed: /,
    );
  });

  test("is for one file, one method, and nothing besides", async () => {
    const url = await presign(visited.s3(ada), "acme/plan.txt", 900);
    const MISMATCH = /^SignatureDoesNotMatch: /;
    expect(await open(url.replace("plan.txt", "wages.txt"))).toMatch(MISMATCH);
    expect(await open(url, { method: "PUT", body: "x" })).toMatch(MISMATCH);
    expect(await open(`${url}&versionId=1`)).toMatch(MISMATCH);
    expect(await open(`${url}&__proto__=1`)).toMatch(/^AuthorizationHeaderMalformed: /);
    expect(await open(url.replace(/X-Amz-Expires=\d+/, "X-Amz-Expires=3600"))).toMatch(MISMATCH);
    expect(await open(`${url}&X-Amz-Expires=3600`)).toMatch(/^AuthorizationHeaderMalformed: /);
    expect(await open(url, { headers: { "x-amz-copy-source": "/shop-dev-files/globex/plan.txt" } })).toBe(
      "AccessDenied: There were headers present in the request which were not signed: x-amz-copy-source",
    );
    expect(await open(url.replace(/X-Amz-Signature=\w+/, ""))).toMatch(/^AuthorizationHeaderMalformed: /);
  });
});

test("without a signature there is no access", async () => {
  const answer = await fetch(`${visited.storageUrl}/${Bucket}/public/logo.svg`);
  expect(answer.status).toBe(403);
  expect(await answer.text()).toContain("<Code>AccessDenied</Code>");
});
