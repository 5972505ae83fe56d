import { checkSecretHash } from "../api/calling-client";
import { invalidParameter } from "../api/errors";
import { invent } from "../hidden-existence/decoy-user";
import { createServerKeys, isPublicKey, type ServerKeys } from "../passwords/srp";
import type { Client, Pool } from "../pool";
import type { User } from "../users/user";
import { receive } from "./authentication";
import type { Round } from "./custom-auth";
import { openChallenge } from "./open-challenge";

type Texts = Readonly<Record<string, string>>;

const CHALLENGE = "PASSWORD_VERIFIER";

/** What the answer is held against. */
export type SrpExchange = {
  readonly clientKey: string;
  readonly keys: ServerKeys;
  readonly verifier: string;
  /** What custom authentication goes on from; undefined for a sign-in that ends with the password. */
  readonly custom: { readonly login: string; readonly rounds: readonly Round[] } | undefined;
};

export function readClientKey({ SRP_A: clientKey }: Texts): string {
  if (clientKey === undefined) throw invalidParameter("Missing required parameter SRP_A");
  if (!isPublicKey(clientKey)) throw invalidParameter("Invalid SRP_A");
  return clientKey;
}

/** The first half: pre authentication runs, no password is known yet, and nobody's status is told. */
export async function startSrp(
  pool: Pool,
  client: Client,
  parameters: Texts,
  validationData: Texts | undefined,
) {
  const { USERNAME: login, SECRET_HASH: secretHash } = parameters;
  if (login === undefined) throw invalidParameter("Missing required parameter USERNAME");
  checkSecretHash(client, login, secretHash);
  const clientKey = readClientKey(parameters);
  const user = await receive(pool, { client, login, validationData }, undefined);
  return challengePassword(pool, client, { login, user }, { clientKey, custom: undefined });
}

export function challengePassword(
  pool: Pool,
  client: Client,
  { login, user }: { login: string; user: User | undefined },
  { clientKey, custom }: Pick<SrpExchange, "clientKey" | "custom">,
) {
  const invented = invent(pool, login);
  const username = user?.username ?? invented.username;
  const { salt, verifier } = user?.password?.srp ?? invented.srp;
  const keys = createServerKeys(verifier);
  const secret: SrpExchange = { clientKey, keys, verifier, custom };
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
