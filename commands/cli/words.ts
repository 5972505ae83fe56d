import { type EmailAddress, readDomain, readEmail } from "../../shared/email";
import { isRole, ROLES, type Role } from "../../shared/tenants/role";
import { isTenantId, PLATFORM } from "../../shared/tenants/tenant";
import { CommandError, UsageError } from "./errors";

// Words of the command line, read into what they stand for.

export function emailFrom(word: string): EmailAddress {
  const email = readEmail(word);
  if (email === undefined) throw new UsageError(`${word} is not an e-mail address in ASCII`);
  return email;
}

export function domainFrom(word: string): string {
  const domain = readDomain(word);
  if (domain === undefined)
    throw new UsageError(`${word} is not a domain name in ASCII (international ones in their xn-- form)`);
  return domain;
}

export function tenantIdFrom(word: string): string {
  if (word === PLATFORM)
    throw new CommandError(
      `${PLATFORM} is no tenant: the word is reserved for machine clients that serve every tenant.`,
    );
  if (!isTenantId(word))
    throw new UsageError(
      `${word} is not a tenant id: 2 to 63 lower-case letters, digits and hyphens, no hyphen first`,
    );
  return word;
}

export function roleFrom(word: string): Role {
  if (!isRole(word)) throw new UsageError(`${word} is none of ${ROLES.join(", ")}`);
  return word;
}
