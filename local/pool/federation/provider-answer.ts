import type { IdentityProviderSettings } from "../settings";
import type { Attributes } from "../users/attributes";

/** What a provider says of a person who has signed in, by the documents in which it says so. */
export interface ProviderAnswer {
  /** The provider's identifier of the person. */
  readonly subject: string;
  readonly said: Said;
}

/** The names are those in the event of inbound federation. */
interface Said {
  readonly tokenResponse?: Attributes;
  readonly idToken?: Attributes;
  readonly userInfo?: Attributes;
  readonly samlResponse?: Attributes;
}

/** The answer of a provider of this type. */
export function answerOf(
  { type }: Pick<IdentityProviderSettings, "type">,
  subject: string,
  attributes: Attributes,
): ProviderAnswer {
  if (type === "SAML") return { subject, said: { samlResponse: attributes } };
  const claims = { sub: subject, ...attributes };
  return { subject, said: { tokenResponse: { token_type: "Bearer" }, idToken: claims, userInfo: claims } };
}

/**
 * All the claims. The ID token overrides the answer of the userinfo endpoint. The token response says nothing about
 * the person.
 */
export const attributesSaid = ({
  said: { userInfo, idToken, samlResponse },
}: ProviderAnswer): Attributes => ({
  ...userInfo,
  ...idToken,
  ...samlResponse,
});
