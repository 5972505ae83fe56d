import { type Brand, readBrand } from "../messages/brand";
import { FaultError } from "../runtime/errors";
import { InvalidValueError, textReader } from "../runtime/readers";
import { isRole, type Role } from "./role";

export interface Tenant {
  readonly id: string;
  readonly name: string;
  readonly status: "active" | "suspended";
  readonly defaultRole: Role;
  /** How it looks in mails to its people. */
  readonly brand?: Brand;
  /** Goes up with every change; 0 before the first one. */
  readonly version: number;
}

/**
 * Reads a tenant from the table. A malformed one is a fault, so that it neither lets people in nor keeps them out.
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

/** A brand grants nothing, so a malformed one counts as none. */
function brandIn({ brand }: Readonly<Record<string, unknown>>): Brand | undefined {
  if (brand === undefined) return undefined;
  try {
    return readBrand("brand", brand);
  } catch (error) {
    if (error instanceof InvalidValueError) return undefined;
    throw error;
  }
}

/** The place of operators, and of machines that serve every tenant. No tenant may have this id. */
export const PLATFORM = "platform";

/** Whether a value can be a tenant's id. It is plain, because it stands in claims and group names. */
export const isTenantId = (value: unknown): value is string =>
  typeof value === "string" && /^[a-z0-9][a-z0-9-]{1,62}$/.test(value) && value !== PLATFORM;

/** Whether somebody can be a member there: a tenant, or the platform. */
export const isPlace = (value: unknown): value is string => value === PLATFORM || isTenantId(value);

export const readTenantId = textReader(`a tenant's id other than ${PLATFORM}`, (text) =>
  isTenantId(text) ? text : undefined,
);
