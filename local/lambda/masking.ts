export const MASK = "[masked]";

/** Entries with such a name are secret wherever they stand, with all that is below them. */
const SECRET =
  /password|secret|authorization|cookie|token$|(confirmation|verification)_?code|^(challengeAnswer|privateChallengeParameters)$/i;
const isSecret = (name: string): boolean => SECRET.test(name);

/** In bodies also what challenges hang on, and the codes that people receive; those of problems are words. */
const isSecretInBody = (name: string, entry: unknown): boolean =>
  isSecret(name) || name === "session" || (name === "code" && !/^[a-z-]+$/i.test(String(entry)));

/** What an application sends along can be anything, so its names are judged more strictly. */
const METADATA = /^(clientMetadata|validationData)$/;
const isSecretInMetadata = (name: string): boolean => /password|secret|token|code|session/i.test(name);

/** Shorter ones are found in too many innocent texts. Cognito's codes have six digits, its shortest passwords too. */
const SHORTEST_IN_TEXT = 6;

/** A copy of an event or answer for somebody to look at. What is empty, or only true or false, shows. */
export const maskSecrets = (value: unknown): unknown => replaceSecrets(value, isSecret, () => MASK);

/** The secrets of an event, to take them out of whatever was written while it was handled. */
export function secretsIn(value: unknown): readonly string[] {
  const secrets = new Set<string>();
  replaceSecrets(value, isSecret, (secret) => {
    secrets.add(secret);
    const [, token] = /^Bearer (.+)$/i.exec(secret) ?? [];
    if (token !== undefined) secrets.add(token);
    return secret;
  });
  return [...secrets];
}

/** A copy in which no text repeats one of the secrets. */
export function maskTexts(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === "string") return maskText(value, secrets);
  if (Array.isArray(value)) return value.map((entry) => maskTexts(entry, secrets));
  if (!isRecord(value)) return value;
  return mapEntries(value, (_, entry) => maskTexts(entry, secrets));
}

/** The longest secret goes first: another one may be a part of it. */
export const maskText = (text: string, secrets: readonly string[]): string =>
  secrets
    .filter((secret) => secret.length >= SHORTEST_IN_TEXT)
    .sort((one, other) => other.length - one.length)
    .reduce((masked, secret) => masked.replaceAll(secret, MASK), text);

type Replacement = (secret: string) => string;
type Test = (name: string, entry: unknown) => boolean;

function replaceSecrets(value: unknown, isSecret: Test, replacement: Replacement): unknown {
  if (Array.isArray(value)) return value.map((entry) => replaceSecrets(entry, isSecret, replacement));
  if (!isRecord(value)) return value;
  return mapEntries(value, (name, entry) => {
    if (isSecret(name, entry)) return replaceAll(entry, replacement);
    if (name === "body" && typeof entry === "string") return replaceInBody(entry, replacement);
    return replaceSecrets(entry, METADATA.test(name) ? isSecretInMetadata : isSecret, replacement);
  });
}

/** The body of an HTTP request or response: an object or list as JSON. Any other body is secret as a whole. */
function replaceInBody(body: string, replacement: Replacement): string {
  try {
    const value: unknown = JSON.parse(body);
    if (isRecord(value)) return JSON.stringify(replaceSecrets(value, isSecretInBody, replacement));
  } catch {}
  return body && replacement(body);
}

function replaceAll(value: unknown, replacement: Replacement): unknown {
  if (typeof value === "number" || (typeof value === "string" && value !== ""))
    return replacement(String(value));
  if (Array.isArray(value)) return value.map((entry) => replaceAll(entry, replacement));
  if (!isRecord(value)) return value;
  return mapEntries(value, (_, entry) => replaceAll(entry, replacement));
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

const mapEntries = (record: Record<string, unknown>, map: (name: string, entry: unknown) => unknown) =>
  Object.fromEntries(Object.entries(record).map(([name, entry]) => [name, map(name, entry)]));
