import { PLATFORM } from "../tenants/tenant";
import type { DomainEvent } from "./domain-event";

/**
 * Where an event is listed: in the trail of its tenant, for the admins, or in that of the platform, for operators.
 * Operators see every client and provider event, because clients and providers let people and machines into the
 * stage.
 */
export const auditPlacesOf = ({ type, tenantId }: DomainEvent): readonly string[] => [
  ...new Set([
    tenantId ?? PLATFORM,
    ...(type.startsWith("client.") || type.startsWith("provider.") ? [PLATFORM] : []),
  ]),
];
