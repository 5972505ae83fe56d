import type { Texts } from "../api/input/shapes";
import type { Client, Pool } from "../pool";
import { eventAttributes, type User } from "../users/user";

export async function tellPostAuthentication(
  pool: Pool,
  client: Client,
  user: User,
  { clientMetadata, newDeviceUsed }: { clientMetadata: Texts | undefined; newDeviceUsed: boolean },
): Promise<void> {
  await pool.runTrigger({
    trigger: "PostAuthentication",
    source: "PostAuthentication_Authentication",
    userName: user.username,
    clientId: client.id,
    request: { userAttributes: eventAttributes(user), newDeviceUsed, clientMetadata },
    response: {},
  });
}
