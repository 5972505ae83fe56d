import type { Texts } from "../api/input/shapes";
import type { Client, Pool } from "../pool";
import type { Attributes } from "../users/attributes";

interface Newcomer {
  readonly username: string;
  /** None for an administrator. */
  readonly client: Client | undefined;
  readonly userAttributes: Attributes;
  readonly validationData?: Texts | undefined;
  readonly clientMetadata?: Texts | undefined;
}

/** May refuse the newcomer. What it answers beyond that counts for self sign-up only. */
export async function askPreSignUp(
  pool: Pool,
  way: "SignUp" | "AdminCreateUser" | "ExternalProvider",
  { username, client, userAttributes, validationData, clientMetadata }: Newcomer,
) {
  const answer = await pool.runTrigger({
    trigger: "PreSignUp",
    source: `PreSignUp_${way}`,
    userName: username,
    clientId: client?.id,
    request: { userAttributes, validationData: validationData ?? null, clientMetadata },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  });
  return {
    confirms: answer?.autoConfirmUser === true,
    verifiesEmail: answer?.autoVerifyEmail === true,
    verifiesPhone: answer?.autoVerifyPhone === true,
  };
}
