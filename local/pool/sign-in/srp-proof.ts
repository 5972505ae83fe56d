import { readLogin } from "../api/calling-client";
import { invalidParameter } from "../api/errors";
import type { Texts } from "../api/input/shapes";
import { decoyUser } from "../hidden-existence/decoy-user";
import { createServerKeys, isPublicKey, type ServerKeys } from "../passwords/srp";
import type { Client, Pool } from "../pool";
import type { User } from "../users/user";
import { openChallenge } from "./ask-challenge";
import type { ChallengeNamed } from "./challenge";
import { admit, type Start } from "./sign-in";

const CHALLENGE = "PASSWORD_VERIFIER";

export function readClientKey({ SRP_A: clientKey }: Texts): string {
  if (clientKey === undefined) throw invalidParameter("Missing required parameter SRP_A");
  if (!isPublicKey(clientKey)) throw invalidParameter("Invalid SRP_A");
  return clientKey;
}

/** The first half: pre authentication runs, but no password is known yet, and the status of the user is not revealed. */
export async function startSrp(pool: Pool, { client, parameters, validationData }: Start) {
  const login = readLogin(client, parameters);
  const clientKey = readClientKey(parameters);
  const user = await admit(pool, { client, login, validationData }, undefined);
  const { DEVICE_KEY: deviceKey } = parameters;
  return askPasswordVerifier(pool, client, { login, user }, { clientKey, deviceKey, custom: undefined });
}

/** An unknown user gets a challenge as well, with a decoy that nobody can answer. */
export function askPasswordVerifier(
  pool: Pool,
  client: Client,
  { login, user }: { login: string; user: User | undefined },
  {
    clientKey,
    deviceKey,
    custom,
  }: Pick<ChallengeNamed<typeof CHALLENGE>, "clientKey" | "deviceKey" | "custom">,
) {
  const decoy = decoyUser(pool, login);
  const username = user?.username ?? decoy.username;
  const { salt, verifier } = user?.password?.srp ?? decoy.srp;
  const keys = createServerKeys(verifier);
  const challenge = { name: CHALLENGE, username, clientKey, keys, verifier, deviceKey, custom } as const;
  return {
    ChallengeName: CHALLENGE,
    ChallengeParameters: {
      ...serverHalf(salt, keys, openChallenge(pool, client, challenge)),
      USERNAME: username,
      USER_ID_FOR_SRP: username,
    },
  };
}

/** What the client needs for its claim. The session of the challenge goes along as the secret block. */
export const serverHalf = (salt: string, { publicKey }: ServerKeys, session: string) => ({
  SALT: BigInt(`0x${salt}`).toString(16),
  SECRET_BLOCK: Buffer.from(session, "base64url").toString("base64"),
  SRP_B: publicKey,
});
