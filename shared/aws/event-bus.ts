import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { FaultError } from "../runtime/errors";
import { QUICK_AWS_CLIENT } from "../runtime/time-budget";

export interface EventBus {
  /** Puts up to ten events on the bus, in no order. Returns those that the bus did not take. */
  put<Event extends BusEvent>(events: readonly Event[], signal: AbortSignal): Promise<readonly Event[]>;
}

/** The members that rules of a bus can match without the event itself. */
interface BusEvent {
  readonly type: string;
  readonly time: string;
}

/** The source of all events of the suite. */
const SOURCE = "cognito-triggers";

export function eventBus(EventBusName: string): EventBus {
  const client = new EventBridgeClient(QUICK_AWS_CLIENT);
  return {
    async put(events, abortSignal) {
      const { Entries = [] } = await client.send(
        new PutEventsCommand({
          Entries: events.map((event) => ({
            EventBusName,
            Source: SOURCE,
            DetailType: event.type,
            Time: new Date(event.time),
            Detail: JSON.stringify(event),
          })),
        }),
        { abortSignal },
      );
      if (Entries.length !== events.length) throw new FaultError("the bus does not answer for every event");
      // Only an id says that an event was taken.
      return events.filter((_, position) => Entries[position]?.EventId === undefined);
    },
  };
}
