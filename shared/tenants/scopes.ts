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

/** OpenID's own scopes open no door of ours, so a ceiling says nothing of them. */
export const OPENID_SCOPES: readonly string[] = ["openid", "email", "phone", "profile"];

const OF_EVERYBODY: readonly Scope[] = ["profile.read", "profile.write"];
const OF_ADMINS: readonly Scope[] = [...OF_EVERYBODY, "members.read", "members.manage"];

/** What each role may do through the API in a tenant. */
const IN_TENANT: Readonly<Record<Role, readonly Scope[]>> = {
  viewer: OF_EVERYBODY,
  member: OF_EVERYBODY,
  admin: OF_ADMINS,
};

/** Members of the platform are operators: whoever is not an admin there looks and changes nothing. */
const ON_PLATFORM: Readonly<Record<Role, readonly Scope[]>> = {
  viewer: [...OF_EVERYBODY, "members.read", "tenants.read"],
  member: [...OF_EVERYBODY, "members.read", "tenants.read"],
  admin: SCOPES,
};

export const scopesOf = (tenantId: string, role: Role): readonly Scope[] =>
  (tenantId === PLATFORM ? ON_PLATFORM : IN_TENANT)[role];

/** What a machine can hold at most: one of a tenant sees nothing of the other tenants. */
export const scopesOfMachine = (tenantId: string): readonly Scope[] =>
  tenantId === PLATFORM ? SCOPES : OF_ADMINS;
