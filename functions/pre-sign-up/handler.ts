import { type CognitoEvent, isRecord } from "../../shared/cognito-event";
import { RejectionError } from "../../shared/errors";
import type { LegacyUsers } from "../../shared/legacy-users/legacy-user";
import { type AddressFactsPorts, gatherAddressFacts } from "../../shared/people/address-facts";
import { identityOf } from "../../shared/people/identity";
import type { PlacementPolicy } from "../../shared/people/placement";
import type { IdentityProviders } from "../../shared/tenants/identity-providers";
import type { Run, TriggerHandler } from "../../shared/trigger";
import type { DomainLists } from "./domain-lists";
import {
  addressOnceProven,
  type Facts,
  type Registration,
  refusalByFacts,
  refusalByForm,
} from "./sign-up-policy";

interface Ports extends AddressFactsPorts {
  readonly legacyUsers: LegacyUsers;
  readonly providers: IdentityProviders;
  readonly lists: DomainLists;
  readonly policy: PlacementPolicy;
}

/** Says yes by giving the event back as it came: nobody is confirmed, and no address verified, that nobody proved. */
export const createHandler =
  (ports: Ports): TriggerHandler =>
  async (event, run) => {
    const registration = registrationOf(event, ports.providers);
    const refusal =
      refusalByForm(registration, ports.lists) ??
      (registration.source === "administrator"
        ? undefined
        : refusalByFacts(registration, await gatherFacts(ports, registration, run), ports.policy, run.now));
    if (refusal !== undefined) throw refusal;
    run.outcome("accepted");
    return event;
  };

function registrationOf(event: CognitoEvent, providers: IdentityProviders): Registration {
  const attributes = event.request.userAttributes;
  return {
    source: sourceOf(event),
    attributeNames: isRecord(attributes) ? Object.keys(attributes) : [],
    identity: identityOf(event, providers),
  };
}

function sourceOf({ triggerSource }: CognitoEvent): Registration["source"] {
  switch (triggerSource) {
    case "PreSignUp_SignUp":
      return "self";
    case "PreSignUp_ExternalProvider":
      return "federation";
    // Migrated users arrive as this too.
    case "PreSignUp_AdminCreateUser":
      return "administrator";
    default:
      throw new RejectionError("unknown-source", "Sign-up of this kind is not supported");
  }
}

async function gatherFacts(ports: Ports, { source, identity }: Registration, run: Run): Promise<Facts> {
  const { email } = identity;
  const [address, legacyUser] = await Promise.all([
    gatherAddressFacts(ports, { proven: addressOnceProven(identity), claimed: email }, run.signal),
    source === "self" && email !== undefined
      ? ports.legacyUsers.findByLogin(email.address, run.signal)
      : undefined,
  ]);
  return { address, isLegacyUser: legacyUser !== undefined };
}
