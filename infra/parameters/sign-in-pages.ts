import { oneOf, onOrOff, textLike } from "../../shared/runtime/readers";
import { readProviders } from "./identity-providers";
import { exampleAddressesIn, type ParameterGroup } from "./parameter";
import { readReturnAddresses } from "./return-addresses";
import { readWebClients, type WebClients } from "./web-clients";

export const SIGN_IN_PAGES = {
  domainPrefix: {
    about:
      "the first part of the sign-in pages' address; without it there are no sign-in pages. " +
      "To change it, delete the old domain first",
    read: textLike(
      /^(?!.*(aws|amazon|cognito))[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
      "up to 63 lower-case letters, digits and inner hyphens, without aws, amazon or cognito in it",
    ),
    optional: true,
  },
  customDomain: {
    about:
      "an address of your own for the sign-in pages, besides or in place of that with the prefix. " +
      "The domain above it must lead somewhere in DNS",
    read: textLike(
      /^(?=.{1,63}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.){2,}[a-z0-9-]*[a-z][a-z0-9-]*$/,
      "a name below a domain of yours, such as login.acme.example, of up to 63 characters",
    ),
    optional: true,
    examplesIn: (name: string) => exampleAddressesIn([name]),
  },
  customDomainCertificate: {
    about: "the certificate for customDomain, from ACM in us-east-1, wherever the stage itself is",
    read: textLike(
      /^arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+$/,
      "the ARN of a certificate of ACM in us-east-1",
    ),
    optional: true,
  },
  managedLogin: {
    about:
      "whether the sign-in pages are Cognito's managed login, in the colours of brands, in place of the classic hosted UI",
    read: onOrOff,
  },
  callbackUrls: {
    about: "where the sign-in pages may send people after sign-in",
    read: readReturnAddresses,
    examplesIn: exampleAddressesIn,
  },
  logoutUrls: {
    about: "where the sign-in pages may send people after sign-out",
    read: readReturnAddresses,
    examplesIn: exampleAddressesIn,
  },
  webClients: {
    about:
      "further app clients of your own pages and apps, by names, each with its own return addresses; they are like the first otherwise",
    read: readWebClients,
    section: "Web clients",
    examplesIn: (clients: WebClients) =>
      exampleAddressesIn(
        Object.values(clients).flatMap(({ callbackUrls, logoutUrls }) => [...callbackUrls, ...logoutUrls]),
      ),
  },
  identityProviders: {
    about: "other systems through which people sign in, and the tenant that each of them stands for",
    read: readProviders,
    section: "Identity providers",
  },
  providerClaims: {
    about:
      "what an identity provider may say to the pool: all that it wants, or only what the attributes are made of",
    read: oneOf("all", "mapped"),
    section: "Identity providers",
  },
  accountLinking: {
    about:
      "whether somebody who comes through an identity provider for the first time is the person who has proven the same address already",
    read: onOrOff,
    section: "Identity providers",
  },
} satisfies ParameterGroup;
