import type { Happening } from "../../../shared/events/domain-event";
import { CLIENT_KINDS } from "../../../shared/tenants/clients";
import type { Item } from "../stream-record";
import { differing } from "./differing";
import { placeOrNullIn, scopesOrNullIn, wordIn } from "./fields";

const statusIn = wordIn("registered", "released");
const kindIn = wordIn(...CLIENT_KINDS);

/**
 * What has happened to a client. If its tenant changes, it is released by the former one and registered for the new
 * one.
 */
export function happenedToClient(
  clientId: string,
  before: Item | undefined,
  after: Item,
): readonly Happening[] {
  const subject = { clientId };
  const from = registrationIn(before);
  const to = registrationIn(after);
  if (before !== undefined && from !== undefined && to !== undefined && from.tenantId === to.tenantId) {
    const changed = differing(["name", "kind", "scopes"], before, after);
    if (changed.length === 0) return [];
    const { tenantId } = to;
    return [{ type: "client.changed", tenantId, subject, from: from.client, to: { ...to.client, changed } }];
  }
  return [
    ...(from === undefined
      ? []
      : [{ type: "client.released", tenantId: from.tenantId, subject, from: from.client } as const]),
    ...(to === undefined
      ? []
      : [{ type: "client.registered", tenantId: to.tenantId, subject, to: to.client } as const]),
  ];
}

const registrationIn = (client: Item | undefined) =>
  client === undefined || statusIn(client, "status") === "released"
    ? undefined
    : {
        tenantId: placeOrNullIn(client, "tenantId"),
        client: { kind: kindIn(client, "kind"), scopes: scopesOrNullIn(client, "scopes") },
      };
