import { createHash } from "node:crypto";
import type { SignedRequest } from "../access";
import { isSame } from "../role-sessions";
import { type GivenSignature, millisecondsOf, queryOf, SignatureError } from "./given-signature";
import { signAgain } from "./sign-again";
import type { Words } from "./words";

/** How a service wants requests signed. */
export interface SignedService {
  readonly name: "s3" | "dynamodb";
  readonly words: Words;
  /** How far the clocks may be apart. */
  readonly skewMs: number;
  /** S3: the path is signed as it is, the body's hash stands in a header, and may be left out; addresses can be presigned. */
  readonly isStorage: boolean;
}

interface Expected {
  readonly service: SignedService;
  readonly region: string;
  readonly secretAccessKey: string;
  readonly now: Date;
}

/** Throws a SignatureError unless the request was signed with the secret key, for this service, and recently. */
export async function verifySignature(
  request: SignedRequest,
  given: GivenSignature,
  { service, region, secretAccessKey, now }: Expected,
): Promise<void> {
  if (given.expiresIn !== undefined && !service.isStorage)
    throw new SignatureError("not imitated", "a presigned address");
  checkScope(given, service, region);
  checkHeaders(request, given);
  const payloadHash = payloadHashOf(request, given, service);
  const escapesPath = !service.isStorage;
  const expected = await signAgain({ request, given, secretAccessKey, payloadHash, escapesPath });
  if (!isSame(expected, given.signature)) throw new SignatureError("mismatch");
  checkTime(given, service, now);
}

function checkScope({ scope, time }: GivenSignature, service: SignedService, region: string): void {
  const wrong = (what: string, is: string, expected: string) =>
    new SignatureError("scope", `the ${what} '${is}' is wrong; expecting '${expected}'`);
  if (scope.region !== region) throw wrong("region", scope.region, region);
  if (scope.service !== service.name) throw wrong("service", scope.service, service.name);
  if (scope.date !== time.slice(0, 8)) throw wrong("date", scope.date, time.slice(0, 8));
}

/** Headers that change the meaning of a request must be signed, so that nobody can add one to a signed request. */
function checkHeaders({ headers }: SignedRequest, { signedHeaders }: GivenSignature): void {
  const unsigned = Object.keys(headers).find(
    (name) => (name === "host" || name.startsWith("x-amz-")) && !signedHeaders.includes(name),
  );
  if (unsigned !== undefined) throw new SignatureError("unsigned header", unsigned);
  if (!signedHeaders.includes("host")) throw new SignatureError("unsigned header", "host");
}

/** What is signed in place of the body. */
function payloadHashOf(request: SignedRequest, given: GivenSignature, { isStorage }: SignedService): string {
  const hash = createHash("sha256").update(request.body).digest("hex");
  const said = saidHash(request, given, isStorage);
  if (said === undefined) {
    if (isStorage) throw new SignatureError("malformed", "x-amz-content-sha256 is missing");
    return hash;
  }
  if (isStorage && (said === "UNSIGNED-PAYLOAD" || said === "STREAMING-UNSIGNED-PAYLOAD-TRAILER"))
    return said;
  if (said.startsWith("STREAMING-")) throw new SignatureError("not imitated", `a body sent as ${said}`);
  if (!isSame(said, hash)) throw new SignatureError("body");
  return said;
}

function saidHash(
  { headers, target }: SignedRequest,
  { expiresIn }: GivenSignature,
  isStorage: boolean,
): string | undefined {
  const header = headers["x-amz-content-sha256"];
  if (header !== undefined || expiresIn === undefined || !isStorage) return header?.toString();
  return queryOf(target).get("X-Amz-Content-Sha256")?.join(",") ?? "UNSIGNED-PAYLOAD";
}

function checkTime({ time, expiresIn }: GivenSignature, { skewMs }: SignedService, now: Date): void {
  const age = now.getTime() - millisecondsOf(time);
  if (age < -skewMs) throw new SignatureError("time", time);
  if (expiresIn === undefined ? age > skewMs : age >= expiresIn * 1_000)
    throw new SignatureError(expiresIn === undefined ? "time" : "late", time);
}
