import { FaultError } from "./errors";
import { createInvoker, createOnce, type InvokerOptions, type Run } from "./invocation";
import type { StreamOutcomes } from "./outcomes";
import { Settings } from "./settings";
import { STREAM_DEADLINE_MS } from "./time-budget";

/** The answer to Lambda: the records of a batch to deliver again, by their sequence numbers. */
export interface BatchAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

export type StreamHandler<Name extends keyof StreamOutcomes> = (
  batch: unknown,
  run: Run<StreamOutcomes[Name]>,
) => Promise<BatchAnswer>;

/** Makes the Lambda entry of a function that reads streams. After a fault, Lambda delivers the whole batch again. */
export function stream<Name extends keyof StreamOutcomes>(
  name: Name,
  create: (settings: Settings) => StreamHandler<Name>,
  { environment = process.env, deadlineMs = STREAM_DEADLINE_MS, ...options }: InvokerOptions = {},
): (batch: unknown) => Promise<BatchAnswer> {
  const handle = createOnce(() => create(new Settings(environment)));
  const invoke = createInvoker<StreamOutcomes[Name]>("stream", name, { ...options, environment, deadlineMs });
  return (batch) =>
    invoke<BatchAnswer>({
      about: {},
      work: async (run) => handle()(batch, run),
      refuse(refusal) {
        throw refusal;
      },
      fail() {
        throw new FaultError("the batch could not be worked off; the line before says why");
      },
    });
}
