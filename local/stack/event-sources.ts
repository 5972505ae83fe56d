import type { EventSource } from "../streams/event-source";
import { type FilterPattern, readPattern } from "../streams/filter-pattern";
import type { Findings, Resource } from "./imitable-resources";
import type { TableSettings } from "./table-settings";

interface Surroundings {
  readonly region: string;
  /** The tables with a stream, by the stream's ARN. */
  readonly streams: ReadonlyMap<string, TableSettings>;
  readonly functionOf: (arn: string) => string | undefined;
  readonly findings: Findings;
}

/** The streams of tables that functions read. Queues are imitated only as dead letters of these. */
export function eventSources(
  mappings: readonly Resource[],
  queues: readonly (Resource & { readonly arn: string })[],
  surroundings: Surroundings,
): readonly EventSource[] {
  const { findings } = surroundings;
  const sources = mappings.flatMap((mapping) => {
    const source = eventSource(mapping, surroundings);
    return source === undefined ? [] : [source];
  });
  const isUsed = (arn: string) => sources.some(({ deadLetters }) => deadLetters === arn);
  for (const { id, arn } of queues)
    if (!isUsed(arn)) findings.refuse(`${id}: a queue for anything but the dead letters of a stream`);
  for (const { id, deadLetters } of sources)
    if (deadLetters !== undefined && !queues.some(({ arn }) => arn === deadLetters))
      findings.refuse(`${id}: dead letters for ${deadLetters}, which is not a queue of this stack`);
  return sources;
}

function eventSource(
  { id, properties }: Resource,
  { region, streams, functionOf, findings }: Surroundings,
): EventSource | undefined {
  const streamArn = properties.requiredText("EventSourceArn");
  const functionArn = properties.requiredText("FunctionName");
  const table = streams.get(streamArn);
  const functionName = functionOf(functionArn);
  if (table === undefined)
    findings.refuse(`${id}: ${streamArn}, which is no stream of a table of this stack`);
  if (functionName === undefined)
    findings.refuse(`${id}: ${functionArn}, which is not a function of this stack`);
  if (table === undefined || functionName === undefined) return undefined;
  const mostRetries = properties.integer("MaximumRetryAttempts", -1);
  return {
    id,
    streamArn,
    tableName: table.name,
    region,
    functionName,
    functionArn,
    filters: filtersOf({ id, properties }, findings),
    batchSize: properties.integer("BatchSize", 100),
    mostRetries: mostRetries < 0 ? undefined : mostRetries,
    halvesFailed: properties.flag("BisectBatchOnFunctionError", false),
    reportsFailures: properties.texts("FunctionResponseTypes")?.includes("ReportBatchItemFailures") ?? false,
    deadLetters: properties.part("DestinationConfig").part("OnFailure").text("Destination"),
  };
}

const filtersOf = (
  { id, properties }: Pick<Resource, "id" | "properties">,
  findings: Findings,
): readonly FilterPattern[] =>
  properties
    .part("FilterCriteria")
    .parts("Filters")
    .flatMap((filter) => {
      const pattern = readPattern(filter.requiredText("Pattern"));
      if (typeof pattern !== "string") return [pattern];
      findings.refuse(`${id}: ${pattern}`);
      return [];
    });
