import type { StringMap } from "../../shared/json";
import type { LegacyUser } from "../../shared/legacy-users/legacy-user";
import { textReader } from "../../shared/runtime/readers";
import { isRole } from "../../shared/tenants/role";
import { isTenantId } from "../../shared/tenants/tenant";

const ANY = /^[^\0]{1,2048}$/s;

/** The standard attributes that a legacy user may bring along, and what Cognito accepts in them. */
export const STANDARD_ATTRIBUTES: ReadonlyMap<string, RegExp> = new Map([
  ["name", ANY],
  ["given_name", ANY],
  ["family_name", ANY],
  ["middle_name", ANY],
  ["nickname", ANY],
  ["preferred_username", ANY],
  ["profile", ANY],
  ["picture", ANY],
  ["website", ANY],
  ["gender", ANY],
  ["zoneinfo", ANY],
  ["locale", ANY],
  ["address", ANY],
  ["birthdate", /^\d{4}-\d{2}-\d{2}$/],
  ["phone_number", /^\+[1-9]\d{1,14}$/],
]);

/** The pool's own attributes that legacy users may bring along, with the lengths that its schema takes. */
export type CustomAttributes = ReadonlyMap<string, RegExp>;

/** Reads `custom:college=1-100`. */
export const readCustomAttributes = textReader(
  "none, or entries such as custom:name=1-100, separated by commas without spaces",
  (text): CustomAttributes | undefined => {
    if (text === "none") return new Map();
    const entries = text.split(",").map((entry) => /^(custom:[\w-]+)=(\d+)-(\d+)$/.exec(entry));
    if (entries.includes(null)) return undefined;
    return new Map(
      entries.map((entry) => {
        const [, name = "", shortest, longest] = entry ?? [];
        return [name, new RegExp(`^[^\\0]{${shortest},${longest}}$`, "s")];
      }),
    );
  },
);

export interface MappedAttributes {
  readonly userAttributes: Readonly<Record<string, string>>;
  /** Names of attributes that the pool does not take. One of them would fail the migration. */
  readonly dropped: readonly string[];
}

/** What the migrated user is created with. Never a `sub`, and nothing that the pool's schema does not know. */
export function mapAttributes(
  user: LegacyUser,
  { email, emailVerified }: { email: string; emailVerified: boolean },
  customAttributes: CustomAttributes,
): MappedAttributes {
  const dropped: string[] = [];
  const kept: [string, string][] = [];
  for (const [name, value] of Object.entries(user.attributes)) {
    // Many tables hold an empty text where there is no value.
    if (value === "") continue;
    const accepts = STANDARD_ATTRIBUTES.get(name) ?? customAttributes.get(name);
    if (accepts?.test(value)) kept.push([name, value]);
    else dropped.push(name);
  }
  return {
    userAttributes: {
      ...Object.fromEntries(kept),
      ...assignment(user, dropped),
      email,
      ...(emailVerified && { email_verified: "true" }),
      "custom:legacy_id": user.id,
    },
    dropped,
  };
}

/** A role counts only within a tenant. An unknown one is dropped, and the tenant's default applies. */
function assignment({ tenantId, role }: LegacyUser, dropped: string[]): StringMap {
  if (!isTenantId(tenantId)) {
    if (tenantId !== undefined) dropped.push("tenantId");
    if (role !== undefined) dropped.push("role");
    return {};
  }
  if (isRole(role)) return { "custom:tenant_id": tenantId, "custom:role": role };
  if (role !== undefined) dropped.push("role");
  return { "custom:tenant_id": tenantId };
}
