import { invalidParameter } from "../api/errors";
import type { Client, Pool } from "../pool";
import type { IdentityProviderSettings } from "../settings";
import { type Attributes, checkMutable, checkWritable, conforming } from "../users/attributes";
import { requireOwnNames } from "../users/own-names";
import type { User } from "../users/user";

const ADDRESSES = ["email", "phone_number"] as const;
const isVerification = (name: string): boolean => name.endsWith("_verified");

/** The attributes that the pool takes over from a provider. The user name is not mapped: the pool makes it. */
export function mapAttributes(
  { settings }: Pick<Pool, "settings">,
  client: Client,
  { attributeMapping }: IdentityProviderSettings,
  told: Attributes,
): Attributes {
  const named = Object.fromEntries(
    Object.entries(attributeMapping).flatMap(([name, source]) => {
      const value = told[source];
      return name === "username" || value === undefined || value === "" ? [] : [[name, value]];
    }),
  );
  const mapped = conforming(named, settings);
  checkWritable(
    Object.keys(mapped).filter((name) => !isVerification(name)),
    client,
  );
  return mapped;
}

/**
 * The attributes of a new account. Nobody has proven an address here, so an address counts as verified only if the
 * mapping takes over that the provider says so.
 */
export function firstAttributes({ settings }: Pick<Pool, "settings">, mapped: Attributes): Attributes {
  const missing = settings.schema
    .filter(({ name, required }) => required && name !== "sub" && mapped[name] === undefined)
    .map(({ name }) => name);
  if (missing.length > 0) throw invalidParameter(`attributes required: [${missing.join(", ")}]`);
  return {
    email_verified: "false",
    ...(mapped.phone_number !== undefined && { phone_number_verified: "false" }),
    ...mapped,
  };
}

/**
 * The attributes after a later sign-in. What the provider tells replaces the earlier values; what it leaves out
 * stays.
 */
export function refreshedAttributes(pool: Pool, user: User, mapped: Attributes): Attributes {
  checkMutable(Object.keys(mapped), pool.settings);
  if (user.status !== "EXTERNAL_PROVIDER") requireOwnNames(pool, user.username, mapped);
  const unproven = ADDRESSES.filter(
    (name) => mapped[name] !== undefined && mapped[name] !== user.attributes[name],
  ).map((name) => [`${name}_verified`, "false"]);
  return { ...user.attributes, ...Object.fromEntries(unproven), ...mapped };
}
