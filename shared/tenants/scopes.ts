import type { Role } from "./role";
import { PLATFORM } from "./tenant";

/** The scopes of our resource server. infra/clients.yml declares the same ones. */
export const SCOPES = [
  "profile.read",
  "profile.write",
  "members.read",
  "members.manage",
  "tenants.read",
  "tenants.manage",
] as const;

export type Scope = (typeof SCOPES)[number];

/** OpenID's own scopes give no access to the API, so a ceiling does not list them. */
export const OPENID_SCOPES: readonly string[] = ["openid", "email", "phone", "profile"];

const OF_EVERYBODY: readonly Scope[] = ["profile.read", "profile.write"];
const OF_ADMINS: readonly Scope[] = [...OF_EVERYBODY, "members.read", "members.manage"];

/** The scopes of each role in a tenant. */
const IN_TENANT: Readonly<Record<Role, readonly Scope[]>> = {
  viewer: OF_EVERYBODY,
  member: OF_EVERYBODY,
  admin: OF_ADMINS,
};

/** Members of the platform are operators. Only admins of the platform change anything. */
const ON_PLATFORM: Readonly<Record<Role, readonly Scope[]>> = {
  viewer: [...OF_EVERYBODY, "members.read", "tenants.read"],
  member: [...OF_EVERYBODY, "members.read", "tenants.read"],
  admin: SCOPES,
};

export const scopesOf = (tenantId: string, role: Role): readonly Scope[] =>
  (tenantId === PLATFORM ? ON_PLATFORM : IN_TENANT)[role];

/** The most that a machine can hold. A tenant's machine has no access to other tenants. */
export const scopesOfMachine = (tenantId: string): readonly Scope[] =>
  tenantId === PLATFORM ? SCOPES : OF_ADMINS;
