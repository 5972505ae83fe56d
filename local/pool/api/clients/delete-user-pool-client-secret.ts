import { requireClient } from "../calling-client";
import { invalidParameter, resourceNotFound } from "../errors";
import { required, text } from "../input/shapes";
import { forAdministrators } from "../operation";
import { NAMED_CLIENT } from "./client-settings";

const INPUT = {
  ...NAMED_CLIENT,
  ClientSecretId: required(text({ shortest: 1, longest: 256, pattern: "[\\w+-]+" })),
};

/** The last secret stays, so a client that has to prove a secret never becomes one that does not. */
export const deleteUserPoolClientSecret = forAdministrators(
  "DeleteUserPoolClientSecret",
  INPUT,
  (pool, input) => {
    const client = requireClient(pool, input);
    const kept = client.secrets.filter(({ id }) => id !== input.ClientSecretId);
    if (kept.length === client.secrets.length)
      throw resourceNotFound(`Client secret ${input.ClientSecretId} does not exist.`);
    if (kept.length === 0)
      throw invalidParameter(`The last secret of client ${client.id} cannot be deleted.`);
    pool.clients.put(client.id, { ...client, secrets: kept, modifiedAt: pool.now().toISOString() });
    return {};
  },
);
