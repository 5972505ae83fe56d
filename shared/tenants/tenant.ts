import { FaultError } from "../runtime/errors";
import { textReader } from "../runtime/readers";
import { isRole, type Role } from "./role";

export interface Tenant {
  readonly id: string;
  readonly name: string;
  readonly status: "active" | "suspended";
  readonly defaultRole: Role;
}

/**
 * Reads a tenant as the table holds it. One that is malformed is a fault, not a tenant that lets people in or keeps
 * them out.
 */
export function readTenant(id: string, item: Readonly<Record<string, unknown>>): Tenant {
  const { name, status, defaultRole } = item;
  if (
    !isTenantId(id) ||
    typeof name !== "string" ||
    !(status === "active" || status === "suspended") ||
    !isRole(defaultRole)
  )
    throw new FaultError(`the tenant ${id} is malformed`);
  return { id, name, status, defaultRole };
}

/** The place of operators, and of machines that serve every tenant; no tenant may bear this name. */
export const PLATFORM = "platform";

/** A tenant's id stands in claims and group names, so it is plain. */
export const isTenantId = (value: unknown): value is string =>
  typeof value === "string" && /^[a-z0-9][a-z0-9-]{1,62}$/.test(value) && value !== PLATFORM;

/** Where somebody can be a member: a tenant, or the platform. */
export const isPlace = (value: unknown): value is string => value === PLATFORM || isTenantId(value);

export const readTenantId = textReader(`a tenant's id other than ${PLATFORM}`, (text) =>
  isTenantId(text) ? text : undefined,
);
