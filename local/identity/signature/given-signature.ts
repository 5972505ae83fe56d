import type { SignedRequest } from "../access";
import type { SignatureFault } from "./words";

/** The signature of a request, from a header or the query. It is not verified yet. */
export interface GivenSignature {
  readonly accessKeyId: string;
  readonly scope: Readonly<Record<"date" | "region" | "service", string>>;
  /** Such as `20260501T120000Z`. */
  readonly time: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly sessionToken: string | undefined;
  /** How many seconds a presigned address counts; undefined for a header. */
  readonly expiresIn: number | undefined;
}

export class SignatureError extends Error {
  constructor(
    readonly fault: SignatureFault,
    detail = "",
  ) {
    super(detail);
  }
}

const ALGORITHM = "AWS4-HMAC-SHA256";
const LONGEST_SECONDS = 7 * 24 * 3_600;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
export function readSignature({
  headers,
  target,
}: Pick<SignedRequest, "headers" | "target">): GivenSignature {
  const query = queryOf(target);
  const isPresigned = [...query.keys()].some((name) =>
    /^x-amz-(algorithm|signature|credential)$/i.test(name),
  );
  if (headers.authorization === undefined && !isPresigned) throw new SignatureError("missing");
  if (headers.authorization !== undefined && isPresigned) throw malformed("it is signed in two ways");
  return isPresigned ? inQuery(query) : inHeader(headers);
}

const malformed = (detail: string) => new SignatureError("malformed", detail);

function inHeader(headers: SignedRequest["headers"]): GivenSignature {
  const [, credential = "", signedHeaders = "", signature = ""] =
    /^AWS4-HMAC-SHA256 Credential=([^\s,]+), ?SignedHeaders=([^\s,]+), ?Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? "",
    ) ?? [];
  if (signature === "") throw malformed("Credential, SignedHeaders and Signature are expected");
  return {
    ...readCredential(credential),
    time: readTime(textOf(headers["x-amz-date"])),
    signedHeaders: readNames(signedHeaders),
    signature,
    sessionToken: textOf(headers["x-amz-security-token"]),
    expiresIn: undefined,
  };
}

function inQuery(query: Query): GivenSignature {
  const only = (name: string): string | undefined => {
    const values = query.get(name) ?? [];
    if (values.length > 1) throw malformed(`${name} is given more than once`);
    return values[0];
  };
  if (only("X-Amz-Algorithm") !== ALGORITHM) throw malformed(`X-Amz-Algorithm is not ${ALGORITHM}`);
  const seconds = only("X-Amz-Expires") ?? "";
  const expiresIn = /^\d{1,6}$/.test(seconds) ? Number(seconds) : 0;
  if (expiresIn < 1 || expiresIn > LONGEST_SECONDS)
    throw malformed("X-Amz-Expires must be less than a week (in seconds)");
  const signature = only("X-Amz-Signature") ?? "";
  if (!/^[0-9a-f]{64}$/.test(signature)) throw malformed("X-Amz-Signature is missing");
  return {
    ...readCredential(only("X-Amz-Credential") ?? ""),
    time: readTime(only("X-Amz-Date")),
    signedHeaders: readNames(only("X-Amz-SignedHeaders") ?? ""),
    signature,
    sessionToken: only("X-Amz-Security-Token"),
    expiresIn,
  };
}

function readCredential(credential: string): Pick<GivenSignature, "accessKeyId" | "scope"> {
  const [accessKeyId = "", date = "", region = "", service = "", end, ...others] = credential.split("/");
  if (accessKeyId === "" || end !== "aws4_request" || others.length > 0)
    throw malformed("the Credential is not of the form key/date/region/service/aws4_request");
  return { accessKeyId, scope: { date, region, service } };
}

function readTime(time: string | undefined): string {
  if (time === undefined || !/^\d{8}T\d{6}Z$/.test(time) || Number.isNaN(millisecondsOf(time)))
    throw malformed("X-Amz-Date is not of the form yyyyMMddTHHmmssZ");
  return time;
}

export const millisecondsOf = (time: string): number =>
  Date.parse(time.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, "$1-$2-$3T$4:$5:$6Z"));

function readNames(names: string): readonly string[] {
  const list = names.split(";");
  if (list.some((name) => !/^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(name)) || new Set(list).size < list.length)
    throw malformed("SignedHeaders are not names in lower case");
  return list;
}

export type Query = ReadonlyMap<string, readonly string[]>;

/** All values by the names of the parameters. A plus is a space, as browsers write it and S3 reads it. */
export function queryOf(target: string): Query {
  const query = new Map<string, string[]>();
  const start = target.indexOf("?");
  for (const part of start < 0 ? [] : target.slice(start + 1).split("&")) {
    if (part === "") continue;
    const [name = "", ...value] = part.replaceAll("+", " ").split("=");
    const key = decode(name);
    // The signer drops this name, so no signature would cover it.
    if (key === "__proto__") throw malformed("a parameter has a name that is not imitated");
    query.set(key, [...(query.get(key) ?? []), decode(value.join("="))]);
  }
  return query;
}

export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw malformed("the address is not encoded as addresses are");
  }
}

/** Node joins what is sent more than once. */
const textOf = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header.join(",") : header;
