import { isRecord } from "../../shared/json";
import { jsonReader } from "../../shared/runtime/readers";

/** The kinds of data that a key of your own can encrypt. */
const KEPT = ["pool", "tables", "files", "events", "secrets", "logs"] as const;

export type Kept = (typeof KEPT)[number];
export type KmsKeys = Readonly<Partial<Record<Kept, string>>>;

/** Cognito accepts only the ARN of a key, neither an alias nor an id. */
const isKey = (value: unknown): value is string =>
  typeof value === "string" && /^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/[\w-]+$/.test(value);

const isKept = (name: string): name is Kept => (KEPT as readonly string[]).includes(name);

/** One key stands for all of them. */
export const readKmsKeys = jsonReader<KmsKeys>(
  `the ARN of a key of KMS, or an object of such ARNs by what they encrypt: ${KEPT.join(", ")}`,
  (value) => {
    if (isKey(value)) return Object.fromEntries(KEPT.map((name) => [name, value]));
    if (!isRecord(value)) return undefined;
    const keys = Object.entries(value);
    return keys.length > 0 && keys.every(([name, key]) => isKept(name) && isKey(key)) ? value : undefined;
  },
);

/** The keys in another Region than the stage, which no service of the stage could use. */
export const keysElsewhere = (keys: KmsKeys, region: string): readonly string[] =>
  Object.values(keys).filter((key) => key.split(":")[3] !== region);
