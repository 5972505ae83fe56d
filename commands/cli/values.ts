import { type EmailAddress, readDomain, readEmail } from "../../shared/email";
import { LANGUAGES, type Language } from "../../shared/messages/language";
import { isClientId } from "../../shared/runtime/cognito-event";
import { isProviderName } from "../../shared/tenants/identity-providers";
import { isRole, ROLES, type Role } from "../../shared/tenants/role";
import { isTenantId, PLATFORM } from "../../shared/tenants/tenant";
import { CommandError, ValueError } from "./errors";

// Reads the values of arguments and options.

export function emailFrom(word: string): EmailAddress {
  const email = readEmail(word);
  if (email === undefined) throw new ValueError(`${word} is not an e-mail address in ASCII`);
  return email;
}

export const addressesFrom = (words: readonly string[]): readonly string[] => [
  ...new Set(words.map((word) => emailFrom(word).address)),
];

export function domainFrom(word: string): string {
  const domain = readDomain(word);
  if (domain === undefined)
    throw new ValueError(`${word} is not a domain name in ASCII (international ones in their xn-- form)`);
  return domain;
}

export function tenantIdFrom(word: string): string {
  if (word === PLATFORM)
    throw new CommandError(
      `${PLATFORM} is not a tenant: the name is reserved for operators and for machine clients that act for every tenant.`,
    );
  if (!isTenantId(word))
    throw new ValueError(
      `${word} is not a tenant id: 2 to 63 lower-case letters, digits and hyphens, not beginning with a hyphen`,
    );
  return word;
}

/** A tenant, or the platform, whose members are the operators. */
export const placeFrom = (word: string): string => (word === PLATFORM ? word : tenantIdFrom(word));

export function clientIdFrom(word: string): string {
  if (!isClientId(word)) throw new ValueError(`${word} is not the id of an app client`);
  return word;
}

export function providerNameFrom(word: string): string {
  if (!isProviderName(word))
    throw new ValueError(
      `${word} is not the name of an identity provider: 1 to 32 characters without spaces and underscores`,
    );
  return word;
}

export function roleFrom(word: string): Role {
  if (!isRole(word)) throw new ValueError(`${word} is not a role: ${ROLES.join(", ")}`);
  return word;
}

export function languageFrom(word: string): Language {
  const language = LANGUAGES.find((known) => known === word);
  if (language === undefined)
    throw new ValueError(`${word} is not a language of letters: ${LANGUAGES.join(", ")}`);
  return language;
}

export function wholeNumberFrom(option: string, word: string, most: number): number {
  const number = /^\d{1,6}$/.test(word) ? Number(word) : 0;
  if (number < 1 || number > most) throw new ValueError(`--${option} takes a whole number from 1 to ${most}`);
  return number;
}
