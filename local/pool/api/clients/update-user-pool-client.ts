import { requireClient } from "../calling-client";
import { forAdministrators } from "../operation";
import { CLIENT_NAME, CLIENT_SETTINGS, clientSettings, NAMED_CLIENT } from "./client-settings";
import { clientShape } from "./client-shape";

/**
 * A request has to send all the settings: those that it leaves out return to their defaults. The secret never
 * changes.
 */
export const updateUserPoolClient = forAdministrators(
  "UpdateUserPoolClient",
  { ...NAMED_CLIENT, ClientName: CLIENT_NAME, ...CLIENT_SETTINGS },
  (pool, input) => {
    const client = requireClient(pool, input);
    const updated = pool.clients.put(client.id, {
      ...client,
      ...clientSettings(pool, input, client.secrets.length > 0),
      name: input.ClientName ?? client.name,
      modifiedAt: pool.now().toISOString(),
    });
    return { UserPoolClient: clientShape(pool, updated) };
  },
);
