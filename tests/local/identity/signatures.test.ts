import { createHash, createHmac } from "node:crypto";
import { request as send } from "node:http";
import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { SignatureV4 } from "@smithy/signature-v4";
import { type Keys, refusalOf, startIdentityPool, type TestIdentityPool } from "./test-identity-pool";

let visited: TestIdentityPool;
let ada: Keys;
beforeAll(async () => {
  visited = await startIdentityPool();
  const { IdToken } = await visited.signIn("ada@acme.example", { tenant: "acme" });
  ada = await visited.keysOf(IdToken);
});
afterAll(() => visited.stop());

interface Signed {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Signing {
  readonly service?: "s3" | "dynamodb";
  readonly region?: string;
  readonly method?: string;
  readonly path?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly payloadHash?: string;
  /** Seconds after now. */
  readonly at?: number;
  readonly unsigned?: readonly string[];
}

class Sha256 {
  private readonly hash;
  constructor(secret?: unknown) {
    this.hash = secret === undefined ? createHash("sha256") : createHmac("sha256", secret as Buffer);
  }
  update(data: Uint8Array) {
    this.hash.update(data);
  }
  async digest() {
    return this.hash.digest();
  }
  reset() {}
}

const hashOf = (body: string) => createHash("sha256").update(body).digest("hex");

/** A request as an SDK signs it, but for what a test wants otherwise. */
async function sign({
  service = "s3",
  region = "eu-central-1",
  method = "PUT",
  path = service === "s3" ? "/shop-dev-files/acme/plan.txt" : "/",
  query = {},
  body = "plan",
  headers = {},
  payloadHash = service === "s3" ? hashOf(body) : undefined,
  at = 0,
  unsigned = [],
}: Signing = {}): Promise<Signed> {
  const { host, origin } = new URL(service === "s3" ? visited.storageUrl : visited.tables.endpoint);
  const signer = new SignatureV4({
    service,
    region,
    credentials: ada,
    uriEscapePath: service !== "s3",
    applyChecksum: false,
    sha256: Sha256,
  });
  const signed = await signer.sign(
    {
      method,
      protocol: "http:",
      hostname: host,
      path,
      query,
      headers: {
        host,
        ...headers,
        ...(payloadHash !== undefined && { "x-amz-content-sha256": payloadHash }),
      },
      body,
    },
    {
      signingDate: new Date(visited.now().getTime() + at * 1_000),
      unsignableHeaders: new Set(unsigned),
    },
  );
  return { url: origin + path, method, headers: signed.headers, body };
}

/** As it is, with the headers as they are. */
const answerTo = ({ url, method, headers, body }: Signed): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const path = url.replace(/^http:\/\/[^/]*/, "");
    send(
      { hostname, port, path, method, headers: { ...headers, "content-length": Buffer.byteLength(body) } },
      (answer) => {
        let text = "";
        answer.on("data", (chunk) => {
          text += chunk;
        });
        answer.on("end", () => {
          const { __type, message = "" } = text.startsWith("{") ? JSON.parse(text) : {};
          const [, code, words] = /<Code>(.*)<\/Code><Message>(.*)<\/Message>/s.exec(text) ?? [];
          resolve(
            answer.statusCode === 200
              ? "allowed"
              : `${code ?? __type?.replace(/^.*#/, "")}: ${words ?? message}`,
          );
        });
      },
    )
      .on("error", reject)
      .end(body);
  });

const TARGET = { "x-amz-target": "DynamoDB_20120810.GetItem", "content-type": "application/x-amz-json-1.0" };
const GET = (owner = "acme") =>
  JSON.stringify({ TableName: "shop-dev-Items", Key: { owner: { S: owner }, item: { S: "plan" } } });
const asked = (signing: Signing = {}) =>
  sign({ service: "dynamodb", method: "POST", body: GET(), headers: TARGET, ...signing });

