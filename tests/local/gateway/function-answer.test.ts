import { INTERNAL_ERROR } from "../../../local/gateway/answer";
import { answerOf } from "../../../local/gateway/function-answer";
import { route, testGateway } from "./test-gateway";

const JSON_TYPE = { "content-type": "application/json" };
const TEXT_TYPE = { "content-type": "text/plain; charset=utf-8" };

test.each([
  ["an object without a status", { name: "Ada" }, '{"name":"Ada"}'],
  [
    "an object with a body and no status",
    { body: "x", headers: { a: "b" } },
    '{"body":"x","headers":{"a":"b"}}',
  ],
  ["a text", "Hello", '"Hello"'],
  ["a list", [1, 2], "[1,2]"],
  ["nothing", null, "null"],
])("format 2.0 takes %s for the body of a 200", (_, payload, body) => {
  expect(answerOf(payload, "2.0")).toEqual({ status: 200, headers: JSON_TYPE, body });
  expect(answerOf(payload, "1.0")).toEqual(INTERNAL_ERROR);
});

test("a response keeps its status, its headers in lower case, its cookies and its body", () => {
  expect(
    answerOf(
      {
        statusCode: 201,
        headers: {
          "Content-Type": "text/html",
          "X-Count": 3,
          "Set-Cookie": "zero=0",
          "Content-Length": "99",
        },
        cookies: ["one=1; Secure", "two=2"],
        body: "<p>",
      },
      "2.0",
    ),
  ).toEqual({
    status: 201,
    headers: {
      "content-type": ["text/html"],
      "x-count": ["3"],
      "set-cookie": ["zero=0", "one=1; Secure", "two=2"],
    },
    body: "<p>",
  });
});

test("format 1.0 merges both kinds of headers, and knows no cookies", () => {
  expect(
    answerOf(
      {
        statusCode: 200,
        headers: { "x-one": "1", "x-two": "2" },
        multiValueHeaders: { "X-One": ["1", "one"] },
        cookies: ["one=1"],
      },
      "1.0",
    ),
  ).toEqual({
    status: 200,
    headers: { ...TEXT_TYPE, "x-one": ["1", "one"], "x-two": ["2"] },
    body: "",
  });
});

test("a base64 body is decoded", () => {
  const body = Buffer.from([0, 255]);
  expect(answerOf({ statusCode: 200, body: body.toString("base64"), isBase64Encoded: true }, "2.0")).toEqual({
    status: 200,
    headers: TEXT_TYPE,
    body,
  });
});

test.each([
  ["a status in words", { statusCode: "200" }],
  ["a status that is none", { statusCode: 99 }],
  ["no status at all", { statusCode: null }],
  ["a body that is no text", { statusCode: 200, body: { name: "Ada" } }],
  ["headers that are none", { statusCode: 200, headers: "none" }],
  ["a header with several values", { statusCode: 200, headers: { accept: ["a", "b"] } }],
  ["a header that cannot be sent", { statusCode: 200, headers: { "x-one": "a\r\nb: c" } }],
  ["the name of a header that cannot be sent", { statusCode: 200, headers: { "x one": "a" } }],
  ["cookies that are none", { statusCode: 200, cookies: "one=1" }],
  ["a cookie that cannot be sent", { statusCode: 200, cookies: ["a\r\nb: c"] }],
  ["a mark of base64 that is none", { statusCode: 200, isBase64Encoded: "true" }],
  ["base64 that is none", { statusCode: 200, body: "?", isBase64Encoded: true }],
])("%s is an internal error", (_, payload) => {
  expect(answerOf(payload, "2.0")).toEqual(INTERNAL_ERROR);
});

test("all of it reaches the client", async () => {
  const gateway = await testGateway({
    routes: [route("GET /")],
    answer: () => ({
      statusCode: 418,
      headers: { "content-type": "application/octet-stream", "x-one": "1" },
      cookies: ["one=1", "two=2"],
      body: Buffer.from([0, 255]).toString("base64"),
      isBase64Encoded: true,
    }),
  });
  const response = await gateway.fetch("/");
  expect(response.status).toBe(418);
  expect(Object.fromEntries(response.headers)).toEqual({
    "apigw-requestid": expect.stringMatching(/^[\w-]{15}=$/),
    connection: "keep-alive",
    "content-length": "2",
    "content-type": "application/octet-stream",
    date: expect.any(String),
    "keep-alive": expect.any(String),
    "set-cookie": "two=2",
    "x-one": "1",
  });
  expect(response.headers.getSetCookie()).toEqual(["one=1", "two=2"]);
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(new Uint8Array([0, 255]));
  await gateway.stop();
});
