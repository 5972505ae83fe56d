import type { Texts } from "../api/input/shapes";
import { createCode } from "../messages/codes";
import { sendCode } from "../messages/messages";
import type { Client, Pool } from "../pool";
import { ADDRESSES, type Address } from "./addresses";
import { changeAttributes } from "./attribute-changes";
import type { Attributes } from "./attributes";
import { requireOwnNames } from "./own-names";
import { updateUser } from "./users";

interface Origin {
  /** Undefined for an administrator. */
  readonly client: Client | undefined;
  readonly clientMetadata: Texts | undefined;
}

/** Writes new values, and sends a code to every new address that has to be verified. Tells where the codes went. */
export async function updateAttributes(pool: Pool, username: string, changes: Attributes, origin: Origin) {
  requireOwnNames(pool, username, changes);
  const codes: [Address, string][] = [];
  const updated = updateUser(pool, username, (user) => {
    const { attributes, pendingAttributes, unproven } = changeAttributes(pool.settings, user, changes);
    const stay = ADDRESSES.every((name) => attributes[name] === user.attributes[name]);
    // A code proves only the address that it was sent to.
    const kept = Object.fromEntries(
      Object.entries(user.codes).filter(([purpose]) =>
        purpose.startsWith("verify:") ? changes[purpose.slice("verify:".length)] === undefined : stay,
      ),
    );
    for (const address of unproven.filter((name) => pool.settings.autoVerified.includes(name))) {
      const { code, kept: digest } = createCode("verify", pool.now());
      codes.push([address, code]);
      kept[`verify:${address}`] = digest;
    }
    return { attributes, pendingAttributes, codes: kept };
  });
  const deliveries: Awaited<ReturnType<typeof sendCode>>[] = [];
  for (const [address, code] of codes) {
    const to = updated.pendingAttributes[address] ?? updated.attributes[address] ?? "";
    const message = { occasion: "UpdateUserAttribute", user: updated, address, to, code, ...origin } as const;
    deliveries.push(await sendCode(pool, message));
  }
  return deliveries;
}

export function deleteAttributes(pool: Pool, username: string, names: readonly string[]): void {
  const empty = Object.fromEntries(names.map((name) => [name, ""]));
  updateUser(pool, username, (user) => {
    const { attributes, pendingAttributes } = changeAttributes(pool.settings, user, empty);
    return { attributes, pendingAttributes };
  });
}
