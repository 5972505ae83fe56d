import { invalidParameter, notSimulated } from "../errors";
import { type Input, missing, optionalPart, optionalText, requireText } from "../request";

/** How the API names a person by a provider; the pool itself counts as the provider `Cognito`. */
export interface ProviderUser {
  readonly provider: string;
  readonly value: string;
}

export const NATIVE = "Cognito";
const SUBJECT = "Cognito_Subject";

export function providerUser(input: Input, name: string): ProviderUser {
  const part = optionalPart(input, name);
  if (part === undefined) throw missing(name);
  return {
    provider: requireText(part, "ProviderName", 32),
    value: requireText(part, "ProviderAttributeValue"),
  };
}

/** Somebody of whom the provider's subject is known; by other claims nobody is found. */
export function providerUserBySubject(input: Input, name: string): ProviderUser {
  const user = providerUser(input, name);
  const attribute = optionalText(optionalPart(input, name) ?? {}, "ProviderAttributeName");
  if (attribute === undefined) throw invalidParameter("ProviderAttributeName is required");
  if (attribute !== SUBJECT) throw notSimulated(`A link by ${attribute} instead of ${SUBJECT}`);
  return user;
}
