import { PLATFORM } from "../tenants/tenant";
import type { DomainEvent } from "./domain-event";

/**
 * Who may read of an event: the admins of its tenant, or the operators. Operators read of every client and provider,
 * because these let people and machines into the stage.
 */
export const auditPlacesOf = ({ type, tenantId }: DomainEvent): readonly string[] => [
  ...new Set([
    tenantId ?? PLATFORM,
    ...(type.startsWith("client.") || type.startsWith("provider.") ? [PLATFORM] : []),
  ]),
];
