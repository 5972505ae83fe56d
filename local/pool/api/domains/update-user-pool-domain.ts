import { invalidParameter, notSimulated } from "../errors";
import { forAdministrators } from "../operation";
import { DOMAIN, domainAnswer, requireDomain } from "./domain";

/** Changes the certificate and the version of the pages. The name stays. */
export const updateUserPoolDomain = forAdministrators("UpdateUserPoolDomain", DOMAIN, (pool, input) => {
  const known = requireDomain(pool, input);
  const { ManagedLoginVersion, CustomDomainConfig, Routing } = input;
  if (Routing !== undefined) throw notSimulated("Routing of a domain");
  if (known.isPrefix && CustomDomainConfig !== undefined)
    throw invalidParameter("CustomDomainConfig is for custom domains only.");
  const domain = {
    ...known,
    managedLoginVersion: ManagedLoginVersion ?? known.managedLoginVersion,
    certificateArn: CustomDomainConfig?.CertificateArn ?? known.certificateArn,
  };
  pool.change({ domain });
  return domainAnswer(domain);
});
