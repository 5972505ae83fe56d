import { validateHeaderName, validateHeaderValue } from "node:http";
import type { Integration } from "../stack/http-api";
import { type Answer, INTERNAL_ERROR } from "./answer";

/** The gateway itself writes these headers. */
const OWN_HEADERS = new Set(["connection", "content-length", "date", "keep-alive", "transfer-encoding"]);
const DEFAULT_TYPE = "text/plain; charset=utf-8";
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

type Fields = Readonly<Record<string, unknown>>;

/** Turns what a function has returned into an HTTP answer. What cannot be one is an internal error. */
export function answerOf(payload: unknown, format: Integration["payloadFormat"]): Answer {
  // Only format 2.0 infers the answer: a result without a status is the body of a 200.
  if (format === "2.0" && !(isFields(payload) && "statusCode" in payload))
    return {
      status: 200,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(payload ?? null),
    };
  if (!isFields(payload)) return INTERNAL_ERROR;
  const status = readStatus(payload.statusCode);
  const body = readBody(payload);
  const headers = format === "2.0" ? headersOf2(payload) : headersOf1(payload);
  if (status === undefined || body === undefined || headers === undefined) return INTERNAL_ERROR;
  return { status, headers: { "content-type": DEFAULT_TYPE, ...headers }, body };
}

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const readStatus = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isInteger(value) && value >= 200 && value <= 599 ? value : undefined;

function readBody({ body, isBase64Encoded = false }: Fields): string | Buffer | undefined {
  const text = body ?? "";
  if (typeof text !== "string" || typeof (isBase64Encoded ?? false) !== "boolean") return undefined;
  if (isBase64Encoded !== true) return text;
  return BASE64.test(text) ? Buffer.from(text, "base64") : undefined;
}

function headersOf2({ headers, cookies }: Fields): Answer["headers"] | undefined {
  const single = readHeaders(headers, (value) => (isHeaderValue(value) ? [String(value)] : undefined));
  const given = cookies ?? [];
  if (single === undefined || !Array.isArray(given) || !given.every((cookie) => isCookie(cookie)))
    return undefined;
  if (given.length === 0) return single;
  return { ...single, "set-cookie": [...(single["set-cookie"] ?? []), ...given] };
}

function headersOf1({ headers, multiValueHeaders }: Fields): Answer["headers"] | undefined {
  const single = readHeaders(headers, (value) => (isHeaderValue(value) ? [String(value)] : undefined));
  const multiple = readHeaders(multiValueHeaders, (value) =>
    Array.isArray(value) && value.every(isHeaderValue) ? value.map(String) : undefined,
  );
  if (single === undefined || multiple === undefined) return undefined;
  const merged: Record<string, readonly string[]> = { ...single };
  for (const [name, values] of Object.entries(multiple))
    merged[name] = [...new Set([...values, ...(single[name] ?? [])])];
  return merged;
}

function readHeaders(
  headers: unknown,
  read: (value: unknown) => readonly string[] | undefined,
): Readonly<Record<string, readonly string[]>> | undefined {
  if (headers === undefined || headers === null) return {};
  if (!isFields(headers)) return undefined;
  const result: Record<string, readonly string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    const values = read(value);
    if (values === undefined || !values.every((one) => isSendable(name, one))) return undefined;
    if (!OWN_HEADERS.has(name.toLowerCase())) result[name.toLowerCase()] = values;
  }
  return result;
}

const isHeaderValue = (value: unknown): value is string | number | boolean =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean";

const isCookie = (value: unknown): value is string =>
  typeof value === "string" && isSendable("set-cookie", value);

function isSendable(name: string, value: string): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}
