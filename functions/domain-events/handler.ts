import type { EventBus } from "../../shared/aws/event-bus";
import type { AuditTrail } from "../../shared/events/audit-table";
import type { DomainEvent } from "../../shared/events/domain-event";
import type { Run } from "../../shared/runtime/invocation";
import type { StreamHandler } from "../../shared/runtime/stream";
import { domainEventsOf } from "./domain-events-of";
import { MalformedItemError } from "./happenings/fields";
import { publishInOrder } from "./publish-in-order";
import { readBatch, type StreamedChange, type TableNames } from "./stream-record";

interface Ports {
  readonly tables: TableNames;
  readonly audit: Pick<AuditTrail, "keep">;
  readonly bus: EventBus;
  readonly auditDays: number;
}

/** The events of one record of the batch. */
interface Told {
  readonly change: StreamedChange;
  readonly events: readonly DomainEvent[] | "malformed";
}

/**
 * Keeps every event of the batch in the audit trail before it publishes any. A record that is delivered again finds
 * its events kept, and publishes them once more. A malformed record fails until Lambda gives it up. It has no events,
 * so it holds up no others.
 */
export const createHandler =
  ({ tables, audit, bus, auditDays }: Ports): StreamHandler<"domain-events"> =>
  async (batch, run) => {
    const told = readBatch(batch, tables).map((change) => ({ change, events: eventsOf(change, run) }));
    const events = told.flatMap(eventsToldIn);
    for (const event of events) await audit.keep(event, auditDays, run.signal);
    const unpublished = await publishInOrder(queuesOf(told), bus, run.signal);
    if (unpublished.size > 0) run.warn("the bus did not take every event");
    const failed = told.filter(
      (record) => record.events === "malformed" || record.events.some((event) => unpublished.has(event)),
    );
    run.outcome("published", { events: events.length - unpublished.size, failed: failed.length });
    return {
      batchItemFailures: failed.map(({ change }) => ({ itemIdentifier: change.sequenceNumber })),
    };
  };

function eventsOf(change: StreamedChange, run: Run): Told["events"] {
  try {
    return domainEventsOf(change);
  } catch (error) {
    if (!(error instanceof MalformedItemError)) throw error;
    run.warn(`malformed record: ${change.table} ${change.id}`);
    return "malformed";
  }
}

const eventsToldIn = ({ events }: Told): readonly DomainEvent[] => (events === "malformed" ? [] : events);

/** The events of each partition, in the order of its changes. */
const queuesOf = (told: readonly Told[]): readonly (readonly DomainEvent[])[] =>
  [...new Set(told.map(({ change }) => change.partition))]
    .map((partition) => told.filter(({ change }) => change.partition === partition).flatMap(eventsToldIn))
    .filter((queue) => queue.length > 0);
