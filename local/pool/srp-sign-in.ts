import { receive } from "./authentication";
import { invalidParameter } from "./errors";
import { invent } from "./invented-user";
import { openChallenge } from "./open-challenge";
import type { Client, Pool } from "./pool";
import { checkSecretHash } from "./request";
import { createServerKeys, isPublicKey, type ServerKeys } from "./srp";

type Texts = Readonly<Record<string, string>>;

const CHALLENGE = "PASSWORD_VERIFIER";

/** What the answer is held against. */
export type SrpExchange = {
  readonly clientKey: string;
  readonly keys: ServerKeys;
  readonly verifier: string;
};

/** The first half: pre authentication runs, no password is known yet, and nobody's status is told. */
export async function startSrp(
  pool: Pool,
  client: Client,
  parameters: Texts,
  validationData: Texts | undefined,
) {
  const { USERNAME: login, SRP_A: clientKey, SECRET_HASH: secretHash } = parameters;
  if (login === undefined) throw invalidParameter("Missing required parameter USERNAME");
  if (clientKey === undefined) throw invalidParameter("Missing required parameter SRP_A");
  checkSecretHash(client, login, secretHash);
  if (!isPublicKey(clientKey)) throw invalidParameter("Invalid SRP_A");
  const user = await receive(pool, { client, login, validationData }, undefined);
  const invented = invent(pool, login);
  const username = user?.username ?? invented.username;
  const { salt, verifier } = user?.password?.srp ?? invented.srp;
  const keys = createServerKeys(verifier);
  const secret: SrpExchange = { clientKey, keys, verifier };
  const session = openChallenge(pool, client, { name: CHALLENGE, username, secret });
  return {
    ChallengeName: CHALLENGE,
    ChallengeParameters: {
      SALT: BigInt(`0x${salt}`).toString(16),
      SECRET_BLOCK: Buffer.from(session, "base64url").toString("base64"),
      SRP_B: keys.publicKey,
      USERNAME: username,
      USER_ID_FOR_SRP: username,
    },
  };
}
