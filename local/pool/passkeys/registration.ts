import type { RegistrationResponseJSON } from "@simplewebauthn/server";
import {
  invalidParameter,
  limitExceeded,
  passkeyChallengeNotFound,
  passkeyClientMismatch,
  passkeyNotSupported,
  passkeyOriginNotAllowed,
  passkeyPartyMismatch,
} from "../api/errors";
import type { Client, Pool } from "../pool";
import type { Passkey, User } from "../users/user";
import { updateUser } from "../users/users";
import { clientDataIn } from "./client-data";
import { isPageOf, requireRelyingParty } from "./relying-party";
import { webAuthn } from "./web-authn";

/** A signed-in person who is creating a passkey. The challenge of the registration is its ticket. */
export interface Registration {
  readonly username: string;
  readonly clientId: string;
  readonly expiresAt: number;
}

const MINUTES = 3;
const MOST = 20;

/** The options that `navigator.credentials.create` takes. */
export async function startRegistration(pool: Pool, { user, client }: { user: User; client: Client }) {
  const rpID = requireRelyingParty(pool);
  const { passkeys = [], username, attributes } = user;
  if (passkeys.length >= MOST) throw limitExceeded("A user can have 20 passkeys.");
  const expiresAt = pool.now().getTime() + MINUTES * 60_000;
  const challenge = pool.passkeyRegistrations.issue({ username, clientId: client.id, expiresAt });
  const { generateRegistrationOptions } = await webAuthn();
  const { hints: _, ...options } = await generateRegistrationOptions({
    rpName: pool.settings.name,
    rpID,
    userName: attributes.email ?? username,
    userID: Buffer.from(username),
    userDisplayName: attributes.name ?? attributes.email ?? username,
    challenge: Buffer.from(challenge, "base64url"),
    timeout: MINUTES * 60_000,
    attestationType: "none",
    excludeCredentials: passkeys.map(({ id }) => ({ id })),
    // The passkey names its owner, so a sign-in need not tell which passkeys a person has.
    authenticatorSelection: {
      residentKey: "required",
      userVerification: pool.settings.passkeys.userVerification,
    },
  });
  return options;
}

export async function completeRegistration(
  pool: Pool,
  { user, client }: { user: User; client: Client },
  credential: unknown,
): Promise<void> {
  const rpID = requireRelyingParty(pool);
  const data = clientDataIn(credential);
  if (data === undefined) throw invalidParameter("Invalid credential.");
  const registration = pool.passkeyRegistrations.find(data.challenge, pool.now());
  if (registration?.username !== user.username) throw passkeyChallengeNotFound();
  if (registration.clientId !== client.id) throw passkeyClientMismatch();
  pool.passkeyRegistrations.void(data.challenge);
  if (!isPageOf(rpID, data.origin)) throw passkeyOriginNotAllowed();
  const passkey = await verified(pool, rpID, credential as RegistrationResponseJSON, data);
  const isKnown = pool.users.values().some(({ passkeys }) => passkeys?.some(({ id }) => id === passkey.id));
  if (isKnown) throw invalidParameter("The passkey is registered already.");
  updateUser(pool, user.username, ({ passkeys = [] }) => ({ passkeys: [...passkeys, passkey] }));
}

async function verified(
  pool: Pool,
  rpID: string,
  response: RegistrationResponseJSON,
  { challenge, origin }: { challenge: string; origin: string },
): Promise<Passkey> {
  const { verifyRegistrationResponse } = await webAuthn();
  const { registrationInfo } = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpID,
    requireUserVerification: pool.settings.passkeys.userVerification === "required",
  }).catch((error: Error) => {
    throw /RP ID/.test(error.message) ? passkeyPartyMismatch() : passkeyNotSupported(error.message);
  });
  if (registrationInfo === undefined) throw passkeyNotSupported();
  const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
  return {
    id,
    publicKey: Buffer.from(publicKey).toString("base64url"),
    counter,
    relyingPartyId: rpID,
    attachment: response.authenticatorAttachment ?? undefined,
    transports,
    createdAt: pool.now().toISOString(),
  };
}
