import { isDomain } from "../email";
import { isRecord } from "../json";
import { InvalidValueError, objectReader } from "../runtime/readers";
import { isTenantId, PLATFORM } from "./tenant";

/** What the stage has bound an external identity provider to. */
export interface IdentityProvider {
  /** Everybody who comes through this provider belongs to this tenant. */
  readonly tenantId?: string;
  /** The e-mail domains for which this provider's word counts as proof. */
  readonly authoritativeFor: readonly string[];
}

export type IdentityProviders = ReadonlyMap<string, IdentityProvider>;

/** Keys are in lower case, because Cognito has written provider names in either. */
export const readIdentityProviders = objectReader(
  "an object of identity providers",
  (providers): IdentityProviders =>
    new Map(
      Object.entries(providers).map(([name, written]) => [
        name.toLowerCase(),
        readBinding(written, `${name}: `),
      ]),
    ),
);

export function readBinding(written: unknown, place = ""): IdentityProvider {
  const { tenantId, authoritativeFor = [] } = isRecord(written) ? written : { authoritativeFor: written };
  if (tenantId !== undefined && !isTenantId(tenantId))
    throw new InvalidValueError(
      `${place}tenant must be 2 to 63 lower-case letters, digits and hyphens, ` +
        `not starting with a hyphen, and not ${PLATFORM}`,
    );
  if (!Array.isArray(authoritativeFor))
    throw new InvalidValueError(`${place}authoritativeFor must be a list of e-mail domains`);
  const wrong = authoritativeFor.find((domain) => !isDomain(domain));
  if (wrong !== undefined)
    throw new InvalidValueError(
      `${place}authoritativeFor: ${JSON.stringify(wrong)} is not a plain lower-case domain such as acme.example`,
    );
  return { ...(tenantId !== undefined && { tenantId }), authoritativeFor };
}
