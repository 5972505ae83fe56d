import type { Role } from "../../shared/tenants/role";
import { scopesOf } from "../../shared/tenants/scopes";

export interface ScopeChange {
  readonly scopesToAdd: readonly string[];
  readonly scopesToSuppress: readonly string[];
}

/** Of our resource server's scopes exactly those of the role; scopes of other servers stay as they are. */
export function scopeChange(
  resourceServer: string,
  { tenantId, role }: { readonly tenantId: string; readonly role: Role },
  present: readonly string[],
): ScopeChange {
  const prefix = `${resourceServer}/`;
  const granted = scopesOf(tenantId, role).map((scope) => prefix + scope);
  return {
    scopesToAdd: granted.filter((scope) => !present.includes(scope)),
    scopesToSuppress: present.filter((scope) => scope.startsWith(prefix) && !granted.includes(scope)),
  };
}
