import { type Actor, changed } from "../../shared/change";
import type { CallContext } from "../../shared/runtime/invocation";
import { registering, releasing } from "../../shared/tenants/client-registration";
import type { Clients } from "../../shared/tenants/clients-table";
import type { IdentityProviders } from "../../shared/tenants/identity-providers-table";
import { binding, unbinding } from "../../shared/tenants/provider-binding";
import {
  changeEntry,
  type ManagedEntry,
  type Registry,
  type Unversioned,
} from "../../shared/tenants/registry";
import type { StackRecords } from "./stack-records";

export interface RecordPorts {
  readonly clients: Pick<Clients, "find" | "replace">;
  readonly providers: Pick<IdentityProviders, "find" | "replace">;
}

const DEPLOYMENT: Actor = { kind: "command", id: "deploy" };

/**
 * Writes the entries that the stack declares, and ends those that it no longer declares. It may be repeated: nothing
 * is written where nothing is different.
 *
 * @returns how many entries have changed
 */
export async function keepRecords(
  { clients, providers }: RecordPorts,
  wanted: StackRecords,
  former: StackRecords,
  { now, signal }: CallContext,
): Promise<number> {
  const change = changed(DEPLOYMENT, now);
  let changes = 0;
  const keep = async <Kept extends ManagedEntry>(
    registry: Registry<Kept>,
    name: string,
    next: Next<Kept>,
  ) => {
    const { kind } = await changeEntry(registry, name, { change: unlessOperators(next) }, signal);
    if (kind === "changed") changes += 1;
  };
  for (const client of wanted.clients)
    await keep(clients, client.clientId, registering(client, "stack", change));
  for (const { clientId } of former.clients)
    if (!wanted.clients.some((client) => client.clientId === clientId))
      await keep(clients, clientId, releasing("stack", change));

  const wantedNames = wanted.providers.map(({ name }) => name.toLowerCase());
  for (const provider of wanted.providers)
    await keep(providers, provider.name.toLowerCase(), binding(provider, "stack", change));
  for (const name of former.providers.map((provider) => provider.name.toLowerCase()))
    if (!wantedNames.includes(name)) await keep(providers, name, unbinding("stack", change));
  return changes;
}

type Next<Kept> = (before: Kept | undefined) => Unversioned<Kept> | undefined;

/**
 * What an operator has touched is left alone, so that the tenant of a machine, or the end of a registration, outlasts
 * the next deployment.
 */
const unlessOperators =
  <Kept extends ManagedEntry>(next: Next<Kept>): Next<Kept> =>
  (before) =>
    before?.managedBy === "operator" ? undefined : next(before);
