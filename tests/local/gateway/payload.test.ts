import { connect } from "node:net";
import {
  ACCESS_CLAIMS,
  accessToken,
  CLIENT,
  ISSUER,
  idToken,
  protectedRoute,
  route,
  SECONDS,
  type TestGateway,
  testGateway,
} from "./test-gateway";

const GENERATED = expect.stringMatching(/^[\w-]{15}=$/);
const TRACE = expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);

let gateway: TestGateway;
afterEach(() => gateway.stop());

const json = async (response: Response) =>
  (await response.json()) as {
    readonly body: string;
    readonly isBase64Encoded: boolean;
    readonly requestContext: { readonly authorizer: unknown };
  };

/** Sends the request as it is written, and reads the event that comes back. */
async function send(...lines: readonly string[]) {
  const { hostname, port } = new URL(gateway.url);
  const text = await new Promise<string>((resolve, reject) => {
    let received = "";
    const socket = connect(Number(port), hostname, () => socket.write(lines.join("\r\n")));
    socket.on("data", (data) => {
      received += data;
    });
    socket.on("end", () => resolve(received));
    socket.on("error", reject);
  });
  return JSON.parse(text.slice(text.indexOf("\r\n\r\n")));
}

const REQUEST = [
  "POST /people/ada%40example.com?tag=a&tag=b%20c&flag HTTP/1.1",
  "Host: api.localhost",
  "User-Agent: tests",
  "Content-Type: application/json; charset=utf-8",
  "Content-Length: 11",
  "Cookie: one=1; two=2",
  "X-List: first",
  "x-list: second",
  "Connection: close",
  "",
  '{"x":"abc"}',
];

test("format 2.0 tells of a request what API Gateway tells", async () => {
  gateway = await testGateway({ routes: [route("POST /people/{email}")] });
  const { port } = new URL(gateway.url);
  expect(await send(...REQUEST)).toEqual({
    version: "2.0",
    routeKey: "POST /people/{email}",
    rawPath: "/people/ada@example.com",
    rawQueryString: "tag=a&tag=b%20c&flag",
    cookies: ["one=1", "two=2"],
    headers: {
      "content-length": "11",
      "content-type": "application/json; charset=utf-8",
      host: "api.localhost",
      "user-agent": "tests",
      "x-amzn-trace-id": TRACE,
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-port": port,
      "x-forwarded-proto": "http",
      "x-list": "first,second",
    },
    queryStringParameters: { tag: "a,b c", flag: "" },
    requestContext: {
      accountId: "123456789012",
      apiId: "example123",
      domainName: "api.localhost",
      domainPrefix: "example123",
      http: {
        method: "POST",
        path: "/people/ada@example.com",
        protocol: "HTTP/1.1",
        sourceIp: "127.0.0.1",
        userAgent: "tests",
      },
      requestId: GENERATED,
      routeKey: "POST /people/{email}",
      stage: "$default",
      time: "12/Mar/2026:19:03:58 +0000",
      timeEpoch: 1_773_342_238_390,
    },
    pathParameters: { email: "ada@example.com" },
    body: '{"x":"abc"}',
    isBase64Encoded: false,
  });
});

test("in format 2.0 what is empty is absent", async () => {
  gateway = await testGateway({ routes: [route("$default")] });
  const event = await send("GET / HTTP/1.1", "Host: api.localhost", "Connection: close", "", "");
  expect(Object.keys(event)).toEqual([
    "version",
    "routeKey",
    "rawPath",
    "rawQueryString",
    "headers",
    "requestContext",
    "isBase64Encoded",
  ]);
  expect(event).toMatchObject({ routeKey: "$default", rawQueryString: "", isBase64Encoded: false });
});

