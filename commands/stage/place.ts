import { CommandError, UsageError } from "../cli/errors";
import type { RunningEdition } from "./running-edition";
import type { Place } from "./table-names";

/** What the command line says of the place, as far as it says anything. */
export type GivenPlace = Readonly<
  Record<"stage" | "region" | "endpoint" | "pool-endpoint", string | undefined>
>;

/** What it takes to find out what the command line leaves open. */
interface Means {
  readonly findRunningEdition: (stage: string) => Promise<RunningEdition | undefined>;
  /** Whether the command could reach AWS at all. */
  readonly hasAwsCredentials: () => Promise<boolean>;
  readonly tell: (text: string) => void;
}

export const PLACE_DEFAULTS = {
  stage: "dev",
  // That of provider.region in serverless.yml: commands look where `npm run deploy` deploys.
  region: "eu-central-1",
} as const;

export const HOW_A_PLACE_IS_CHOSEN = [
  "A stage that npm start runs on this computer is found without an option, unless there are AWS credentials: then the",
  "command asks for --region, which means AWS, or --endpoint. What it has found it says first, on stderr.",
].join("\n");

/**
 * An operator who means AWS must not change a laptop's stage, nor the reverse. So the stage on this computer is taken only where
 * the command could reach no other.
 */
export async function choosePlace(
  given: GivenPlace,
  { findRunningEdition, hasAwsCredentials, tell }: Means,
): Promise<Place> {
  const place = readPlace(given);
  const { stage, region, endpoint, poolEndpoint } = place;
  const meansAws = endpoint === undefined && given.region !== undefined;
  if (meansAws || poolEndpoint !== undefined) return place;
  const edition = await findRunningEdition(stage);
  if (edition === undefined) return place;
  if (endpoint !== undefined)
    return isSameServer(edition.tables, endpoint) ? { ...place, poolEndpoint: edition.pool } : place;
  if (await hasAwsCredentials())
    throw new CommandError(
      `The stage ${stage} runs on this computer (npm start), and there are AWS credentials. Say where you mean: ` +
        `--endpoint ${edition.tables} is this computer, --region ${region} is AWS.`,
    );
  tell(`On this computer's edition of the stage ${stage} (npm start, process ${edition.pid}).`);
  return { ...place, endpoint: edition.tables, poolEndpoint: edition.pool };
}

function readPlace(given: GivenPlace): Place {
  const { stage = PLACE_DEFAULTS.stage, region = PLACE_DEFAULTS.region } = given;
  if (!/^[A-Za-z0-9-]+$/.test(stage)) throw new UsageError("--stage takes letters, digits and hyphens");
  if (!/^[a-z0-9-]+$/.test(region))
    throw new UsageError("--region takes the name of a region, such as eu-central-1");
  const endpoint = urlFrom(given, "endpoint", "http://127.0.0.1:8000");
  const poolEndpoint = urlFrom(given, "pool-endpoint", "http://127.0.0.1:9229");
  if (endpoint === undefined && poolEndpoint !== undefined)
    throw new UsageError("--pool-endpoint goes with --endpoint: pool and tables are in one place");
  return { stage, region, endpoint, poolEndpoint };
}

const isSameServer = (one: string, other: string): boolean => new URL(one).host === new URL(other).host;

function urlFrom(
  given: GivenPlace,
  option: "endpoint" | "pool-endpoint",
  example: string,
): string | undefined {
  const url = given[option];
  if (url === undefined || (URL.canParse(url) && /^https?:/.test(url))) return url;
  throw new UsageError(`--${option} takes a URL, such as ${example}`);
}
