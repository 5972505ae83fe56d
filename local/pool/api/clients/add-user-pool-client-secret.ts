import { requireClient } from "../calling-client";
import { invalidParameter, limitExceeded } from "../errors";
import { CLIENT_SECRET } from "../input/members";
import { forAdministrators } from "../operation";
import { MOST_SECRETS, newSecret, secretShape } from "./client-secret";
import { NAMED_CLIENT } from "./client-settings";

const INPUT = { ...NAMED_CLIENT, ClientSecret: CLIENT_SECRET };

export const addUserPoolClientSecret = forAdministrators("AddUserPoolClientSecret", INPUT, (pool, input) => {
  const { ClientSecret: given } = input;
  const client = requireClient(pool, input);
  // The app of such a client would not send a secret.
  if (client.secrets.length === 0)
    throw invalidParameter(`Client ${client.id} was created without a secret, and cannot have one.`);
  if (client.secrets.length >= MOST_SECRETS)
    throw limitExceeded(`Client ${client.id} has the most secrets that are possible: ${MOST_SECRETS}.`);
  const secret = newSecret(client.id, given, pool.now());
  const modifiedAt = pool.now().toISOString();
  pool.clients.put(client.id, { ...client, secrets: [...client.secrets, secret], modifiedAt });
  return {
    ClientSecretDescriptor: {
      ...secretShape(secret),
      // A caller that has chosen the secret knows it already.
      ...(given === undefined && { ClientSecretValue: secret.value }),
    },
  };
});
