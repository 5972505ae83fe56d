import { FaultError } from "../runtime/errors";
import { type ManagedEntry, readManagedEntry } from "./registry";
import { isPlace, PLATFORM } from "./tenant";

/** `own`: ours. `machine`: acts by itself. `foreign`: made by somebody else. */
export const CLIENT_KINDS = ["own", "machine", "foreign"] as const;

export type ClientKind = (typeof CLIENT_KINDS)[number];

/** What the registry says of an app client. */
export interface Client extends ManagedEntry {
  readonly clientId: string;
  readonly name: string;
  readonly kind: ClientKind;
  /** The tenant that a machine acts for, or the platform. A machine without one gets no token. */
  readonly tenantId?: string;
  /** The ceiling: the full names of the scopes that it can hold at most. Own clients have none. */
  readonly scopes: readonly string[];
  readonly status: "registered" | "released";
}

export type ClientRegistration = Pick<Client, "clientId" | "name" | "kind" | "tenantId" | "scopes">;

export const isClientKind = (value: unknown): value is ClientKind =>
  CLIENT_KINDS.some((kind) => kind === value);

/**
 * Whether a value can be a scope of RFC 6749: printable ASCII without a space, a quotation mark or a backslash. One
 * with an @ is refused, because it could be an address, which no event may hold.
 */
export const isScope = (value: unknown): value is string =>
  typeof value === "string" && /^[!#-?A-[\]-~]{1,256}$/.test(value);

/** What is wrong with a registration, in words for its author; undefined if nothing is. */
export function mistakeInRegistration({
  name,
  kind,
  tenantId,
  scopes,
}: Omit<ClientRegistration, "clientId">): string | undefined {
  if (name.trim() === "" || name.length > 128) return "the name of a client has 1 to 128 characters";
  if (kind === "machine" && tenantId === undefined)
    return `a machine acts for a tenant, or for ${PLATFORM}: name it`;
  if (kind !== "machine" && tenantId !== undefined)
    return "only a machine acts for a tenant; people act for their own";
  if (kind === "own" && scopes.length > 0)
    return "a client of kind own has the scopes of each person's role, and no ceiling";
  const wrong = scopes.find((scope) => !isScope(scope));
  if (wrong !== undefined) return `${JSON.stringify(wrong)} is not the full name of a scope`;
  return undefined;
}

/** Reads a client from the table. A malformed one is a fault, so that it never has another ceiling. */
export function readClient(clientId: string, item: Readonly<Record<string, unknown>>): Client {
  const { name, kind, tenantId, scopes = [], status } = item;
  const isHolder = tenantId === undefined || isPlace(tenantId);
  if (
    typeof name !== "string" ||
    !isClientKind(kind) ||
    !isHolder ||
    !Array.isArray(scopes) ||
    !scopes.every(isScope) ||
    !(status === "registered" || status === "released")
  )
    throw new FaultError(`client#${clientId} is malformed`);
  return {
    ...readManagedEntry(`client#${clientId}`, item),
    clientId,
    name,
    kind,
    ...(tenantId !== undefined && { tenantId }),
    scopes,
    status,
  };
}
