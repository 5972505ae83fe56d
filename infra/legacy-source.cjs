const { migrating } = require("./attributes.cjs");
const { readJson, refuse } = require("./rules.cjs");

/*
 * The parameter legacySource, an object in serverless.yml or JSON on the command line:
 *
 *   legacySource: { kind: dynamodb }                       # the LegacyUsers table of the stack
 *
 *   legacySource:
 *     kind: postgresql                                     # or mysql, for MySQL and MariaDB
 *     secret: prod/legacy                                  # in Secrets Manager, or ssm:/prod/legacy in Parameter Store
 *     table: public.auth_user
 *     columns: { login: email, id: id, hash: password, enabled: is_active, attributes: { name: full_name } }
 *
 *   legacySource: { kind: https, secret: prod/legacy, url: "https://old.example/users", verifies: true }
 *
 * The functions read the same again at their start, in shared/legacy-users/source-settings.ts and mapping.ts. Only
 * this file knows which attributes move over.
 */

const SQL_KEYS = ["kind", "secret", "table", "columns", "logins", "bytes", "tls"];
const KEYS = {
  dynamodb: ["kind", "secret"],
  postgresql: SQL_KEYS,
  mysql: SQL_KEYS,
  https: ["kind", "secret", "url", "verifies"],
};

const TEXTS = ["login", "id", "hash", "salt", "scheme", "tenantId", "role"];
const FLAGS = ["disabled", "enabled", "emailVerified"];

/** What a map may name. Each rule returns what is wrong with a name, or nothing. */
const MAPS = {
  attributes: (name) =>
    migrating.includes(name)
      ? undefined
      : `columns.attributes cannot have ${name}; what moves over is ${migrating.join(", ")}`,
  parameters: (name) =>
    /^(?!(hash|salt|scheme)$)[A-Za-z]\w{0,39}$/.test(name)
      ? undefined
      : `columns.parameters cannot have the name ${name}`,
};
const COLUMNS = [...TEXTS, ...FLAGS, ...Object.keys(MAPS)];

/** Lambda has 4 KB for all environment values of a function together. */
const LONGEST = 2 * 1024;

const isPlain = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isName = (value) => typeof value === "string" && /^[\p{L}_][\p{L}\p{N}_$ -]{0,62}$/u.test(value);
const isTable = (value) =>
  typeof value === "string" && value.split(".").length <= 2 && value.split(".").every(isName);
const isSecret = (value) =>
  typeof value === "string" &&
  /^(ssm:\/[\w./-]{1,1000}|(arn:[\w-]+:secretsmanager:[\w-]+:\d{12}:secret:)?[\w/+=.@-]{1,512})$/.test(value);

function isAddress(value) {
  if (typeof value !== "string" || !URL.canParse(value)) return false;
  const { protocol, hostname, username, password, hash } = new URL(value);
  const isLocal = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
  return (protocol === "https:" || (protocol === "http:" && isLocal)) && !username && !password && !hash;
}

/** What the keys of a kind hold. Each rule returns what is wrong, or nothing. */
const oneOf = (key, words) => (value) =>
  value === undefined || words.includes(value) ? undefined : `${key} must be ${words.join(" or ")}`;
const RULES = {
  secret: (value) =>
    value === undefined || isSecret(value)
      ? undefined
      : "secret must be the name or ARN of a secret in Secrets Manager, or ssm:/ and the path of a parameter",
  table: (value) =>
    isTable(value) ? undefined : "table must be the name of a table or view, such as users or public.users",
  columns: mistakeOfColumns,
  logins: oneOf("logins", ["any-case", "lower-case"]),
  bytes: oneOf("bytes", ["hex", "text"]),
  tls: oneOf("tls", ["on", "off"]),
  url: (value) =>
    isAddress(value)
      ? undefined
      : "url must be an https address without credentials, or an http one of this computer",
  verifies: (value) =>
    value === undefined || typeof value === "boolean" ? undefined : "verifies must be true or false",
};

