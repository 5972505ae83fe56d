import { invalidParameter, notSimulated } from "../api/errors";
import { PLAIN_TEXT, PROVIDER_NAME } from "../api/input/members";
import { type InputOf, part } from "../api/input/shapes";

/** How the API names a person by a provider. */
export const PROVIDER_USER = part({
  ProviderName: PROVIDER_NAME,
  ProviderAttributeName: PLAIN_TEXT,
  ProviderAttributeValue: PLAIN_TEXT,
});
type Input = InputOf<typeof PROVIDER_USER.members>;

/** For a user of the pool itself, the provider is `Cognito`. */
export interface ProviderUser {
  readonly provider: string;
  readonly value: string;
}

export const NATIVE = "Cognito";
const SUBJECT = "Cognito_Subject";

export function providerUser({ ProviderName: provider, ProviderAttributeValue: value }: Input): ProviderUser {
  if (provider === undefined) throw invalidParameter("ProviderName is required");
  if (value === undefined || value === "") throw invalidParameter("ProviderAttributeValue is required");
  return { provider, value };
}

/** A user named by the provider's subject. Links by other claims are not simulated. */
export function providerUserBySubject(input: Input): ProviderUser {
  const user = providerUser(input);
  const { ProviderAttributeName: attribute } = input;
  if (attribute === undefined) throw invalidParameter("ProviderAttributeName is required");
  if (attribute !== SUBJECT) throw notSimulated(`A link by ${attribute} instead of ${SUBJECT}`);
  return user;
}