describe("at the storage", () => {
  test("a signed request comes through, with a body that is hashed or said to be unsigned", async () => {
    expect(await answerTo(await sign())).toBe("allowed");
    for (const payloadHash of ["UNSIGNED-PAYLOAD", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"])
      expect(await answerTo({ ...(await sign({ payloadHash })), body: "another" })).toBe("allowed");
  });

  test("a body is the signed one", async () => {
    expect(await answerTo({ ...(await sign()), body: "another" })).toMatch(/^XAmzContentSHA256Mismatch: /);
    const signed = await sign();
    const headers = { ...signed.headers, "x-amz-content-sha256": hashOf("another") };
    expect(await answerTo({ ...signed, headers, body: "another" })).toMatch(/^SignatureDoesNotMatch: /);
    const { "x-amz-content-sha256": _, ...without } = signed.headers;
    expect(await answerTo({ ...signed, headers: without })).toMatch(/^AuthorizationHeaderMalformed: /);
  });

  test("chunks with signatures of their own are refused by name", async () => {
    const payloadHash = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    expect(await answerTo(await sign({ payloadHash }))).toBe(
      "NotImplemented: a body sent as STREAMING-AWS4-HMAC-SHA256-PAYLOAD is not imitated by the local edition",
    );
  });

  test("paths are signed as they are", async () => {
    for (const path of [
      "/shop-dev-files/acme//a",
      "/shop-dev-files/acme/./a",
      "/shop-dev-files/acme/b/../a",
      "/shop-dev-files/acme/%C3%A4",
    ])
      expect(await answerTo(await sign({ path }))).toBe("allowed");
    const signed = await sign({ path: "/shop-dev-files/acme/b/../a" });
    expect(await answerTo({ ...signed, url: `${visited.storageUrl}/shop-dev-files/acme/a` })).toMatch(
      /^SignatureDoesNotMatch: /,
    );
  });

  test("a plus in the query is a space, as pages write it", async () => {
    const signed = await sign({ query: { "response-content-type": "a b+c" } });
    const written = (value: string) => ({ ...signed, url: `${signed.url}?response-content-type=${value}` });
    for (const value of ["a+b%2Bc", "a%20b%2Bc"]) expect(await answerTo(written(value))).toBe("allowed");
    for (const value of ["a+b+c", "a%2Bb%2Bc"])
      expect(await answerTo(written(value))).toMatch(/^SignatureDoesNotMatch: /);
  });

  test("the clocks may be a quarter of an hour apart", async () => {
    for (const at of [-900, 900]) expect(await answerTo(await sign({ at }))).toBe("allowed");
    for (const at of [-901, 901])
      expect(await answerTo(await sign({ at }))).toMatch(/^RequestTimeTooSkewed: /);
  });
});

describe("at the tables", () => {
  test("a signed request comes through, with the hash of its body in a header or without", async () => {
    expect(await answerTo(await asked())).toBe("allowed");
    expect(await answerTo(await asked({ payloadHash: hashOf(GET()) }))).toBe("allowed");
  });

  test("a body is the signed one", async () => {
    const MISMATCH = /^InvalidSignatureException: The request signature we calculated does not match/;
    expect(await answerTo({ ...(await asked()), body: GET("globex") })).toMatch(MISMATCH);
    const hashed = await asked({ payloadHash: hashOf(GET()) });
    expect(await answerTo({ ...hashed, body: GET("globex") })).toMatch(MISMATCH);
    expect(await answerTo(await asked({ payloadHash: "UNSIGNED-PAYLOAD" }))).toMatch(MISMATCH);
  });

  test("the clocks may be five minutes apart", async () => {
    for (const at of [-300, 300]) expect(await answerTo(await asked({ at }))).toBe("allowed");
    for (const at of [-301, 301])
      expect(await answerTo(await asked({ at }))).toMatch(/^InvalidSignatureException: /);
  });

  test("an address cannot be presigned", async () => {
    const { url, headers, ...rest } = await asked();
    const query = new URLSearchParams({
      "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
      "X-Amz-Credential": `${ada.accessKeyId}/20260501/eu-central-1/dynamodb/aws4_request`,
      "X-Amz-Date": "20260501T120000Z",
      "X-Amz-Expires": "60",
      "X-Amz-SignedHeaders": "host",
      "X-Amz-Signature": "0".repeat(64),
    });
    const { authorization: _, ...unsigned } = headers;
    expect(await answerTo({ ...rest, url: `${url}?${query}`, headers: unsigned })).toMatch(
      /^UnknownOperationException: /,
    );
  });

  test("an expired session, a forged one and a wrong key are told apart", async () => {
    const Key = { owner: { S: "acme" }, item: { S: "plan" } };
    const ask = (changes: Partial<Keys>) =>
      refusalOf(
        visited
          .dynamodb({ ...ada, ...changes })
          .send(new GetItemCommand({ TableName: "shop-dev-Items", Key })),
      );
    expect(await ask({ sessionToken: "forged" })).toBe(
      "UnrecognizedClientException: The security token included in the request is invalid.",
    );
    expect(await ask({ secretAccessKey: "wrong" })).toMatch(/^InvalidSignatureException: /);
    expect(await ask({ accessKeyId: "ASIAAAAAAAAAAAAAAAAA" })).toMatch(/^UnrecognizedClientException: /);
  });
});

describe("at both", () => {
  test("a header that says what to do has to be signed", async () => {
    const headers = { "x-amz-copy-source": "/shop-dev-files/globex/plan.txt" };
    const signed = await sign();
    expect(await answerTo({ ...signed, headers: { ...signed.headers, ...headers } })).toBe(
      "AccessDenied: There were headers present in the request which were not signed: x-amz-copy-source",
    );
    expect(await answerTo(await asked({ unsigned: ["x-amz-target"] }))).toBe(
      "InvalidSignatureException: x-amz-target must be a signed header",
    );
    expect(await answerTo(await asked({ unsigned: ["host"] }))).toBe(
      "InvalidSignatureException: host must be a signed header",
    );
  });

  test("a signature is for one region and one service", async () => {
    expect(await answerTo(await sign({ region: "us-east-1" }))).toBe(
      "AuthorizationHeaderMalformed: The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-central-1'",
    );
    const signed = await asked();
    const toStorage = { ...signed, url: `${visited.storageUrl}/shop-dev-files/acme/x` };
    expect(await answerTo(toStorage)).toMatch(/the service 'dynamodb' is wrong; expecting 's3'/);
  });

  test("a signature is for one day, whoever signs", async () => {
    const signed = await sign();
    const authorization = (signed.headers.authorization ?? "").replace("/20260501/", "/20260430/");
    expect(await answerTo({ ...signed, headers: { ...signed.headers, authorization } })).toMatch(
      /the date '20260430' is wrong/,
    );
  });

  test.each([
    ["nothing else", "AWS4-HMAC-SHA256"],
    ["another algorithm", "AWS4-HMAC-SHA1 Credential=a/b/c/d/aws4_request, SignedHeaders=host, Signature=0"],
    ["a signature of the old kind", "AWS local:0000"],
    [
      "a short credential",
      `AWS4-HMAC-SHA256 Credential=local/b/c/d, SignedHeaders=host, Signature=${"0".repeat(64)}`,
    ],
    [
      "a header's name that is an object's",
      `AWS4-HMAC-SHA256 Credential=local/20260501/eu-central-1/s3/aws4_request, SignedHeaders=__proto__, Signature=${"0".repeat(64)}`,
    ],
    [
      "a name twice",
      `AWS4-HMAC-SHA256 Credential=local/20260501/eu-central-1/s3/aws4_request, SignedHeaders=host;host, Signature=${"0".repeat(64)}`,
    ],
  ])("%s is no signature", async (_, authorization) => {
    const signed = await sign();
    expect(await answerTo({ ...signed, headers: { ...signed.headers, authorization } })).toMatch(
      /^(AuthorizationHeaderMalformed|AccessDenied|InvalidAccessKeyId): /,
    );
  });
});
