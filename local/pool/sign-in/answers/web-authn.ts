import type { AuthenticationResponseJSON } from "@simplewebauthn/server";
import { notAuthorized } from "../../api/errors";
import { countsAsBoth } from "../../mfa/first-factors";
import { clientDataIn, isObject, parsed } from "../../passkeys/client-data";
import { isPageOf, requireRelyingParty } from "../../passkeys/relying-party";
import { webAuthn } from "../../passkeys/web-authn";
import type { Pool } from "../../pool";
import type { Passkey, User } from "../../users/user";
import { updateUser } from "../../users/users";
import { personFor, takeChosen } from "../choosing";
import { complete } from "../sign-in";
import { type ChallengeAnswer, requireResponse } from "./challenge-answer";

/** Verifies a passkey of the user for this challenge. Every mistake gets the same answer and ends the sign-in. */
export async function answerWebAuthn(pool: Pool, answer: ChallengeAnswer) {
  const credential = parsed(requireResponse(answer, "CREDENTIAL"));
  const { challenge, choosing } = takeChosen(pool, "WEB_AUTHN", answer);
  const user = personFor(pool, choosing, "WEB_AUTHN");
  const passkey = user?.passkeys?.find(({ id }) => isObject(credential) && id === credential.id);
  if (user === undefined || passkey === undefined) throw notAuthorized();
  const counter = await verifiedCounter(pool, user, passkey, credential, challenge.challenge);
  const proven = updateUser(pool, user.username, ({ passkeys = [] }) => ({
    passkeys: passkeys.map((other) => (other.id === passkey.id ? { ...other, counter } : other)),
  }));
  return complete(pool, choosing.client, proven, choosing);
}

async function verifiedCounter(
  pool: Pool,
  user: User,
  { id, publicKey, counter }: Passkey,
  credential: unknown,
  expectedChallenge: string,
): Promise<number> {
  const rpID = requireRelyingParty(pool);
  const { origin } = clientDataIn(credential) ?? {};
  if (origin === undefined || !isPageOf(rpID, origin)) throw notAuthorized();
  const { verifyAuthenticationResponse } = await webAuthn();
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: credential as AuthenticationResponseJSON,
    expectedChallenge,
    expectedOrigin: origin,
    expectedRPID: rpID,
    credential: { id, publicKey: new Uint8Array(Buffer.from(publicKey, "base64url")), counter },
    requireUserVerification:
      pool.settings.passkeys.userVerification === "required" || countsAsBoth(pool.settings, user),
  }).catch(() => {
    throw notAuthorized();
  });
  if (!verified) throw notAuthorized();
  return authenticationInfo.newCounter;
}