/** The first mistake, with its place. */
function mistakeOf(value) {
  const source = readJson(value);
  if (!isPlain(source)) return refuse(value, "an object such as {kind: dynamodb}");
  const { kind } = source;
  if (typeof kind !== "string" || !Object.hasOwn(KEYS, kind))
    return `kind must be one of ${Object.keys(KEYS).join(", ")}`;
  const stray = Object.keys(source).find((key) => !KEYS[kind].includes(key));
  if (stray !== undefined)
    return `has the unknown key ${stray}; a ${kind} source has ${KEYS[kind].join(", ")}`;
  if (kind !== "dynamodb" && source.secret === undefined) return "secret is missing";
  for (const key of KEYS[kind]) {
    const mistake = RULES[key]?.(source[key]);
    if (mistake !== undefined) return mistake;
  }
  if (Buffer.byteLength(JSON.stringify(source)) > LONGEST)
    return `must not be longer than ${LONGEST} bytes as JSON`;
  return undefined;
}

function mistakeOfColumns(columns) {
  if (!isPlain(columns)) return "columns must be an object such as {login: email, hash: password}";
  const stray = Object.keys(columns).find((key) => !COLUMNS.includes(key));
  if (stray !== undefined) return `columns has the unknown key ${stray}; allowed: ${COLUMNS.join(", ")}`;
  for (const key of ["login", "hash"]) if (columns[key] === undefined) return `columns.${key} is missing`;
  if (columns.disabled !== undefined && columns.enabled !== undefined)
    return "columns has both disabled and enabled; one of them says it all";
  for (const [key, value] of Object.entries(columns)) {
    const mistake = mistakeOfColumn(key, value);
    if (mistake !== undefined) return mistake;
  }
  return undefined;
}

function mistakeOfColumn(key, value) {
  if (Object.hasOwn(MAPS, key)) {
    if (!isPlain(value)) return `columns.${key} must be an object of names and their columns`;
    const name = Object.keys(value).find((entry) => MAPS[key](entry) ?? !isName(value[entry]));
    if (name === undefined) return undefined;
    return MAPS[key](name) ?? `columns.${key}.${name} must be the name of a column`;
  }
  if (isName(value)) return undefined;
  if (!FLAGS.includes(key)) return `columns.${key} must be the name of a column`;
  const saysByValue =
    isPlain(value) &&
    Object.keys(value).sort().join() === "column,is" &&
    isName(value.column) &&
    typeof value.is === "string";
  return saysByValue
    ? undefined
    : `columns.${key} must be the name of a column, or such as {column: status, is: active}`;
}

const TABLE = "LegacyUsersTable";
const SSM = "ssm:";

async function configured({ resolveVariable }) {
  const source = readJson(await resolveVariable("param:legacySource"));
  return { ...source, isInSsm: source.secret?.startsWith(SSM) ?? false };
}

/** A text as esbuild puts it into the code. */
const asCode = (text) => JSON.stringify(text);

module.exports = {
  mistakeOf,
  environment: async ({ resolveVariable }) =>
    JSON.stringify(readJson(await resolveVariable("param:legacySource"))),

  /** What comes into the bundles, and with it the driver and the client that they need. */
  packagedSource: async (variables) => asCode((await configured(variables)).kind),
  packagedSecrets: async (variables) => {
    const { secret, isInSsm } = await configured(variables);
    if (secret === undefined) return asCode("none");
    return asCode(isInSsm ? "parameter-store" : "secrets-manager");
  },

  /** The table of the stack, for those who read it; null where the users are elsewhere. */
  table: async (variables) => ((await configured(variables)).kind === "dynamodb" ? { Ref: TABLE } : null),

  /** What the two functions may do to find the users and read the secret. */
  statements: async (variables) => {
    const { kind, secret, isInSsm } = await configured(variables);
    return [
      ...(kind === "dynamodb" ? [allow("dynamodb:GetItem", { "Fn::GetAtt": [TABLE, "Arn"] })] : []),
      ...(secret === undefined ? [] : [isInSsm ? allowParameter(secret) : allowSecret(secret)]),
    ];
  },
};

const allow = (action, resource) => ({ Effect: "Allow", Action: [action], Resource: resource });

const arnOf = (service, resource) => ({
  "Fn::Sub": `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`,
});

const allowParameter = (secret) =>
  allow("ssm:GetParameter", arnOf("ssm", `parameter${secret.slice(SSM.length)}`));

/** Secrets Manager puts six characters of its own behind a name. */
const allowSecret = (secret) =>
  allow(
    "secretsmanager:GetSecretValue",
    secret.startsWith("arn:") ? secret : arnOf("secretsmanager", `secret:${secret}-??????`),
  );
