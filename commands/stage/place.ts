import { CommandError, UsageError, ValueError } from "../cli/errors";
import type { RunningEdition } from "./running-edition";

/** Where a command finds the tables and the user pool of a stage. */
export interface Place {
  readonly stage: string;
  readonly region: string;
  /** The address of a DynamoDB that is not in AWS. */
  readonly endpoint: string | undefined;
  /** The address of the user pool that belongs to it, if that is known. */
  readonly poolEndpoint?: string | undefined;
  /** The server that imitates DNS for it; without one, the DNS of this computer is asked. */
  readonly dnsServer?: string | undefined;
  /** Where the links of invitations lead there; without one, where serverless.yml says. */
  readonly signUpPage?: string | undefined;
}

/** What the command line says about the place. */
export type PlaceOptions = Readonly<
  Record<"stage" | "region" | "endpoint" | "pool-endpoint", string | undefined>
>;

interface Dependencies {
  readonly findRunningEdition: (stage: string) => Promise<RunningEdition | undefined>;
  /** Whether the command could reach AWS at all. */
  readonly hasAwsCredentials: () => Promise<boolean>;
  readonly tell: (text: string) => void;
}

export const PLACE_DEFAULTS = {
  stage: "dev",
  // As provider.region in serverless.yml: commands look where `npm run deploy` deploys.
  region: "eu-central-1",
} as const;

export const HOW_A_PLACE_IS_CHOSEN = [
  "Without --region and --endpoint, a command uses the stage that npm start runs on this computer, if any, and says so",
  "on stderr. Where there are AWS credentials as well, it refuses to guess: --region means AWS, --endpoint this computer.",
].join("\n");

/** A command never guesses: it must not change a stage on a laptop if the operator means AWS, nor the reverse. */
export async function choosePlace(
  options: PlaceOptions,
  { findRunningEdition, hasAwsCredentials, tell }: Dependencies,
): Promise<Place> {
  const place = readPlace(options);
  const { stage, region, endpoint, poolEndpoint } = place;
  const meansAws = endpoint === undefined && options.region !== undefined;
  if (meansAws || poolEndpoint !== undefined) return place;
  const edition = await findRunningEdition(stage);
  if (edition === undefined) return place;
  if (endpoint !== undefined)
    return isSameServer(edition.tables, endpoint) ? { ...place, ...around(edition) } : place;
  if (await hasAwsCredentials())
    throw new CommandError(
      `The stage ${stage} runs on this computer (npm start), and there are AWS credentials. Choose one: ` +
        `--endpoint ${edition.tables} is this computer, --region ${region} is AWS.`,
    );
  tell(`Working on the stage ${stage} that npm start runs on this computer (process ${edition.pid}).`);
  return { ...place, endpoint: edition.tables, ...around(edition) };
}

const around = ({ pool, dns, signUpPage }: RunningEdition) => ({
  poolEndpoint: pool,
  dnsServer: dns,
  signUpPage,
});

function readPlace(options: PlaceOptions): Place {
  const { stage = PLACE_DEFAULTS.stage, region = PLACE_DEFAULTS.region } = options;
  if (!/^[A-Za-z0-9-]+$/.test(stage)) throw new ValueError("--stage takes letters, digits and hyphens");
  if (!/^[a-z0-9-]+$/.test(region))
    throw new ValueError("--region takes the name of a region, such as eu-central-1");
  const endpoint = urlFrom(options, "endpoint", "http://127.0.0.1:8000");
  const poolEndpoint = urlFrom(options, "pool-endpoint", "http://127.0.0.1:9229");
  if (endpoint === undefined && poolEndpoint !== undefined)
    throw new UsageError("--pool-endpoint goes with --endpoint: pool and tables belong together");
  return { stage, region, endpoint, poolEndpoint };
}

const isSameServer = (one: string, other: string): boolean => new URL(one).host === new URL(other).host;

function urlFrom(
  options: PlaceOptions,
  option: "endpoint" | "pool-endpoint",
  example: string,
): string | undefined {
  const url = options[option];
  if (url === undefined || (URL.canParse(url) && /^https?:/.test(url))) return url;
  throw new ValueError(`--${option} takes a URL, such as ${example}`);
}
