import { sign } from "node:crypto";
import type { Claims, SigningKey } from "../../local/pool/tokens/jwt";

/** A token with the pool's signature. It is made synchronously, because test tables cannot wait. */
export function signedJwt(claims: Claims, { kid, privateKey }: SigningKey): string {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const content = `${encode({ kid, alg: "RS256" })}.${encode(claims)}`;
  return `${content}.${sign("sha256", Buffer.from(content), privateKey).toString("base64url")}`;
}
