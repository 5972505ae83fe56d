import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { isConditionFailure } from "../aws/dynamodb";
import { isRecord } from "../json";
import { FaultError } from "../runtime/errors";
import { auditCursorOf } from "./audit-cursor";
import { auditPlacesOf } from "./audit-places";
import type { DomainEvent } from "./domain-event";

export interface AuditTrail {
  /** Keeps an event in each of its places until it expires. An event that is already there is not changed. */
  keep(event: DomainEvent, keptDays: number, signal: AbortSignal): Promise<void>;
  /** The events of a tenant, or of the platform, the newest first. */
  page(place: string, query: AuditQuery, signal: AbortSignal): Promise<AuditPage>;
}

export interface AuditQuery {
  readonly limit: number;
  /** Where the previous page ended. It does not name a place, so a foreign cursor opens nobody else's trail. */
  readonly cursor?: string;
}

export interface AuditPage {
  readonly events: readonly DomainEvent[];
  /** The cursor of the next page; null after the last one. */
  readonly next: string | null;
}

const DAY_S = 24 * 60 * 60;

/** Keeps the audit trail in DynamoDB, by place and time. Entries are never changed. */
export const auditTable = (client: DynamoDBDocumentClient, table: string): AuditTrail => ({
  async keep(event, keptDays, abortSignal) {
    const expiresAt = Math.floor(Date.parse(event.time) / 1000) + keptDays * DAY_S;
    for (const place of auditPlacesOf(event))
      try {
        await client.send(
          new PutCommand({
            TableName: table,
            Item: { tenantId: place, id: auditCursorOf(event), event, expiresAt },
            ConditionExpression: "attribute_not_exists(id)",
          }),
          { abortSignal },
        );
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
      }
  },

  async page(place, { limit, cursor }, abortSignal) {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: `tenantId = :place${cursor === undefined ? "" : " AND id < :cursor"}`,
        ExpressionAttributeValues: { ":place": place, ...(cursor !== undefined && { ":cursor": cursor }) },
        ScanIndexForward: false,
        Limit: limit,
      }),
      { abortSignal },
    );
    return {
      events: Items.map(({ event }) => readEvent(event)),
      next: LastEvaluatedKey === undefined ? null : String(LastEvaluatedKey.id),
    };
  },
});

/** A malformed entry is a fault, because an audit that skips entries is not complete. */
function readEvent(event: unknown): DomainEvent {
  if (
    !isRecord(event) ||
    ![event.id, event.time, event.type].every((text) => typeof text === "string") ||
    ![event.actor, event.subject].every(isRecord)
  )
    throw new FaultError("an entry of the audit trail is malformed");
  return event as unknown as DomainEvent;
}
