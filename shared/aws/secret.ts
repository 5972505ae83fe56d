import { isRecord, parseJson } from "../json";
import { FaultError } from "../runtime/errors";

/** A secret that is kept outside of the stack and named here. */
export interface Secret {
  readonly name: string;
  /**
   * Fetches the secret once in a container's life, and again after `forget` or after `meaning` has thrown, because
   * somebody may have corrected it.
   * @param meaning reads the values; its error may contain the name of the secret
   */
  read<Meaning>(
    meaning: (values: SecretValues, name: string) => Meaning,
    signal: AbortSignal,
  ): Promise<Meaning>;
  /** Call this when the values are refused, because somebody may have changed them. */
  forget(): void;
}

export type SecretValues = Readonly<Record<string, unknown>>;

/** Whether a text can be the name or the ARN of a secret in Secrets Manager. */
export const isSecretReference = (value: unknown): value is string =>
  typeof value === "string" &&
  /^(arn:[\w-]+:secretsmanager:[\w-]+:\d{12}:secret:)?[\w/+=.@-]{1,512}$/.test(value);

type ReadText = (name: string, signal: AbortSignal) => Promise<string | undefined>;

/** @param readText fetches the text of the secret, a JSON object */
export function openSecret(name: string, readText: ReadText): Secret {
  let kept: Promise<SecretValues> | undefined;
  return {
    name,
    async read(meaning, signal) {
      kept ??= readValues(name, readText, signal);
      const values = kept;
      try {
        return meaning(await values, name);
      } catch (error) {
        if (kept === values) kept = undefined;
        throw error;
      }
    },
    forget() {
      kept = undefined;
    },
  };
}

async function readValues(name: string, readText: ReadText, signal: AbortSignal): Promise<SecretValues> {
  let text: string | undefined;
  try {
    text = await readText(name, signal);
  } catch (cause) {
    throw new FaultError(`the secret ${name} cannot be read`, { cause });
  }
  const values = parseJson(text ?? "");
  if (!isRecord(values)) throw new FaultError(`the secret ${name} is not an object as JSON`);
  return values;
}
