import type { Role } from "../people/role";

export interface Tenant {
  readonly id: string;
  readonly name: string;
  readonly status: "active" | "suspended";
  readonly defaultRole: Role;
}

/** The place of machines that serve every tenant; no tenant may bear this name. */
export const PLATFORM = "platform";

/** A tenant's id stands in claims and group names, so it is plain. */
export const isTenantId = (value: unknown): value is string =>
  typeof value === "string" && /^[a-z0-9][a-z0-9-]{1,62}$/.test(value) && value !== PLATFORM;
