import { createHash } from "node:crypto";
import type { Pool } from "../../pool";
import type { Domain } from "../../settings";
import type { UserPools } from "../../user-pools";
import { invalidParameter, notSimulated, resourceNotFound } from "../errors";
import { ARN, NAMED_POOL, PLAIN_TEXT } from "../input/members";
import { type InputOf, part, required, text, whole } from "../input/shapes";

export const DOMAIN_NAME = text({
  shortest: 1,
  longest: 63,
  pattern: "^[a-z0-9](?:[a-z0-9\\-\\.]{0,61}[a-z0-9])?$",
});
export const NAMED_DOMAIN = { ...NAMED_POOL, Domain: required(DOMAIN_NAME) };

export const DOMAIN = {
  ...NAMED_DOMAIN,
  ManagedLoginVersion: whole(1, 2),
  CustomDomainConfig: part({ CertificateArn: required(ARN), SecurityPolicy: PLAIN_TEXT }),
  Routing: part({}),
};

/** With a certificate, the name is a whole domain. Without one, it is the prefix of a domain of Cognito's. */
export function domainOf({ Domain: domain, ...input }: InputOf<typeof DOMAIN>): Domain {
  const { ManagedLoginVersion, CustomDomainConfig, Routing } = input;
  if (Routing !== undefined) throw notSimulated("Routing of a domain");
  const isPrefix = CustomDomainConfig === undefined;
  if (isPrefix && domain.includes("."))
    throw invalidParameter(
      "The domain name contains an invalid character. Domain names can only contain lower-case letters, numbers, and hyphens. Please enter a different name that follows this format: ^[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?$",
    );
  if (!isPrefix && !domain.includes(".")) throw invalidParameter("Custom domain is not a valid subdomain.");
  if (isPrefix && /aws|amazon|cognito/.test(domain))
    throw invalidParameter("Domain cannot contain a reserved word: aws, amazon or cognito.");
  return {
    domain,
    isPrefix,
    managedLoginVersion: ManagedLoginVersion ?? 1,
    certificateArn: CustomDomainConfig?.CertificateArn,
  };
}

export const ownerOf = (pools: UserPools, domain: string): Pool | undefined =>
  pools.all().find(({ settings }) => settings.domain?.domain === domain);

export function requireDomain(
  { settings: { id, domain } }: Pool,
  { Domain: name }: { readonly Domain: string },
): Domain {
  if (domain?.domain !== name) throw resourceNotFound(`No such domain or user pool exists: ${name}, ${id}.`);
  return domain;
}

/** The DNS target of a whole domain. Nothing answers there: the sign-in pages are at the pool's own address. */
export const distribution = ({ domain, isPrefix }: Domain): string | undefined =>
  isPrefix ? undefined : `d${createHash("sha256").update(domain).digest("hex").slice(0, 13)}.cloudfront.net`;

export const domainAnswer = (domain: Domain) => ({
  ManagedLoginVersion: domain.managedLoginVersion ?? 1,
  CloudFrontDomain: distribution(domain),
});
