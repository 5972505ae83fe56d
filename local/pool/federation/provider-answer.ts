import type { IdentityProviderSettings } from "../settings";
import type { Attributes } from "../users/attributes";

/** What a provider says of somebody whom it has signed in, by where it says so. */
export interface ProviderAnswer {
  /** Its own word for the person. */
  readonly subject: string;
  readonly said: Said;
}

/** The names are those of the event of inbound federation. */
interface Said {
  readonly tokenResponse?: Attributes;
  readonly idToken?: Attributes;
  readonly userInfo?: Attributes;
  readonly samlResponse?: Attributes;
}

/** As a provider of this kind would say it. */
export function answerOf(
  { type }: Pick<IdentityProviderSettings, "type">,
  subject: string,
  attributes: Attributes,
): ProviderAnswer {
  if (type === "SAML") return { subject, said: { samlResponse: attributes } };
  const claims = { sub: subject, ...attributes };
  return { subject, said: { tokenResponse: { token_type: "Bearer" }, idToken: claims, userInfo: claims } };
}

/** All of it; the ID token counts before what was asked for afterwards. The tokens themselves are not about the person. */
export const attributesSaid = ({
  said: { userInfo, idToken, samlResponse },
}: ProviderAnswer): Attributes => ({
  ...userInfo,
  ...idToken,
  ...samlResponse,
});
