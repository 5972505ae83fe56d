import { isSecretReference } from "../aws/secret";
import { isRecord } from "../json";
import { InvalidValueError, jsonReader } from "../runtime/readers";
import { type Mapping, readMapping, readWord } from "./mapping";
import { isLoopback } from "./sources/loopback";

type KindOfSystem = "dynamodb" | "postgresql" | "mysql" | "https";
/** `none` is for a stage without old users. */
export type SourceKind = KindOfSystem | "none";

/** The parameter legacySource, read as far as all kinds share it. */
export interface SourceSettings {
  readonly kind: SourceKind;
  readonly secret: string | undefined;
  /** The members of this kind only, for one of the functions below. */
  readonly written: Readonly<Record<string, unknown>>;
}

const SQL_KEYS = ["kind", "secret", "table", "columns", "logins", "bytes", "tls"];
const KEYS: Readonly<Record<KindOfSystem, readonly string[]>> = {
  dynamodb: ["kind", "secret"],
  postgresql: SQL_KEYS,
  mysql: SQL_KEYS,
  https: ["kind", "secret", "url", "verifies"],
};

const isKind = (kind: unknown): kind is KindOfSystem => typeof kind === "string" && Object.hasOwn(KEYS, kind);

const isPathInParameterStore = (value: unknown): value is string =>
  typeof value === "string" && /^ssm:\/[\w./-]{1,1000}$/.test(value);

const NO_SOURCE: SourceSettings = { kind: "none", secret: undefined, written: {} };

export const readSourceSettings = jsonReader(
  "none, or an object such as {kind: dynamodb}",
  (written): SourceSettings | undefined => {
    if (written === "none") return NO_SOURCE;
    if (!isRecord(written)) return undefined;
    const { kind, secret } = written;
    if (!isKind(kind)) throw new InvalidValueError(`kind must be one of ${Object.keys(KEYS).join(", ")}`);
    const stray = Object.keys(written).find((key) => !KEYS[kind].includes(key));
    if (stray !== undefined)
      throw new InvalidValueError(
        `has the unknown key ${stray}; a ${kind} source has ${KEYS[kind].join(", ")}`,
      );
    if (secret === undefined) {
      if (kind !== "dynamodb") throw new InvalidValueError("secret is missing");
      return { kind, secret, written };
    }
    if (!isPathInParameterStore(secret) && !isSecretReference(secret))
      throw new InvalidValueError(
        "secret must be the name or ARN of a secret in Secrets Manager, or ssm:/ and the path of a parameter",
      );
    return { kind, secret, written };
  },
);

/** Checks the members of the source's own kind. */
export function checkSource(source: SourceSettings): void {
  if (source.kind === "https") readEndpointSettings(source);
  else if (source.kind === "postgresql" || source.kind === "mysql") readTableSettings(source);
}

/** One table of a database. */
export interface TableSettings {
  readonly mapping: Mapping;
  readonly tls: "on" | "off";
}

export const readTableSettings = ({ written }: SourceSettings): TableSettings => ({
  mapping: readMapping(written),
  tls: readWord("tls", written.tls, ["on", "off"]),
});

/** An endpoint of the old system. */
export interface EndpointSettings {
  readonly url: URL;
  /** Whether the endpoint checks passwords itself, or returns hashes. */
  readonly verifies: boolean;
}

export function readEndpointSettings({ written }: SourceSettings): EndpointSettings {
  const { verifies = false } = written;
  if (typeof verifies !== "boolean") throw new InvalidValueError("verifies must be true or false");
  return { url: readUrl(written.url), verifies };
}

function readUrl(value: unknown): URL {
  const url = typeof value === "string" && URL.canParse(value) ? new URL(value) : undefined;
  const isSafe = url?.protocol === "https:" || (url?.protocol === "http:" && isLoopback(url.hostname));
  if (url === undefined || !isSafe || url.username !== "" || url.password !== "" || url.hash !== "")
    throw new InvalidValueError(
      "url must be an https address without credentials, or an http one of this computer",
    );
  return url;
}
