import { createHmac } from "node:crypto";
import { codeMismatch } from "../api/errors";
import { afterWrongTry, checkCode, createCode } from "../messages/codes";
import { codeDelivery } from "../messages/messages";
import type { Pool } from "../pool";
import type { Address } from "../users/addresses";

/**
 * The masked address that an unknown login would get a code at. For a login that is not an address, it is made up,
 * and stays the same.
 */
export function decoyDelivery(pool: Pool, login: string, address: Address = "email") {
  const letters = createHmac("sha256", pool.keys.access.privateKey).update(login.toLowerCase()).digest();
  if (address === "phone_number")
    return codeDelivery(address, `+${String(1e10 + (letters.readUInt32BE() % 1e10))}`);
  const letter = (position: number) => String.fromCharCode(97 + (letters.readUInt8(position) % 26));
  return codeDelivery("email", login.includes("@") ? login : `${letter(0)}@${letter(1)}`);
}

/** Answers as if a code had been sent. A code that nobody knows is kept, so that later tries fail in the usual ways. */
export function sendDecoyCode(pool: Pool, login: string) {
  pool.decoyCodes.put(login.toLowerCase(), createCode("forgot-password", pool.now()).kept);
  return decoyDelivery(pool, login);
}

/** The error that a known person would get: for a wrong code, or for a code that was not requested. */
export function refuseDecoyCode(pool: Pool, login: string, typed: string): Error {
  const id = login.toLowerCase();
  const code = pool.decoyCodes.get(id);
  const verdict = checkCode(typed, code, pool.now());
  if (code !== undefined) pool.decoyCodes.put(id, afterWrongTry(code));
  return verdict === "right" ? codeMismatch() : verdict;
}
