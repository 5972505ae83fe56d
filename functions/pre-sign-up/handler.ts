import { spellingsOf } from "../../shared/email";
import { isRecord, readStringMap } from "../../shared/json";
import type { LegacyUsers } from "../../shared/legacy-users/legacy-user";
import type { Migrations } from "../../shared/legacy-users/migrations-table";
import { type AddressFactsPorts, gatherAddressFacts } from "../../shared/people/address-facts";
import { type FindProvider, identityOf, marksOf } from "../../shared/people/identity";
import type { CognitoEvent } from "../../shared/runtime/cognito-event";
import type { Run } from "../../shared/runtime/invocation";
import { refuse } from "../../shared/runtime/refusals";
import type { TriggerHandler } from "../../shared/runtime/trigger";
import { type LinkingPorts, linkToPerson } from "./account-linking";
import type { DomainLists } from "./domain-lists";
import {
  addressOnceProven,
  type Facts,
  type Registration,
  type RegistrationPolicy,
  requireForm,
  requirePlace,
} from "./sign-up-policy";

interface Ports extends AddressFactsPorts {
  readonly legacyUsers: LegacyUsers;
  readonly migrations: Pick<Migrations, "find">;
  readonly findProvider: FindProvider;
  readonly lists: DomainLists;
  readonly policy: RegistrationPolicy;
  /** By the id of the pool; undefined where accounts at providers are not linked to people. */
  readonly linking: ((userPoolId: string) => LinkingPorts) | undefined;
}

/** Accepts by returning the event unchanged: it confirms no user and verifies no address. */
export const createHandler =
  (ports: Ports): TriggerHandler<"pre-sign-up"> =>
  async (event, run) => {
    const registration = await registrationOf(event, ports.findProvider, run.signal);
    requireForm(registration, ports.lists);
    // Cognito uses the link from the next sign-in on. This one fails in any case, so the person may as well read why.
    if (await isLinked(ports, registration, event, run)) refuse("linked");
    if (registration.source !== "administrator")
      requirePlace(registration, await gatherFacts(ports, registration, run), ports.policy, run.now);
    run.outcome("accepted");
    return event;
  };

async function isLinked(
  { linking }: Pick<Ports, "linking">,
  { source, identity }: Registration,
  { userPoolId }: CognitoEvent,
  run: Run,
): Promise<boolean> {
  if (linking === undefined || source !== "federation" || typeof userPoolId !== "string") return false;
  return linkToPerson(linking(userPoolId), identity, run);
}

async function registrationOf(
  event: CognitoEvent,
  findProvider: FindProvider,
  signal: AbortSignal,
): Promise<Registration> {
  const attributes = event.request.userAttributes;
  return {
    source: sourceOf(event),
    attributeNames: isRecord(attributes) ? Object.keys(attributes) : [],
    identity: await identityOf(event, findProvider, signal),
    invitationSecret: invitationSecretOf(event),
  };
}

/** Validation data is meant for this trigger alone. Clients that cannot send any send client metadata. */
const invitationSecretOf = ({ request: { validationData, clientMetadata } }: CognitoEvent): string =>
  readStringMap(validationData).invitation ?? readStringMap(clientMetadata).invitation ?? "";

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
      return refuse("unknown-source", "Sign-up");
  }
}

async function gatherFacts(ports: Ports, { source, identity }: Registration, run: Run): Promise<Facts> {
  const { email } = identity;
  const [address, isLegacyUser] = await Promise.all([
    gatherAddressFacts(ports, { proven: addressOnceProven(identity), marks: marksOf(identity) }, run.signal),
    source === "self" && email !== undefined && waitsToMigrate(ports, email.address, run.signal),
  ]);
  return { address, isLegacyUser };
}

/**
 * Whether a user of the old system has this mailbox, in one of its plain spellings, and has not moved over. One who
 * has moved over is protected by the pool, and may sign up anew after leaving it.
 */
async function waitsToMigrate(
  { legacyUsers, migrations }: Ports,
  address: string,
  signal: AbortSignal,
): Promise<boolean> {
  for (const login of new Set([address, ...spellingsOf(address)])) {
    const user = await legacyUsers.findByLogin(login, signal);
    if (user !== undefined && (await migrations.find(user.id, signal)) === undefined) return true;
  }
  return false;
}
