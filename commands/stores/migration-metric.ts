import { CloudWatchClient, type MetricDataQuery, paginateGetMetricData } from "@aws-sdk/client-cloudwatch";

/** What user-migration logs as the outcome of an invocation that brings nobody over. */
export const REFUSALS = [
  { outcome: "not-migrated", title: "Not brought over" },
  { outcome: "fault", title: "Failed" },
] as const;

/** How often something happened on a day. */
export interface Occurrence {
  readonly outcome: string;
  readonly day: Date;
  readonly count: number;
}

const DAY_SECONDS = 86_400;

/** The metric that every log line of a function is; the number of its samples is the number of invocations. */
export async function readRefusals(
  { stage, region }: { readonly stage: string; readonly region: string },
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<readonly Occurrence[]> {
  const client = new CloudWatchClient({
    region,
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 15_000, throwOnRequestTimeout: true },
  });
  try {
    const occurrences: Occurrence[] = [];
    const request = { MetricDataQueries: REFUSALS.map(queryOf(stage)), StartTime: from, EndTime: to };
    for await (const { MetricDataResults = [] } of paginateGetMetricData({ client }, request))
      for (const { Id, Timestamps = [], Values = [] } of MetricDataResults)
        occurrences.push(
          ...Timestamps.map((day, index) => ({
            outcome: REFUSALS[Number(Id?.slice(1))]?.outcome ?? "",
            day,
            count: Values[index] ?? 0,
          })),
        );
    return occurrences;
  } finally {
    client.destroy();
  }
}

/** As shared/runtime/log.ts writes it. */
const queryOf =
  (stage: string) =>
  ({ outcome }: { readonly outcome: string }, index: number): MetricDataQuery => ({
    Id: `m${index}`,
    MetricStat: {
      Metric: {
        Namespace: "CognitoTriggers",
        MetricName: "milliseconds",
        Dimensions: [
          { Name: "stage", Value: stage },
          { Name: "trigger", Value: "user-migration" },
          { Name: "outcome", Value: outcome },
        ],
      },
      Period: DAY_SECONDS,
      Stat: "SampleCount",
    },
  });
