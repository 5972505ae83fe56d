import { randomUUID } from "node:crypto";
import { Collection } from "../journal/collection";
import type { Journal } from "../journal/journal";
import { parseJson } from "../json";
import { isObject, type Json } from "../stack/properties";
import { notImitated, type Service, ServiceError, startService } from "./service";

/** An event as the rules of its bus, and their targets, get it. */
export interface BusEvent {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Json;
}

export interface EventFilter {
  readonly type?: string | undefined;
  readonly tenantId?: string | undefined;
}

/** EventBridge, so far as functions put events on the buses of their stack. */
export interface EventBus extends Service {
  /** The latest, the newest last. */
  events(filter?: EventFilter): readonly BusEvent[];
}

interface Options {
  /** By their names. */
  readonly buses: readonly { readonly name: string; readonly arn: string }[];
  readonly account: string;
  readonly region: string;
  readonly journal: Journal;
  readonly now: () => Date;
}

const MOST_KEPT = 5_000;
const MOST_ENTRIES = 10;
const LARGEST_REQUEST = 256 * 1_024;

export async function startEventBus({ buses, account, region, journal, now }: Options): Promise<EventBus> {
  const kept = new Collection<BusEvent>(journal, "events");
  const names = buses.flatMap(({ name, arn }) => [name, arn]);
  const put = (entry: Json) => {
    const read = readEntry(entry, now());
    if ("ErrorCode" in read) return read;
    const id = randomUUID();
    kept.put(id, { version: "0", id, account, region, ...read });
    const [oldest] = kept.size > MOST_KEPT ? kept.values() : [];
    if (oldest !== undefined) kept.delete(oldest.id);
    return { EventId: id };
  };
  const service = await startService(({ operation, input }) => {
    if (operation !== "AWSEvents.PutEvents") throw notImitated(operation);
    const entries = readEntries(input, names);
    const Entries = entries.map(put);
    return { Entries, FailedEntryCount: Entries.filter((entry) => "ErrorCode" in entry).length };
  });
  return {
    ...service,
    events: ({ type, tenantId } = {}) =>
      kept
        .values()
        .filter(
          (event) =>
            (type === undefined || event["detail-type"] === type) &&
            (tenantId === undefined || event.detail.tenantId === tenantId),
        ),
  };
}

/** A mistake in the request as a whole refuses all entries. */
function readEntries({ Entries }: Json, buses: readonly string[]): readonly Json[] {
  if (!Array.isArray(Entries) || !Entries.every(isObject))
    throw new ServiceError("ValidationException", "Entries is not a list of entries");
  if (Entries.length === 0 || Entries.length > MOST_ENTRIES)
    throw new ServiceError(
      "ValidationException",
      `1 validation error detected: Value '[PutEventsRequestEntry]' at 'entries' failed to satisfy constraint: Member must have length ${
        Entries.length === 0 ? "greater than or equal to 1" : `less than or equal to ${MOST_ENTRIES}`
      }`,
    );
  if (Entries.reduce((size, entry) => size + sizeOf(entry), 0) > LARGEST_REQUEST)
    throw new ServiceError(
      "ValidationException",
      "Total size of the entries in the request is over the limit.",
    );
  // The role of a function names the bus of the stack, and AWS refuses it every other one.
  for (const { EventBusName = "default" } of Entries)
    if (!buses.includes(String(EventBusName)))
      throw new ServiceError(
        "AccessDeniedException",
        `The functions are not authorized to perform: events:PutEvents on the event bus ${EventBusName}`,
      );
  return Entries;
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html */
const sizeOf = ({ Time, Source, DetailType, Detail, Resources = [] }: Json): number =>
  (Time === undefined ? 0 : 14) +
  [Source, DetailType, Detail, ...[Resources].flat()]
    .filter((text) => typeof text === "string")
    .reduce((size, text) => size + Buffer.byteLength(text), 0);

type Written = Pick<BusEvent, "detail-type" | "source" | "time" | "resources" | "detail">;

interface Failure {
  readonly ErrorCode: string;
  readonly ErrorMessage: string;
}

/** A mistake in one entry fails only this entry. */
function readEntry(entry: Json, now: Date): Written | Failure {
  const { Source, DetailType, Detail, Time, Resources = [] } = entry;
  if (!isText(Source)) return missing("Source");
  if (!isText(DetailType)) return missing("DetailType");
  if (!isText(Detail)) return missing("Detail");
  if (Source.startsWith("aws."))
    return { ErrorCode: "NotAuthorizedForSource", ErrorMessage: "Not authorized for the source." };
  if (DetailType.length > 128)
    return {
      ErrorCode: "InvalidArgument",
      ErrorMessage: "Parameter DetailType is not valid. Reason: It is longer than 128 characters.",
    };
  const detail = parseJson(Detail);
  if (!isObject(detail)) return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
  const at = typeof Time === "number" ? new Date(Time * 1_000) : now;
  return {
    "detail-type": DetailType,
    source: Source,
    time: at.toISOString().replace(/\.\d+Z$/, "Z"),
    resources: [Resources].flat().map(String),
    detail,
  };
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

const missing = (name: string): Failure => ({
  ErrorCode: "InvalidArgument",
  ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
});
