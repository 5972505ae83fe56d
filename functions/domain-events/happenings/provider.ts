import type { Happening } from "../../../shared/events/domain-event";
import type { Item } from "../stream-record";
import { differing } from "./differing";
import { domainsIn, placeOrNullIn, wordIn } from "./fields";

const statusIn = wordIn("bound", "unbound");

/**
 * What has happened to an identity provider. If its tenant changes, it is unbound from the former one and bound to
 * the new one.
 */
export function happenedToProvider(
  provider: string,
  before: Item | undefined,
  after: Item,
): readonly Happening[] {
  const subject = { provider };
  const from = bindingIn(before);
  const to = bindingIn(after);
  if (before !== undefined && from !== undefined && to !== undefined && from.tenantId === to.tenantId)
    return differing(["authoritativeFor"], before, after).length === 0
      ? []
      : [{ type: "provider.changed", tenantId: to.tenantId, subject, from: from.binding, to: to.binding }];
  return [
    ...(from === undefined
      ? []
      : [{ type: "provider.unbound", tenantId: from.tenantId, subject, from: from.binding } as const]),
    ...(to === undefined
      ? []
      : [{ type: "provider.bound", tenantId: to.tenantId, subject, to: to.binding } as const]),
  ];
}

const bindingIn = (provider: Item | undefined) =>
  provider === undefined || statusIn(provider, "status") === "unbound"
    ? undefined
    : {
        tenantId: placeOrNullIn(provider, "tenantId"),
        binding: { authoritativeFor: domainsIn(provider, "authoritativeFor") },
      };