test("format 1.0 tells it in its own words, and what is empty is null", async () => {
  gateway = await testGateway({
    routes: [route("POST /people/{email}", { payloadFormat: "1.0" })],
    answer: (event) => ({ statusCode: 200, body: JSON.stringify(event) }),
  });
  const { port } = new URL(gateway.url);
  expect(await send(...REQUEST)).toEqual({
    version: "1.0",
    resource: "/people/{email}",
    path: "/people/ada@example.com",
    httpMethod: "POST",
    headers: {
      "Content-Length": "11",
      Host: "api.localhost",
      "User-Agent": "tests",
      "X-Amzn-Trace-Id": TRACE,
      "X-Forwarded-For": "127.0.0.1",
      "X-Forwarded-Port": port,
      "X-Forwarded-Proto": "http",
      "content-type": "application/json; charset=utf-8",
      cookie: "one=1; two=2",
      "x-list": "second",
    },
    multiValueHeaders: {
      "Content-Length": ["11"],
      Host: ["api.localhost"],
      "User-Agent": ["tests"],
      "X-Amzn-Trace-Id": [TRACE],
      "X-Forwarded-For": ["127.0.0.1"],
      "X-Forwarded-Port": [port],
      "X-Forwarded-Proto": ["http"],
      "content-type": ["application/json; charset=utf-8"],
      cookie: ["one=1; two=2"],
      "x-list": ["first", "second"],
    },
    queryStringParameters: { tag: "b c", flag: "" },
    multiValueQueryStringParameters: { tag: ["a", "b c"], flag: [""] },
    requestContext: {
      accountId: "123456789012",
      apiId: "example123",
      authorizer: { claims: null, scopes: null },
      domainName: "api.localhost",
      domainPrefix: "example123",
      extendedRequestId: GENERATED,
      httpMethod: "POST",
      identity: {
        accessKey: null,
        accountId: null,
        caller: null,
        cognitoAmr: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp: "127.0.0.1",
        user: null,
        userAgent: "tests",
        userArn: null,
      },
      path: "/people/ada@example.com",
      protocol: "HTTP/1.1",
      requestId: GENERATED,
      requestTime: "12/Mar/2026:19:03:58 +0000",
      requestTimeEpoch: 1_773_342_238_390,
      resourceId: "POST /people/{email}",
      resourcePath: "/people/{email}",
      stage: "$default",
    },
    pathParameters: { email: "ada@example.com" },
    stageVariables: null,
    body: '{"x":"abc"}',
    isBase64Encoded: false,
  });
  const { pathParameters, queryStringParameters, multiValueQueryStringParameters, body } = await send(
    "POST /people/ada HTTP/1.1",
    "Host: api.localhost",
    "Connection: close",
    "",
    "",
  );
  expect({ pathParameters, queryStringParameters, multiValueQueryStringParameters, body }).toEqual({
    pathParameters: { email: "ada" },
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    body: null,
  });
});

test.each([
  ["text/plain", false],
  ["text/html; charset=utf-8", false],
  ["application/json", false],
  ["application/xml", false],
  ["application/javascript", false],
  ["application/x-www-form-urlencoded", true],
  ["application/vnd.api+json", true],
  ["image/png", true],
  [undefined, true],
])("a body of type %s reaches the function as base64: %s", async (type, isBase64Encoded) => {
  gateway = await testGateway({ routes: [route("POST /")] });
  const response = await gateway.fetch("/", {
    method: "POST",
    body: new TextEncoder().encode("a=\u00fc"),
    headers: type === undefined ? {} : { "content-type": type },
  });
  const event = await json(response);
  expect([event.body, event.isBase64Encoded]).toEqual(
    isBase64Encoded ? [Buffer.from("a=\u00fc").toString("base64"), true] : ["a=\u00fc", false],
  );
});

test("claims reach the function as texts, and lists as one text", async () => {
  gateway = await testGateway({ routes: [protectedRoute("GET /profile")] });
  const response = await gateway.fetch("/profile", { headers: { authorization: `Bearer ${idToken()}` } });
  const { requestContext } = await json(response);
  expect(requestContext.authorizer).toEqual({
    jwt: {
      claims: {
        sub: "a-sub",
        iss: ISSUER,
        aud: CLIENT,
        token_use: "id",
        iat: String(SECONDS - 60),
        exp: String(SECONDS + 3_540),
        "cognito:groups": "[operators acme/admin]",
        email_verified: "true",
      },
      scopes: null,
    },
  });
});

test("a route that asks for scopes gets those of the token", async () => {
  gateway = await testGateway({ routes: [protectedRoute("GET /profile", ["api/profile.read"])] });
  const response = await gateway.fetch("/profile", { headers: { authorization: accessToken() } });
  const { requestContext } = await json(response);
  expect(requestContext.authorizer).toEqual({
    jwt: {
      claims: Object.fromEntries(Object.entries(ACCESS_CLAIMS).map(([name, value]) => [name, String(value)])),
      scopes: ["openid", "api/profile.read"],
    },
  });
});

test("format 1.0 has the claims without the name of their form", async () => {
  const { integration } = route("GET /profile", { payloadFormat: "1.0" });
  gateway = await testGateway({
    routes: [{ ...protectedRoute("GET /profile"), integration }],
    answer: (event) => ({ statusCode: 200, body: JSON.stringify(event) }),
  });
  const response = await gateway.fetch("/profile", { headers: { authorization: accessToken() } });
  const { requestContext } = await json(response);
  expect(requestContext.authorizer).toEqual({
    claims: Object.fromEntries(Object.entries(ACCESS_CLAIMS).map(([name, value]) => [name, String(value)])),
    scopes: null,
  });
});
