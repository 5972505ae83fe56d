import { refuse } from "../../shared/runtime/refusals";
import type { Client } from "../../shared/tenants/clients";
import type { Role } from "../../shared/tenants/role";
import { OPENID_SCOPES, type Scope, scopesOf, scopesOfMachine } from "../../shared/tenants/scopes";
import type { Version } from "./version";

export interface ScopeChange {
  readonly scopesToAdd: readonly string[];
  readonly scopesToSuppress: readonly string[];
}

interface Holder {
  readonly tenantId: string;
  readonly role: Role;
}

interface Asking {
  readonly version: Version;
  /** The client, if the registry knows it. */
  readonly client: Client | undefined;
  /** The scopes that the tokens would have, from the event. */
  readonly present: unknown;
  readonly resourceServer: string;
}

/** Whether a client is registered as ours. */
export const isOwn = (client: Client | undefined): boolean =>
  client?.status === "registered" && client.kind === "own";

/**
 * The scopes of a person's tokens. Own clients get those of the role, whatever they asked for. Every other client
 * keeps, of what it asked for, what role and ceiling both allow, and gets no more: the person may be an admin, and
 * the client an agent that somebody else has made. An unregistered client has an empty ceiling.
 */
export function scopesOfPerson(
  { tenantId, role }: Holder,
  { version, client, present, resourceServer }: Asking,
): ScopeChange {
  const ofRole = scopesOf(tenantId, role);
  const registered = client?.status === "registered" ? client : undefined;
  switch (registered?.kind) {
    case "own":
      return exactly(ofRole, isTextList(present) ? present : [], resourceServer);
    case "machine":
      return refuse("machine-client");
    case "foreign":
    case undefined: {
      // A V1 event cannot change the access token, so nothing could be taken away.
      if (version === "1" || !isTextList(present)) return refuse("unlimited-client");
      const mayKeep = atMost(ofRole, registered?.scopes ?? [], resourceServer);
      return suppress(present, (scope) => OPENID_SCOPES.includes(scope) || mayKeep(scope));
    }
  }
}

/** The scopes of a machine's token: what it asked for, below its ceiling. */
export function scopesOfMachineClient(
  tenantId: string,
  {
    client,
    present,
    resourceServer,
  }: Pick<Asking, "present" | "resourceServer"> & { readonly client: Client },
): ScopeChange {
  if (!isTextList(present)) return refuse("unlimited-client");
  return suppress(present, atMost(scopesOfMachine(tenantId), client.scopes, resourceServer));
}

/**
 * Sets the scopes of our resource server to exactly those that are granted. Scopes of other servers stay as they are.
 */
function exactly(scopes: readonly Scope[], present: readonly string[], resourceServer: string): ScopeChange {
  const prefix = `${resourceServer}/`;
  const granted = scopes.map((scope) => prefix + scope);
  return {
    scopesToAdd: granted.filter((scope) => !present.includes(scope)),
    scopesToSuppress: present.filter((scope) => scope.startsWith(prefix) && !granted.includes(scope)),
  };
}

function atMost(granted: readonly Scope[], ceiling: readonly string[], resourceServer: string) {
  const prefix = `${resourceServer}/`;
  const ofOurs: readonly string[] = granted.map((scope) => prefix + scope);
  return (scope: string): boolean =>
    ceiling.includes(scope) && (!scope.startsWith(prefix) || ofOurs.includes(scope));
}

const suppress = (present: readonly string[], mayKeep: (scope: string) => boolean): ScopeChange => ({
  scopesToAdd: [],
  scopesToSuppress: present.filter((scope) => !mayKeep(scope)),
});

const isTextList = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((entry) => typeof entry === "string");
