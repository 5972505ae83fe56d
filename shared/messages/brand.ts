import { isRecord } from "../json";
import { isClientId } from "../runtime/cognito-event";
import { InvalidValueError, objectReader } from "../runtime/readers";

/** The name, colour and address under which an app client writes to its people. */
export interface Brand {
  readonly name: string;
  readonly colour?: string;
  readonly supportUrl?: string;
}

export interface Brands {
  readonly default: Brand;
  readonly ofClient: ReadonlyMap<string, Brand>;
}

/** Administrators' operations carry no app client and are written under the default brand. */
export const brandOf = (brands: Brands, clientId: string | undefined): Brand =>
  (clientId === undefined ? undefined : brands.ofClient.get(clientId)) ?? brands.default;

/** An error names the place of the mistake. */
export const readBrands = objectReader(
  'an object such as {"default": {"name": "Example"}}; its other keys are ids of app clients',
  ({ default: byDefault, ...ofClients }): Brands | undefined =>
    isRecord(byDefault)
      ? {
          default: readBrand("default", byDefault),
          ofClient: new Map(
            Object.entries(ofClients).map(([clientId, entry]) => {
              if (isClientId(clientId)) return [clientId, readBrand(clientId, entry)];
              throw new InvalidValueError(
                `the key ${JSON.stringify(clientId)} is not valid; allowed: default and ids of app clients`,
              );
            }),
          ),
        }
      : undefined,
);

const PARTS: readonly string[] = ["name", "colour", "supportUrl"];

/**
 * What Cognito accepts in a message, without what Cognito or a mail program would read as a placeholder or as markup.
 */
const NAME = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]{1,40}$/u;
const NOT_IN_TEXT = /[{}<>]/;
const COLOUR = /^#[0-9a-f]{6}$/i;
const SUPPORT_URL = /^https:\/\/[\x21-\x7e]+$/;
const LONGEST_URL = 300;

/** @param key the place of the entry, for error messages */
export function readBrand(key: string, entry: unknown): Brand {
  if (!isRecord(entry)) throw new InvalidValueError(`${key} must be an object such as {"name": "Example"}`);
  const stray = Object.keys(entry).find((part) => !PARTS.includes(part));
  if (stray !== undefined)
    throw new InvalidValueError(`${key} has the unknown key ${stray}; allowed: ${PARTS.join(", ")}`);

  const { name, colour, supportUrl } = entry;
  if (!isName(name))
    throw new InvalidValueError(
      `${key}.name must be 1 to 40 printable characters without braces or angle brackets`,
    );
  if (colour !== undefined && (typeof colour !== "string" || !COLOUR.test(colour)))
    throw new InvalidValueError(`${key}.colour must be a colour such as #0055aa`);
  if (supportUrl !== undefined && !isSupportUrl(supportUrl))
    throw new InvalidValueError(
      `${key}.supportUrl must be an https address of at most ${LONGEST_URL} characters`,
    );
  return { name, ...(colour !== undefined && { colour }), ...(supportUrl !== undefined && { supportUrl }) };
}

const isName = (value: unknown): value is string =>
  typeof value === "string" && NAME.test(value) && !NOT_IN_TEXT.test(value) && value.trim() !== "";

const isSupportUrl = (value: unknown): value is string =>
  typeof value === "string" &&
  value.length <= LONGEST_URL &&
  SUPPORT_URL.test(value) &&
  !NOT_IN_TEXT.test(value) &&
  URL.canParse(value) &&
  hasPlainHost(value);

/** Refuses credentials in the address: to a reader, the part before an @ can look like the host. */
function hasPlainHost(address: string): boolean {
  const { username, password } = new URL(address);
  return username === "" && password === "";
}
