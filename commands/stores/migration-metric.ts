import { CloudWatchClient, type MetricDataQuery, paginateGetMetricData } from "@aws-sdk/client-cloudwatch";

/** The outcomes that user-migration logs when it brings nobody over. */
export const UNSUCCESSFUL = [
  { outcome: "not-migrated", title: "Not brought over" },
  { outcome: "fault", title: "Failed" },
] as const;

/** How often an outcome was logged on a day. */
export interface OutcomeCount {
  readonly outcome: string;
  readonly day: Date;
  readonly count: number;
}

const DAY_SECONDS = 86_400;

/** Every log line of a function is a sample of this metric, so the number of samples is the number of invocations. */
export async function readUnsuccessful(
  { stage, region }: { readonly stage: string; readonly region: string },
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<readonly OutcomeCount[]> {
  const client = new CloudWatchClient({
    region,
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 15_000, throwOnRequestTimeout: true },
  });
  try {
    const counts: OutcomeCount[] = [];
    const request = { MetricDataQueries: UNSUCCESSFUL.map(queryOf(stage)), StartTime: from, EndTime: to };
    for await (const { MetricDataResults = [] } of paginateGetMetricData({ client }, request))
      for (const { Id, Timestamps = [], Values = [] } of MetricDataResults)
        counts.push(
          ...Timestamps.map((day, index) => ({
            outcome: UNSUCCESSFUL[Number(Id?.slice(1))]?.outcome ?? "",
            day,
            count: Values[index] ?? 0,
          })),
        );
    return counts;
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
