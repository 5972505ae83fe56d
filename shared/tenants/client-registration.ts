import { type Actor, type Changed, changed } from "../change";
import type { CallContext } from "../runtime/invocation";
import type { Client, ClientRegistration } from "./clients";
import type { Clients } from "./clients-table";
import { type Change, changeEntry, type ManagedEntry, sameTexts } from "./registry";
import { PLATFORM } from "./tenant";
import type { Tenants } from "./tenants-table";

interface Ports {
  readonly clients: Pick<Clients, "find" | "replace">;
  readonly tenants: Pick<Tenants, "find">;
}

interface ChangeOfClient extends CallContext {
  readonly by: Actor;
  /** The version that the change is based on, 0 for none. Without it, the change applies to any version. */
  readonly onVersion?: number;
}

/** Registers a client for an operator. From then on the operator manages it, even if the stack has made it. */
export async function registerClient(
  { clients, tenants }: Ports,
  registration: ClientRegistration,
  { by, onVersion, now, signal }: ChangeOfClient,
): Promise<Change<Client> | { readonly kind: "unknown-tenant" }> {
  const { tenantId } = registration;
  if (tenantId !== undefined && tenantId !== PLATFORM && (await tenants.find(tenantId, signal)) === undefined)
    return { kind: "unknown-tenant" };
  return changeEntry(
    clients,
    registration.clientId,
    { onVersion, change: registering(registration, "operator", changed(by, now)) },
    signal,
  );
}

/** Ends a registration. The client then counts as unknown; its entry stays and can still be read. */
export const releaseClient = (
  { clients }: Pick<Ports, "clients">,
  clientId: string,
  { by, onVersion, now, signal }: ChangeOfClient,
): Promise<Change<Client>> =>
  changeEntry(clients, clientId, { onVersion, change: releasing("operator", changed(by, now)) }, signal);

/** The change that registers a client; none if the same manager has already written the same. */
export const registering =
  (wanted: ClientRegistration, managedBy: ManagedEntry["managedBy"], change: Changed) =>
  (before: Client | undefined): Omit<Client, "version"> | undefined =>
    before?.managedBy === managedBy && saysTheSame(before, wanted)
      ? undefined
      : { ...wanted, status: "registered", managedBy, ...change };

export const releasing =
  (managedBy: ManagedEntry["managedBy"], change: Changed) =>
  (before: Client | undefined): Omit<Client, "version"> | undefined =>
    before?.status === "registered" ? { ...before, status: "released", managedBy, ...change } : undefined;

const saysTheSame = (client: Client, wanted: ClientRegistration): boolean =>
  client.status === "registered" &&
  client.name === wanted.name &&
  client.kind === wanted.kind &&
  client.tenantId === wanted.tenantId &&
  sameTexts(client.scopes, wanted.scopes);
