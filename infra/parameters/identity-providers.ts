import { isSecretReference } from "../../shared/aws/secret";
import { isRecord } from "../../shared/json";
import { InvalidValueError, jsonReader } from "../../shared/runtime/readers";
import { readBinding } from "../../shared/tenants/identity-providers";
import { isProviderType, type ProviderType } from "../../shared/tenants/provider-claims";
import { mistakeOf } from "./parameter";

/** The keys that an entry must have besides its name and type. */
const KEYS_OF = {
  SAML: ["metadataUrl"],
  OIDC: ["issuer", "secret"],
  Google: ["secret"],
  Facebook: ["secret"],
  SignInWithApple: ["secret"],
} as const satisfies Readonly<Record<ProviderType, readonly string[]>>;

interface Secret {
  readonly secret: string;
  readonly secretVersion?: string;
}

/** An entry of the parameter identityProviders. */
export type ProviderEntry = {
  readonly name: string;
  readonly tenant?: string;
  readonly authoritativeFor?: readonly string[];
  readonly identifiers?: readonly string[];
} & (
  | { readonly type: "SAML"; readonly metadataUrl: string }
  | ({ readonly type: "OIDC"; readonly issuer: string } & Secret)
  | ({ readonly type: "Google" | "Facebook" | "SignInWithApple" } & Secret)
);

/** A pool has one provider of such a type, under the name of the type. */
const isSocial = (type: ProviderType): boolean => !["SAML", "OIDC"].includes(type);

const RESERVED_NAMES = [
  "cognito",
  "loginwithamazon",
  ...Object.keys(KEYS_OF)
    .filter((type) => isProviderType(type) && isSocial(type))
    .map((name) => name.toLowerCase()),
];

const isHttps = (value: unknown): boolean =>
  typeof value === "string" && /^https:\/\/[^\s/?#]+(\/[^\s#]*)?$/.test(value);

/** Cognito accepts only https. An http address is for a provider that runs beside `npm start`. */
const isIssuer = (value: unknown): boolean =>
  isHttps(value) ||
  (typeof value === "string" && /^http:\/\/(localhost|127\.0\.0\.1)(:\d{1,5})?(\/[^\s#?]*)?$/.test(value));

/** Secrets Manager generates UUIDs, and accepts other ids of this length. */
const isVersion = (value: unknown): boolean => typeof value === "string" && /^[\w-]{32,64}$/.test(value);

const CHECKS: readonly [key: string, accepts: (value: unknown) => boolean, mistake: string][] = [
  ["metadataUrl", isHttps, "metadataUrl must be an https address"],
  ["issuer", isIssuer, "issuer must be an https address, or http on this computer"],
  ["secret", isSecretReference, "secret must be the name or ARN of a secret in Secrets Manager"],
  ["secretVersion", isVersion, "secretVersion must be the id of a version of the secret"],
];

/** All mistakes are told at once, each with the name of its entry. */
export const readProviders = jsonReader("a list of identity providers", (list) => {
  if (!Array.isArray(list)) return undefined;
  const seen = new Set<string>();
  const identifiers = new Set<string>();
  const mistakes = list.flatMap((entry: unknown, index) => {
    if (!isRecord(entry)) return [`entry ${index + 1} must have keys such as name and type`];
    const label = typeof entry.name === "string" && entry.name ? entry.name : `entry ${index + 1}`;
    const found = mistakesOfEntry(entry);
    const id = logicalIdOf(entry).toLowerCase();
    if (found.length === 0 && seen.has(id)) found.push("there is another provider of this name");
    seen.add(id);
    for (const identifier of found.length === 0 ? ((entry.identifiers ?? []) as string[]) : []) {
      if (identifiers.has(identifier)) found.push(`another provider has the identifier ${identifier}`);
      identifiers.add(identifier);
    }
    return found.map((mistake) => `${label}: ${mistake}`);
  });
  if (mistakes.length > 0) throw new InvalidValueError(mistakes.join("; "));
  return list as readonly ProviderEntry[];
});

function mistakesOfEntry(entry: Readonly<Record<string, unknown>>): string[] {
  const { name, type, tenant, authoritativeFor } = entry;
  if (!isProviderType(type)) return [`type must be one of ${Object.keys(KEYS_OF).join(", ")}`];
  const keys: readonly string[] = KEYS_OF[type];
  const ofSecret = keys.includes("secret") ? ["secretVersion"] : [];
  const known = ["name", "type", ...keys, ...ofSecret, "tenant", "authoritativeFor", "identifiers"];
  return [
    mistakeOfName(name, type),
    ...keys.map((key) => entry[key] === undefined && `${key} is missing`),
    ...Object.keys(entry).map(
      (key) => !known.includes(key) && `unknown key ${key}; a ${type} provider has ${known.join(", ")}`,
    ),
    ...CHECKS.map(
      ([key, accepts, mistake]) =>
        known.includes(key) && entry[key] !== undefined && !accepts(entry[key]) && mistake,
    ),
    mistakeOfIdentifiers(entry.identifiers),
    mistakeOf(() => readBinding({ tenantId: tenant, authoritativeFor })),
  ].filter((mistake) => typeof mistake === "string");
}

function mistakeOfName(name: unknown, type: ProviderType): string | false {
  if (isSocial(type)) return name !== type && `the name of a ${type} provider must be ${type}`;
  if (typeof name !== "string" || !/^[A-Za-z0-9][A-Za-z0-9-]{1,30}[A-Za-z0-9]$/.test(name))
    return "a name has 3 to 32 letters, digits and hyphens, no underscore and no space";
  return RESERVED_NAMES.includes(name.toLowerCase()) && "Cognito keeps this name for a provider of its own";
}

function mistakeOfIdentifiers(identifiers: unknown): string | false {
  const isRight =
    identifiers === undefined ||
    (Array.isArray(identifiers) &&
      identifiers.length <= 50 &&
      identifiers.every((one) => typeof one === "string" && /^[\w\s+=.@-]{1,40}$/.test(one)));
  return !isRight && "identifiers must be a list of at most 50 words, such as the domain of its people";
}

export const logicalIdOf = ({ name }: { readonly name?: unknown }): string =>
  `${String(name).replace(/[^A-Za-z0-9]/g, "")}IdentityProvider`;
