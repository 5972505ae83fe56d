import { isDomain } from "../email";
import { FaultError } from "../runtime/errors";
import { InvalidValueError } from "../runtime/readers";
import { type ManagedEntry, readManagedEntry } from "./registry";
import { isTenantId, PLATFORM } from "./tenant";

/** The binding of an external identity provider. */
export interface Binding {
  /** Everybody who comes through this provider belongs to this tenant. */
  readonly tenantId?: string;
  /** The e-mail domains for which this provider's word counts as proof. */
  readonly authoritativeFor: readonly string[];
}

export interface IdentityProvider extends ManagedEntry, Binding {
  /** The name of the provider in the pool. */
  readonly name: string;
  readonly status: "bound" | "unbound";
}

/**
 * Whether a value can be the name of a provider. It has no underscore, because that ends the provider's name in a
 * user name. One with an @ is refused, because it could be an address, which no event may hold.
 */
export const isProviderName = (value: unknown): value is string =>
  typeof value === "string" && /^[!-?A-^`-~]{1,32}$/.test(value);

/** Reads a binding that a person has written. */
export function readBinding({ tenantId, authoritativeFor = [] }: Readonly<Record<string, unknown>>): Binding {
  if (tenantId !== undefined && !isTenantId(tenantId))
    throw new InvalidValueError(
      "tenant must be 2 to 63 lower-case letters, digits and hyphens, " +
        `not starting with a hyphen, and not ${PLATFORM}`,
    );
  if (!Array.isArray(authoritativeFor))
    throw new InvalidValueError("authoritativeFor must be a list of e-mail domains");
  const wrong = authoritativeFor.find((domain) => !isDomain(domain));
  if (wrong !== undefined)
    throw new InvalidValueError(
      `authoritativeFor: ${JSON.stringify(wrong)} is not a plain lower-case domain such as acme.example`,
    );
  return { ...(tenantId !== undefined && { tenantId }), authoritativeFor };
}

/** Reads a provider from the table, by its name in lower case. A malformed one is a fault. */
export function readIdentityProvider(
  lowerCaseName: string,
  item: Readonly<Record<string, unknown>>,
): IdentityProvider {
  const { name, status } = item;
  const isNamed = isProviderName(name) && name.toLowerCase() === lowerCaseName;
  if (!isNamed || !(status === "bound" || status === "unbound"))
    throw new FaultError(`provider#${lowerCaseName} is malformed`);
  try {
    return { ...readManagedEntry(`provider#${lowerCaseName}`, item), ...readBinding(item), name, status };
  } catch (error) {
    if (error instanceof InvalidValueError) throw new FaultError(`provider#${lowerCaseName} is malformed`);
    throw error;
  }
}
