import { type EmailAddress, readEmail } from "../email";
import { isRecord, parseJson, readText } from "../json";
import type { Find } from "../remembered";
import { type CognitoEvent, userAttributesOf } from "../runtime/cognito-event";
import { type Binding, type IdentityProvider, isProviderName } from "../tenants/identity-providers";
import { emailMark, identityMark, type Mark } from "./marks";

/** The person that an event is about, as far as Cognito vouches for it. */
export interface Identity {
  readonly sub: string | undefined;
  readonly email: EmailAddress | undefined;
  /** Cognito has received the code that it sent to the address, or an administrator vouches for it. */
  readonly emailVerified: boolean;
  /** Present for people who come through an external provider. Its `provider` is undefined if no binding counts. */
  readonly federation: Federation | undefined;
  /** Every account at a provider that is the person's, linked ones too: `<provider>_<subject>` in lower case. */
  readonly accounts: readonly string[];
  /** Set only by an administrator or the migration: immutable, and in no client's write list. */
  readonly assigned: { readonly tenantId: string | undefined; readonly role: string | undefined };
  /** Never read for people from an external provider. */
  readonly legacyId: string | undefined;
  readonly name: string | undefined;
  readonly locale: string | undefined;
}

export interface Federation {
  readonly provider: (Binding & Pick<IdentityProvider, "name">) | undefined;
  /** `<Provider>_<subject>`: the user name of a federated person. */
  readonly userName: string;
}

/** Finds an identity provider by its name in lower case. */
export type FindProvider = Find<IdentityProvider>;

/**
 * Reads an event's identity. A provider is looked up only if the event has a sign of one, so a native sign-in costs
 * no request.
 */
export async function identityOf(
  event: CognitoEvent,
  findProvider: FindProvider,
  signal: AbortSignal,
): Promise<Identity> {
  const attributes = userAttributesOf(event);
  const federation = await federationOf(event, findProvider, signal);
  return {
    sub: readText(attributes.sub),
    email: readEmail(attributes.email),
    emailVerified: attributes.email_verified === "true",
    federation,
    accounts: accountsOf(attributes.identities, federation),
    assigned: {
      tenantId: readText(attributes["custom:tenant_id"]),
      role: readText(attributes["custom:role"]),
    },
    legacyId: federation === undefined ? readText(attributes["custom:legacy_id"]) : undefined,
    name: readText(attributes.name),
    locale: readText(attributes.locale),
  };
}

/** The address that counts for invitations and domains: one that is proven and not just claimed. */
export function provenEmail({ email, emailVerified, federation }: Identity): EmailAddress | undefined {
  if (federation === undefined) return emailVerified ? email : undefined;
  const proves = email !== undefined && federation.provider?.authoritativeFor.includes(email.domain);
  return proves ? email : undefined;
}

/** The marks by which a person is recognised if they come again as a new user. */
export const marksOf = ({ email, accounts }: Pick<Identity, "email" | "accounts">): readonly Mark[] => [
  ...(email === undefined ? [] : [emailMark(email.address)]),
  ...accounts.map(identityMark),
];

/**
 * A federated user is called `<Provider>_<subject>`. Any sign of federation, even the name of an unbound provider,
 * keeps a person from being judged by the rules for native users. But the provider's binding counts only on Cognito's
 * own word: in pools where people choose their user names, a stranger can choose one like this.
 */
async function federationOf(
  event: CognitoEvent,
  findProvider: FindProvider,
  signal: AbortSignal,
): Promise<Identity["federation"]> {
  const attributes = userAttributesOf(event);
  const userName = readText(event.userName) ?? "";
  const [prefix, ...subject] = userName.toLowerCase().split("_");
  const named = subject.length > 0 ? prefix : undefined;
  const vouched =
    event.triggerSource === "PreSignUp_ExternalProvider" ||
    attributes["cognito:user_status"] === "EXTERNAL_PROVIDER";
  if (named === undefined) return vouched ? { userName, provider: undefined } : undefined;
  if (!vouched && linkedIdentities(attributes.identities).some(({ provider }) => provider === named))
    return { userName, provider: undefined };
  const known = isProviderName(named) ? await findProvider(named, signal) : undefined;
  if (vouched) return { userName, provider: known?.status === "bound" ? known : undefined };
  return known === undefined ? undefined : { userName, provider: undefined };
}

/**
 * `identities` is a JSON string. Linked native users have it too, so a provider's name in it decides nothing by
 * itself.
 */
function linkedIdentities(identities: string | undefined): readonly { provider: string; subject: string }[] {
  const parsed = parseJson(identities ?? "");
  if (!Array.isArray(parsed)) return [];
  return parsed.filter(isRecord).flatMap(({ providerName, userId }) => {
    const [provider, subject] = [readText(providerName), readText(userId)];
    return provider === undefined
      ? []
      : [{ provider: provider.toLowerCase(), subject: subject?.toLowerCase() ?? "" }];
  });
}

/** The accounts at providers that a user is linked to, by the attribute `identities`. */
export const accountsOfUser = (identities: string | undefined): readonly string[] =>
  linkedIdentities(identities).map(({ provider, subject }) => `${provider}_${subject}`);

function accountsOf(identities: string | undefined, federation: Federation | undefined): readonly string[] {
  const linked = accountsOfUser(identities);
  const own = federation === undefined ? [] : [federation.userName.toLowerCase()];
  return [...new Set([...own, ...linked])];
}
