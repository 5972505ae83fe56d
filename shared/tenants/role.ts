/** The roles of a person in a tenant, lowest first. */
export const ROLES = ["viewer", "member", "admin"] as const;

export type Role = (typeof ROLES)[number];

export const LOWEST_ROLE: Role = ROLES[0];

export const isRole = (value: unknown): value is Role => ROLES.some((role) => role === value);

export const isLower = (role: Role, than: Role): boolean => ROLES.indexOf(role) < ROLES.indexOf(than);
