import { createHash, createHmac } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import type { SignedRequest } from "../access";
import { decode, type GivenSignature, millisecondsOf, queryOf } from "./given-signature";

/** What is needed to sign a request as its sender should have. */
interface Signing {
  readonly request: SignedRequest;
  readonly given: GivenSignature;
  readonly secretAccessKey: string;
  readonly payloadHash: string;
  /** S3 takes paths as they are. */
  readonly escapesPath: boolean;
}

/** The signature that the request has if its sender has this key. */
export const signAgain = (signing: Signing): Promise<string> => new Signer(signing).again();

class Signer extends SignatureV4 {
  constructor(private readonly signing: Signing) {
    const { given, secretAccessKey, escapesPath } = signing;
    super({
      credentials: { accessKeyId: given.accessKeyId, secretAccessKey },
      region: given.scope.region,
      service: given.scope.service,
      uriEscapePath: escapesPath,
      sha256: Sha256,
    });
  }

  async again(): Promise<string> {
    const { request, given, payloadHash } = this.signing;
    const { date, region, service } = given.scope;
    const canonical = this.createCanonicalRequest(requestOf(request), headersOf(this.signing), payloadHash);
    const scope = `${date}/${region}/${service}/aws4_request`;
    const toSign = await this.createStringToSign(given.time, scope, canonical, "AWS4-HMAC-SHA256");
    return this.sign(toSign, { signingDate: new Date(millisecondsOf(given.time)) });
  }
}

function requestOf({ method, target, headers }: SignedRequest) {
  const query: Record<string, string[]> = Object.fromEntries(
    [...queryOf(target)].map(([name, values]) => [name, [...values]]),
  );
  return {
    method,
    path: canonical(target.replace(/\?.*$/s, "")),
    query,
    headers: {},
    protocol: "http:",
    hostname: headers.host ?? "",
  };
}

/** A path as it is signed, whichever of its characters were escaped on the way. */
const canonical = (path: string): string =>
  path
    .split("/")
    .map((segment) =>
      encodeURIComponent(decode(segment)).replace(
        /[!'()*]/g,
        (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
    )
    .join("/");

/** The signed headers alone, as the standard writes them. */
function headersOf({ request: { headers }, given }: Signing): Record<string, string> {
  return Object.fromEntries(
    given.signedHeaders.map((name) => {
      const value = (Object.hasOwn(headers, name) ? headers[name] : undefined) ?? "";
      const text = Array.isArray(value) ? value.join(",") : value;
      return [name, text.trim().replace(/\s+/g, " ")];
    }),
  );
}

/** The platform's own, in the form that the signer wants. */
class Sha256 {
  private readonly hash: { update(data: Uint8Array): unknown; digest(): Buffer };

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.hash = secret === undefined ? createHash("sha256") : createHmac("sha256", bytesOf(secret));
  }

  update(data: Uint8Array): void {
    this.hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }

  reset(): void {}
}

function bytesOf(secret: string | ArrayBuffer | ArrayBufferView): Buffer {
  if (typeof secret === "string") return Buffer.from(secret);
  return ArrayBuffer.isView(secret)
    ? Buffer.from(secret.buffer, secret.byteOffset, secret.byteLength)
    : Buffer.from(secret);
}
