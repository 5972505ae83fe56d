import { isRecord } from "../json";
import { FaultError } from "../runtime/errors";
import { isTenantId } from "./tenant";

/** What the stage has bound an external identity provider to. */
export interface IdentityProvider {
  /** Everybody who comes through this provider belongs to this tenant. */
  readonly tenantId?: string;
  /** The e-mail domains for which this provider's word counts as proof. */
  readonly authoritativeFor: readonly string[];
}

export type IdentityProviders = ReadonlyMap<string, IdentityProvider>;

/** Keys are in lower case, because Cognito has written provider names in either. */
export function readIdentityProviders(raw: unknown): IdentityProviders {
  if (!isRecord(raw)) throw new FaultError("IDENTITY_PROVIDERS is not an object");
  return new Map(
    Object.entries(raw).map(([name, binding]) => [name.toLowerCase(), readBinding(name, binding)]),
  );
}

function readBinding(name: string, binding: unknown): IdentityProvider {
  const tenantId = isRecord(binding) ? binding.tenantId : undefined;
  const domains = isRecord(binding) ? (binding.authoritativeFor ?? []) : undefined;
  if (!Array.isArray(domains) || !(tenantId === undefined || isTenantId(tenantId)))
    throw new FaultError(`IDENTITY_PROVIDERS: ${name} is not bound properly`);
  return { authoritativeFor: domains.map(String), ...(tenantId !== undefined && { tenantId }) };
}
