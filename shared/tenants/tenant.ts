import { type Brand, readBrand } from "../messages/brand";
import { FaultError } from "../runtime/errors";
import { InvalidValueError, textReader } from "../runtime/readers";
import { isRole, type Role } from "./role";

export interface Tenant {
  readonly id: string;
  readonly name: string;
  readonly status: "active" | "suspended";
  readonly defaultRole: Role;
  /** How it shows itself to its people. */
  readonly brand?: Brand;
  /** Goes up with every change; 0 before the first one. */
  readonly version: number;
}

/**
 * Reads a tenant as the table holds it. One that is malformed is a fault, not a tenant that lets people in or keeps
 * them out.
 */
export function readTenant(id: string, item: Readonly<Record<string, unknown>>): Tenant {
  const { name, status, defaultRole, version = 0 } = item;
  if (
    !isTenantId(id) ||
    typeof name !== "string" ||
    !(status === "active" || status === "suspended") ||
    !isRole(defaultRole) ||
    typeof version !== "number"
  )
    throw new FaultError(`the tenant ${id} is malformed`);
  const brand = brandIn(item);
  return { id, name, status, defaultRole, ...(brand !== undefined && { brand }), version };
}

/** A brand lets nobody in, so a malformed one is as good as none. */
function brandIn({ brand }: Readonly<Record<string, unknown>>): Brand | undefined {
  if (brand === undefined) return undefined;
  try {
    return readBrand("brand", brand);
  } catch (error) {
    if (error instanceof InvalidValueError) return undefined;
    throw error;
  }
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
