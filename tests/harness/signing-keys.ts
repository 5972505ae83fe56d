import { generateKeyPairSync } from "node:crypto";
import { linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { SigningKey } from "../../local/pool/tokens/jwt";

const STORE = path.join(__dirname, "..", "..", "node_modules", ".cache", "test-keys");

/**
 * The two keys of a pool. Making them takes longer than most tests, so all test pools share two keys, which are
 * made when they are first needed on a computer. Only the key ids differ by pool.
 */
export const signingKeys = (pool: string): Record<"id" | "access", SigningKey> => ({
  id: { kid: `${pool}-id`, privateKey: keyCalled("id") },
  access: { kid: `${pool}-access`, privateKey: keyCalled("access") },
});

function keyCalled(name: string): string {
  const file = path.join(STORE, `${name}.pem`);
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  mkdirSync(STORE, { recursive: true });
  const work = mkdtempSync(path.join(STORE, "making-"));
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  writeFileSync(path.join(work, "key"), privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  try {
    linkSync(path.join(work, "key"), file);
  } catch (error) {
    // Another worker was faster, so both use its key.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(work, { recursive: true });
  }
  return readFileSync(file, "utf8");
}
