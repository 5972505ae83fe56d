import { isClientId } from "../../shared/runtime/cognito-event";
import { PLATFORM } from "../../shared/tenants/tenant";
import { defineCommand } from "../cli/command";
import { CommandError, noSuchTenant, UsageError } from "../cli/errors";
import { tenantIdFrom } from "../cli/values";
import { type OperatorTenants, operatorTenants } from "../stores/operator-tenants";

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
        ? `${clientId} was released by another command in the meantime. Run this one again.`
        : `${clientId} is registered for ${holder.tenantId}. To release it first: npm run tenants:release-client -- ${clientId}`,
    );
  return holder.isNew;
}

export function clientIdFrom(word: string): string {
  if (!isClientId(word)) throw new UsageError(`${word} is not the id of an app client`);
  return word;
}

export const command = defineCommand({
  summary: "Registers a machine client for the tenant that it acts for",
  explanation: [
    "Registers a machine client (one that uses the client credentials grant) for the tenant that it acts for; platform",
    "stands for all tenants. A machine client that is not registered gets no token. Whether the pool has such a client is",
    "not checked.",
  ].join("\n"),
  args: { id: "<id | platform>", clientId: "<clientId>" },
  options: {},
  async perform({ args }, { stage, signal }) {
    const id = args.id === PLATFORM ? PLATFORM : tenantIdFrom(args.id);
    const clientId = clientIdFrom(args.clientId);
    const tenants = await stage.open("TenantsTable", operatorTenants);
    const isNew = await registerClient({ tenants }, id, clientId, signal);
    return [`The client ${clientId} ${isNew ? "now acts" : "already acts"} for ${id}.`];
  },
});
