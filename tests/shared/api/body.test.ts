import {
  EMAIL,
  LOCALE,
  oneOf,
  optional,
  PASSWORD,
  readBody,
  removable,
  text,
  textMap,
} from "../../../shared/api/body";
import { Problem } from "../../../shared/api/problem";
import type { ApiRequest } from "../../../shared/api/request";

const request = (body: string | undefined, contentType = "application/json"): ApiRequest => ({
  route: "POST /somewhere",
  path: {},
  query: {},
  host: undefined,
  headers: { "content-type": contentType },
  cookies: [],
  body,
  claims: undefined,
});

const FIELDS = {
  email: EMAIL,
  kind: optional(oneOf("one", "other")),
  note: removable(text(5)),
  metadata: optional(textMap(/^\w+$/, 2)),
};

function problemWith(body: string | undefined, contentType?: string): Problem {
  try {
    readBody(request(body, contentType), FIELDS);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error("the body was taken");
}
const complaint = (body: object) => problemWith(JSON.stringify({ email: "a@b.example", ...body })).errors;

test("a body has the fields that are known, and no others", () => {
  const body = { email: "a@b.example", kind: "one", note: null, metadata: { some: "thing" } };
  expect(readBody(request(JSON.stringify(body)), FIELDS)).toEqual(body);
  expect(readBody(request('{"email":"a@b.example"}'), FIELDS)).toEqual({
    email: "a@b.example",
    kind: undefined,
    note: undefined,
    metadata: undefined,
  });
  expect(complaint({ role: "admin", "custom:role": "admin" })).toEqual([
    { field: "role", detail: "is not a field of this request" },
    { field: "custom:role", detail: "is not a field of this request" },
  ]);
});

test.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
  "%s is a name like any other",
  (name) => {
    const body = `{"email":"a@b.example","${name}":{"kind":"one"}}`;
    expect(problemWith(body).errors).toEqual([{ field: name, detail: "is not a field of this request" }]);
    const own = `{"email":"a@b.example","metadata":{"${name}":"x"}}`;
    const { metadata } = readBody(request(own), FIELDS);
    expect(Object.entries(metadata ?? {})).toEqual([[name, "x"]]);
    expect(Object.getPrototypeOf(metadata)).toBeNull();
  },
);

test.each([
  ["nothing", undefined],
  ["an empty body", ""],
  ["a list", "[]"],
  ["null", "null"],
  ["a text", '"email"'],
  ["what is cut off", '{"email":'],
  ["a form", "email=a@b.example"],
  ["a million brackets", "[".repeat(15_000)],
])("%s is not a body", (_, body) => {
  expect(problemWith(body)).toMatchObject({ code: "invalid-request", status: 400 });
});

test("only JSON is read, whatever its parameters", () => {
  const body = '{"email":"a@b.example"}';
  expect(readBody(request(body, "application/json; charset=utf-8"), FIELDS).email).toBe("a@b.example");
  expect(readBody(request(body, "Application/JSON"), FIELDS).email).toBe("a@b.example");
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""])
    expect(problemWith(body, type)).toMatchObject({ code: "unsupported-media-type", status: 415 });
});

test("a body has at most 16 kB, in bytes", () => {
  const body = (letter: string, count: number) => JSON.stringify({ email: letter.repeat(count) });
  expect(problemWith(body("a", 16_371))).toMatchObject({ code: "invalid-request" });
  expect(problemWith(body("a", 16_373))).toMatchObject({ code: "too-large", status: 413 });
  expect(problemWith(body("ä", 8_200))).toMatchObject({ code: "too-large" });
});

test("all that is wrong is said at once, without what was sent", () => {
  const problem = problemWith(JSON.stringify({ email: "not an address", kind: "third", note: "too long" }));
  expect(problem.errors).toEqual([
    { field: "email", detail: "must be an e-mail address" },
    { field: "kind", detail: "must be one of one, other" },
    { field: "note", detail: "has more than 5 characters" },
  ]);
  expect(JSON.stringify(problem)).not.toMatch(/not an address|third|too long/);
});

test.each([
  ["a number", 5],
  ["true", true],
  ["null", null],
  ["a list", ["a@b.example"]],
  ["an object", { toString: "a@b.example" }],
  ["an empty text", ""],
])("%s is no text", (_, value) => {
  expect(complaint({ email: value })).toEqual([{ field: "email", detail: "must be text" }]);
});

test.each(["a@b.example\r\nSet-Cookie: x=1", "a@b.example\u0000", "a\ud800@b.example"])(
  "%j holds what no line of text has",
  (email) => {
    expect(complaint({ email })).toEqual([{ field: "email", detail: "holds characters that are not text" }]);
  },
);

test.each([
  ["text"],
  [["x"]],
  [{ a: 1 }],
  [{ a: { b: "c" } }],
  [{ "a b": "c" }],
  [{ a: "1", b: "2", c: "3" }],
  [{ a: "x\u0000" }],
  [{ a: "x".repeat(2_049) }],
])("%j is no map of few texts", (metadata) => {
  expect(complaint({ metadata })).toMatchObject([{ field: "metadata" }]);
});

test("a password may hold anything that can be typed", () => {
  const fields = { password: PASSWORD };
  for (const password of ["correct horse", "pä$$wörd🔑", " leading", "'; DROP TABLE users; --"])
    expect(readBody(request(JSON.stringify({ password })), fields)).toEqual({ password });
});

test("a locale is a language, with a region or without", () => {
  const fields = { locale: LOCALE };
  for (const locale of ["en", "de-CH", "pt_BR", "zh-Hant-TW"])
    expect(readBody(request(JSON.stringify({ locale })), fields)).toEqual({ locale });
  for (const locale of ["e", "english!", "en-", "<b>"])
    expect(() => readBody(request(JSON.stringify({ locale })), fields)).toThrow(Problem);
});
