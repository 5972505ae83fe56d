import type { Invocation } from "../lambda/invocation";
import { reportInvocation } from "./invocation-report";
import type { Report } from "./report";

export interface Reporter {
  readonly tell: (report: Report) => void;
  readonly tellOf: (invocation: Invocation) => void;
  /** What was told of an invocation, or would have been. */
  readonly reportOf: (invocation: Invocation) => Report;
}

interface Knowledge {
  /** The e-mail address of a user of the pool. */
  readonly addressOf: (username: string) => string | undefined;
  /** Where in the sources a function has thrown something. */
  readonly locate: (functionName: string, stack: readonly string[]) => Promise<string | undefined>;
}

/** Reports in the order of events, even if it takes time to locate the source of a fault. */
export function createReporter(
  { addressOf, locate }: Knowledge,
  onReport: (report: Report) => void = () => {},
): Reporter {
  const told = new WeakMap<Invocation, Report>();
  let telling = Promise.resolve();
  const queue = (report: () => Report | Promise<Report>) => {
    telling = telling.then(async () => onReport(await report())).catch((error) => console.error(error));
  };
  return {
    tell: (report) => queue(() => report),
    tellOf(invocation) {
      const { functionName, fault } = invocation;
      queue(async () => {
        const source = fault && (await locate(functionName, fault.stack));
        const report = reportInvocation(invocation, { addressOf, source });
        told.set(invocation, report);
        return report;
      });
    },
    reportOf: (invocation) =>
      told.get(invocation) ?? reportInvocation(invocation, { addressOf, source: undefined }),
  };
}
