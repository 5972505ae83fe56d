import type { Serverless } from "./framework";

const NEEDED = 22;
/** The first releases of the AWS SDK that need it. */
const FROM = new Date("2027-01-01T00:00:00Z");

/** A warning for deployments with an older Node, from that day on. */
export const nodeWarning = (version: string, now: Date): string | undefined =>
  Number.parseInt(version, 10) < NEEDED && now >= FROM
    ? `Releases of the AWS SDK since January 2027 need Node ${NEEDED} or later, and this is Node ${version}. ` +
      `Deploy with Node ${NEEDED} or 24.`
    : undefined;

/** Says so where somebody packages or deploys. */
export class NodeVersionPlugin {
  constructor(
    { processedInput: { command } }: Pick<Serverless, "processedInput">,
    _options: object,
    { log }: { readonly log: { warning(text: string): void } },
    version = process.versions.node,
    now = new Date(),
  ) {
    const warning = nodeWarning(version, now);
    if (warning !== undefined && (command === "package" || command === "deploy")) log.warning(warning);
  }
}
