import {
  readAllowedDomains,
  readDeniedDomains,
  readDisposableEmail,
} from "../../functions/pre-sign-up/domain-lists";
import { readInvitationSecret } from "../../functions/pre-sign-up/sign-up-policy";
import { readSignUpUrl } from "../../shared/inviting/link";
import { readSignUpPolicy } from "../../shared/people/placement-policy";
import { readTenantId } from "../../shared/tenants/tenant";
import { exampleAddressesIn, type ParameterGroup } from "./parameter";

export const SIGN_UP = {
  signUpPolicy: {
    about:
      "who may sign up: people who are invited, also those whose e-mail domain a tenant owns, or everybody",
    read: readSignUpPolicy,
  },
  publicTenant: {
    about: "the tenant of those who belong to no other, where signUpPolicy is open",
    read: readTenantId,
  },
  allowedEmailDomains: {
    about: "the e-mail domains with which people may sign up",
    read: readAllowedDomains,
  },
  deniedEmailDomains: { about: "the e-mail domains with which nobody may sign up", read: readDeniedDomains },
  signUpUrl: {
    about: "the page for signing up to which the links of invitations lead",
    read: readSignUpUrl,
    examplesIn: (address: string) => exampleAddressesIn([address]),
  },
  invitationSecret: {
    about:
      "whether whoever is invited has to sign up by the link of the invitation; " +
      "waive it for people who sign up on Cognito's own pages, which cannot pass it on",
    read: readInvitationSecret,
  },
  disposableEmail: { about: "what happens to sign-ups from throw-away mailboxes", read: readDisposableEmail },
} satisfies ParameterGroup;
