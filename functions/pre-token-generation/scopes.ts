import type { Role } from "../../shared/tenants/role";

/** What each role may do through the API. The resource server in infra/clients.yml declares the same scopes. */
const SCOPES_OF_ROLE: Readonly<Record<Role, readonly string[]>> = {
  viewer: ["profile.read", "profile.write"],
  member: ["profile.read", "profile.write"],
  admin: ["profile.read", "profile.write", "members.read", "members.manage"],
};

export interface ScopeChange {
  readonly scopesToAdd: readonly string[];
  readonly scopesToSuppress: readonly string[];
}

/** Of our resource server's scopes exactly those of the role; scopes of other servers stay as they are. */
export function scopeChange(resourceServer: string, role: Role, present: readonly string[]): ScopeChange {
  const prefix = `${resourceServer}/`;
  const granted = SCOPES_OF_ROLE[role].map((scope) => prefix + scope);
  return {
    scopesToAdd: granted.filter((scope) => !present.includes(scope)),
    scopesToSuppress: present.filter((scope) => scope.startsWith(prefix) && !granted.includes(scope)),
  };
}

export const ALL_SCOPES: readonly string[] = [...new Set(Object.values(SCOPES_OF_ROLE).flat())];
