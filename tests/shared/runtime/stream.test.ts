import type { LogFields } from "../../../shared/runtime/log";
import { type StreamHandler, stream } from "../../../shared/runtime/stream";

function start(handle: StreamHandler<"domain-events">, deadlineMs?: number) {
  const log: LogFields[] = [];
  const invoke = stream("domain-events", () => handle, {
    environment: { STAGE: "test" },
    log: (line) => log.push(line),
    clock: () => new Date("2026-05-01T12:00:00Z"),
    ...(deadlineMs !== undefined && { deadlineMs }),
  });
  return { invoke, log };
}

test("answers as its handler does, and logs a line that is the metric of it", async () => {
  const answer = { batchItemFailures: [{ itemIdentifier: "1" }] };
  const { invoke, log } = start(async (_, run) => {
    run.outcome("published", { events: 2, failed: 1 });
    return answer;
  });
  expect(await invoke({ Records: [] })).toEqual(answer);
  expect(log).toEqual([
    {
      level: "info",
      stage: "test",
      stream: "domain-events",
      outcome: "published",
      events: 2,
      failed: 1,
      milliseconds: expect.any(Number),
      cold: true,
      _aws: {
        Timestamp: 1777636800000,
        CloudWatchMetrics: [
          {
            Namespace: "CognitoTriggers",
            Dimensions: [
              ["stage", "stream"],
              ["stage", "stream", "outcome"],
              ["stage", "outcome"],
            ],
            Metrics: [{ Name: "milliseconds", Unit: "Milliseconds" }],
          },
        ],
      },
    },
  ]);
});

test.each([
  [
    "throws",
    (): never => {
      throw new Error("ada@acme.example");
    },
    undefined,
  ],
  ["takes too long", () => new Promise<never>(() => {}), 1],
])(
  "a handler that %s fails the batch, and the error goes no further than the log",
  async (_, handle, deadline) => {
    const { invoke, log } = start(async () => handle(), deadline);
    await expect(invoke({ Records: [] })).rejects.toThrow(
      "the batch could not be worked off; the line before says why",
    );
    expect(log).toEqual([expect.objectContaining({ level: "error", outcome: "fault" })]);
    expect(JSON.stringify(log)).not.toContain("ada@");
  },
);
