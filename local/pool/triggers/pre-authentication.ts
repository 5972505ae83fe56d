import type { Texts } from "../api/input/shapes";
import type { Client, Pool } from "../pool";
import { eventAttributes, type User } from "../users/user";

interface Attempt {
  readonly client: Client;
  /** What was typed. */
  readonly login: string;
  readonly user: User | undefined;
  readonly validationData?: Texts | undefined;
}

export async function askPreAuthentication(pool: Pool, attempt: Attempt): Promise<void> {
  const { client, login, user, validationData = null } = attempt;
  await pool.runTrigger({
    trigger: "PreAuthentication",
    source: "PreAuthentication_Authentication",
    userName: user?.username ?? login,
    clientId: client.id,
    request: {
      userAttributes: user === undefined ? {} : eventAttributes(user),
      validationData,
      userNotFound: userNotFoundFlag(client, user),
    },
    response: {},
  });
}

/** The triggers get this flag only if the client hides who exists. */
export const userNotFoundFlag = ({ hidesExistence }: Client, user: User | undefined): boolean | undefined =>
  hidesExistence ? user === undefined : undefined;
