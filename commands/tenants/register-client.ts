import { isClientId } from "../../shared/runtime/cognito-event";
import { PLATFORM } from "../../shared/tenants/tenant";
import { defineCommand } from "../cli/command";
import { CommandError, UsageError } from "../cli/errors";
import { tenantIdFrom } from "../cli/words";
import { type OperatorTenants, operatorTenants } from "../stores/operator-tenants";
import { noSuchTenant } from "./no-such-tenant";

/** Returns false when the client was registered for this tenant before. */
export async function registerClient(
  { tenants }: { readonly tenants: Pick<OperatorTenants, "find" | "registerClient"> },
  tenantId: string,
  clientId: string,
  signal: AbortSignal,
): Promise<boolean> {
  if (tenantId !== PLATFORM && (await tenants.find(tenantId, signal)) === undefined)
    throw noSuchTenant(tenantId);
  const holder = await tenants.registerClient(clientId, tenantId);
  if (holder.tenantId !== tenantId)
    throw new CommandError(
      holder.tenantId === undefined
        ? `${clientId} changed hands at this moment. Run the command again.`
        : `${clientId} is registered for ${holder.tenantId}. Before it can be registered anew: npm run tenants:release-client -- ${clientId}`,
    );
  return holder.isNew;
}

export function clientIdFrom(word: string): string {
  if (!isClientId(word)) throw new UsageError(`${word} is not the id of an app client`);
  return word;
}

export const tenantsRegisterClient = defineCommand({
  summary: "Says for which tenant a machine client acts",
  explanation: [
    "Says for which tenant a machine client (one that uses the client credentials grant) acts; platform stands for all of",
    "them. A machine client that is not registered gets no token. That the pool has such a client is not checked.",
  ].join("\n"),
  words: { id: "<id | platform>", clientId: "<clientId>" },
  options: {},
  async perform({ words }, { stage, signal }) {
    const id = words.id === PLATFORM ? PLATFORM : tenantIdFrom(words.id);
    const clientId = clientIdFrom(words.clientId);
    const tenants = await stage.open("TenantsTable", operatorTenants);
    const isNew = await registerClient({ tenants }, id, clientId, signal);
    return [`The client ${clientId} ${isNew ? "acts" : "acted already"} for ${id}.`];
  },
});
