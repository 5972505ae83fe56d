import { readRequest } from "../../../shared/api/request";

const HTTP_API = {
  version: "2.0",
  routeKey: "PATCH /profile",
  rawPath: "/profile",
  headers: { Authorization: "Bearer x", "content-type": "application/json" },
  cookies: ["one=1", "two=2"],
  requestContext: {
    authorizer: { jwt: { claims: { sub: "s", token_use: "access", exp: 5 }, scopes: null } },
    http: { method: "PATCH", path: "/profile" },
  },
  body: "{}",
  isBase64Encoded: false,
};

const REST_API = {
  resource: "/profile",
  path: "/profile",
  httpMethod: "GET",
  headers: { Authorization: "Bearer x", Cookie: "one=1; two=2" },
  requestContext: {
    resourcePath: "/profile",
    authorizer: { claims: { sub: "s", token_use: "access", scope: "api/profile.read" } },
  },
  body: null,
  isBase64Encoded: false,
};

test("an HTTP API's request is read", () => {
  expect(readRequest(HTTP_API)).toEqual({
    route: "PATCH /profile",
    path: {},
    query: {},
    host: undefined,
    headers: { authorization: "Bearer x", "content-type": "application/json" },
    cookies: ["one=1", "two=2"],
    body: "{}",
    claims: { sub: "s", token_use: "access" },
  });
});

test("a REST API's request is read alike", () => {
  expect(readRequest(REST_API)).toEqual({
    route: "GET /profile",
    path: {},
    query: {},
    host: undefined,
    headers: { authorization: "Bearer x", cookie: "one=1; two=2" },
    cookies: ["one=1", "two=2"],
    body: undefined,
    claims: { sub: "s", token_use: "access", scope: "api/profile.read" },
  });
});

test("a body that API Gateway has encoded is decoded", () => {
  const event = { ...HTTP_API, body: Buffer.from('{"a":1}').toString("base64"), isBase64Encoded: true };
  expect(readRequest(event).body).toBe('{"a":1}');
});

test.each([undefined, null, "text", true, { claims: "x" }, { jwt: {} }, { lambda: { sub: "s" } }])(
  "an authorizer of %j has verified nobody",
  (authorizer) => {
    expect(readRequest({ ...HTTP_API, requestContext: { authorizer } }).claims).toBeUndefined();
  },
);

test.each([undefined, null, 5, "event", [], {}, { requestContext: null }])("%j is no request", (event) => {
  expect(() => readRequest(event)).toThrow("this is not a request");
});

test("path and query are read decoded, and a name that is there twice by its last value", () => {
  expect(
    readRequest({
      ...HTTP_API,
      pathParameters: { email: "bob@acme.example" },
      rawQueryString: "q=a%26b%2C+c&limit=1&limit=2",
      requestContext: { ...HTTP_API.requestContext, domainName: "api.example.com" },
    }),
  ).toMatchObject({
    path: { email: "bob@acme.example" },
    query: { q: "a&b, c", limit: "2" },
    host: "api.example.com",
  });
  expect(readRequest({ ...REST_API, queryStringParameters: { q: "a" } })).toMatchObject({
    query: { q: "a" },
  });
});
