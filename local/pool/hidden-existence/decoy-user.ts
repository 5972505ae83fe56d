import { createHmac } from "node:crypto";
import { verifierOf } from "../passwords/srp";
import type { StoredPassword } from "../passwords/stored-password";
import type { Pool } from "../pool";

/** A made-up user for an unknown login. It stays the same for the same login, as it does for a known one. */
export function decoyUser(pool: Pool, login: string): { username: string; srp: StoredPassword["srp"] } {
  const derive = (what: string) =>
    createHmac("sha256", pool.keys.access.privateKey).update(`${what} ${login.toLowerCase()}`).digest("hex");
  const id = derive("username");
  const variant = "89ab".charAt(Number.parseInt(id.charAt(16), 16) % 4);
  const madeUp = `${id.slice(0, 8)}-${id.slice(8, 12)}-4${id.slice(13, 16)}-${variant}${id.slice(17, 20)}-${id.slice(20, 32)}`;
  return {
    username: pool.settings.usernameAttributes.length > 0 ? madeUp : login,
    srp: { salt: derive("salt").slice(0, 32), verifier: verifierOf(derive("password")) },
  };
}
