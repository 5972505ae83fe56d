import { isRecord } from "../../shared/json";
import { FaultError } from "../../shared/runtime/errors";

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

/** The table of brands as configured; a mistake in it is named by its place. */
export function readBrands(table: unknown): Brands {
  if (!isRecord(table)) throw new FaultError("BRANDS is not an object");
  const ofClient = new Map<string, Brand>();
  let byDefault: Brand | undefined;
  for (const [key, entry] of Object.entries(table)) {
    const brand = readBrand(key, entry);
    if (key === "default") byDefault = brand;
    else if (CLIENT_ID.test(key)) ofClient.set(key, brand);
    else throw new FaultError(`BRANDS: ${JSON.stringify(key)} is neither "default" nor an app client id`);
  }
  if (byDefault === undefined) throw new FaultError('BRANDS lacks "default"');
  return { default: byDefault, ofClient };
}

const CLIENT_ID = /^[\w+]{1,128}$/;
const PARTS: readonly string[] = ["name", "colour", "supportUrl"];

/** What Cognito accepts in a message, less what it or a mail program would read as a placeholder or as markup. */
const NAME = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]{1,40}$/u;
const NOT_IN_TEXT = /[{}<>]/;
const COLOUR = /^#[0-9a-f]{6}$/i;
const SUPPORT_URL = /^https:\/\/[\x21-\x7e]+$/;
const LONGEST_URL = 300;

function readBrand(key: string, entry: unknown): Brand {
  const place = `BRANDS: ${JSON.stringify(key)}`;
  if (!isRecord(entry)) throw new FaultError(`${place} is not an object`);
  const stray = Object.keys(entry).find((part) => !PARTS.includes(part));
  if (stray !== undefined) throw new FaultError(`${place} has the unknown key ${JSON.stringify(stray)}`);

  const { name, colour, supportUrl } = entry;
  if (!isName(name)) {
    throw new FaultError(
      `${place}: name is not 1 to 40 printable characters without braces or angle brackets`,
    );
  }
  if (colour !== undefined && (typeof colour !== "string" || !COLOUR.test(colour))) {
    throw new FaultError(`${place}: colour is not of the form #rrggbb`);
  }
  if (supportUrl !== undefined && !isSupportUrl(supportUrl)) {
    throw new FaultError(`${place}: supportUrl is not an https address of at most ${LONGEST_URL} characters`);
  }
  return { name, ...(colour !== undefined && { colour }), ...(supportUrl !== undefined && { supportUrl }) };
}

const isName = (value: unknown): value is string =>
  typeof value === "string" && NAME.test(value) && !NOT_IN_TEXT.test(value) && value.trim() !== "";

const isSupportUrl = (value: unknown): value is string =>
  typeof value === "string" &&
  value.length <= LONGEST_URL &&
  SUPPORT_URL.test(value) &&
  !NOT_IN_TEXT.test(value) &&
  URL.canParse(value);
