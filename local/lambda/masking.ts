export const MASK = "[masked]";

/** Entries with such a name are secret everywhere, including everything nested in them. */
const SECRET =
  /pass?w|passphrase|pass$|^pw$|pwd|secret|credential|authorization|x-auth|cookie|api.?key|\botp\b|token$|(confirmation|verification).?code|^(challengeAnswer|privateChallengeParameters)$/i;
const isSecret: Test = (name) => {
  const known = secretNames.get(name);
  if (known !== undefined) return known;
  // Clients can make up names, but most are those of every event.
  if (secretNames.size > 1_000) secretNames.clear();
  const is = SECRET.test(name);
  secretNames.set(name, is);
  return is;
};
const secretNames = new Map<string, boolean>();

/** Clients can send anything along, so names in their entries are judged more strictly. */
const isSecretOfClient: Test = (name, entry) =>
  isSecret(name, entry) || /token|code|session/i.test(name) || isInvitationSecret(name, entry);

/** The secret of an invitation is a text, in a link or passed on from it. An invitation itself is an object. */
const isInvitationSecret: Test = (name, entry) => name === "invitation" && typeof entry === "string";
const OF_CLIENT =
  /^(clientMetadata|validationData|(multiValue)?headers|(multiValue)?queryStringParameters)$/i;

/** The same in JSON, except that the code of an API problem is a word and no secret. */
const isSecretInJson: Test = (name, entry) =>
  isSecretOfClient(name, entry) && !(name === "code" && /^[a-z-]+$/i.test(String(entry)));

/** A signed token is recognised by its form, whatever its name. */
const JWT = /(?<![\w-])eyJ[\w-]+\.[\w-]+\.[\w-]*/g;

/** An entry of the query or the fragment of an address. */
const QUERY_ENTRY = /(?<=[?&#])([^?&#=\s"]+)=([^&#\s"]+)/g;

/** Shorter secrets would match too many harmless texts. Cognito's codes and shortest passwords have six characters. */
const SHORTEST_IN_TEXT = 6;

/**
 * A copy of an event, an answer or a log line in which secrets are masked. JSON in texts, queries of addresses and HTTP bodies are
 * searched too. Empty values and booleans are not masked.
 */
export const maskSecrets = (value: unknown): unknown => replaceSecrets(value, isSecret, () => MASK);

/** The secrets of an event, to mask them in everything that was written while it was handled. */
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
  if (secrets.length === 0) return value;
  if (typeof value === "string") return maskText(value, secrets);
  if (Array.isArray(value)) return value.map((entry) => maskTexts(entry, secrets));
  if (!isRecord(value)) return value;
  return mapEntries(value, (_, entry) => maskTexts(entry, secrets));
}

/** Longer secrets come first, because a shorter one may be a part of them. */
export const maskText = (text: string, secrets: readonly string[]): string =>
  secrets
    .filter((secret) => secret.length >= SHORTEST_IN_TEXT)
    .sort((one, other) => other.length - one.length)
    .reduce((masked, secret) => masked.replaceAll(secret, MASK), text);

type Replacement = (secret: string) => string;
type Test = (name: string, entry: unknown) => boolean;

function replaceSecrets(value: unknown, isSecret: Test, replacement: Replacement): unknown {
  if (typeof value === "string") return replaceInText(value, replacement);
  if (Array.isArray(value)) return value.map((entry) => replaceSecrets(entry, isSecret, replacement));
  if (!isRecord(value)) return value;
  return mapEntries(value, (name, entry) => {
    if (isSecret(name, entry)) return replaceAll(entry, replacement);
    if (name === "body" && typeof entry === "string") return replaceInBody(entry, replacement);
    if (name === "rawQueryString") return replaceInText(`?${entry}`, replacement).slice(1);
    return replaceSecrets(entry, OF_CLIENT.test(name) ? isSecretOfClient : isSecret, replacement);
  });
}

const replaceInText = (text: string, replacement: Replacement): string =>
  replaceInJson(text, replacement) ??
  // Most texts are words and addresses.
  (/=|eyJ/.test(text) ? replaceInWords(text, replacement) : text);

const replaceInWords = (text: string, replacement: Replacement): string =>
  text
    .replace(QUERY_ENTRY, (entry, name: string, secret: string) =>
      isSecretOfClient(decode(name), secret) ? `${name}=${replacement(secret)}` : entry,
    )
    .replace(JWT, replacement);

/** The body of an HTTP request or response: JSON. Any other body is secret as a whole. */
const replaceInBody = (body: string, replacement: Replacement): string =>
  replaceInJson(body, replacement) ?? (body && replacement(body));

/** Undefined for a text that is not JSON of an object or a list. JSON that is nested too deeply to search is secret as a whole. */
function replaceInJson(text: string, replacement: Replacement): string | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.stringify(replaceSecrets(JSON.parse(text), isSecretInJson, replacement));
  } catch (error) {
    return error instanceof RangeError ? replacement(text) : undefined;
  }
}

function replaceAll(value: unknown, replacement: Replacement): unknown {
  if (typeof value === "number" || (typeof value === "string" && value !== ""))
    return replacement(String(value));
  if (Array.isArray(value)) return value.map((entry) => replaceAll(entry, replacement));
  if (!isRecord(value)) return value;
  return mapEntries(value, (_, entry) => replaceAll(entry, replacement));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

const mapEntries = (record: Record<string, unknown>, map: (name: string, entry: unknown) => unknown) =>
  Object.fromEntries(Object.entries(record).map(([name, entry]) => [name, map(name, entry)]));
