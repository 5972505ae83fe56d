const { carried } = require("./attributes.cjs");
const { isPlain, mistakeOfLength, readJson, refuse } = require("./rules.cjs");
const { loadTypeScript, mistakeAtStart } = require("./typescript.cjs");

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
 * shared/legacy-users/source-settings.ts and mapping.ts read it, here and in the functions.
 */

/** In bytes. */
const LONGEST = 2 * 1024;

/** The first mistake, with its place. */
function mistakeOf(value) {
  const source = readJson(value);
  if (!isPlain(source)) return refuse(value, "an object such as {kind: dynamodb}");
  const { checkSource } = loadTypeScript("shared/legacy-users/source-settings.ts");
  return (
    mistakeAtStart(() => checkSource(source)) ??
    mistakeOfAttributes(source) ??
    mistakeOfLength(source, LONGEST)
  );
}

/** The functions would drop what does not move over. */
function mistakeOfAttributes({ columns }) {
  const { STANDARD_ATTRIBUTES } = loadTypeScript("functions/user-migration/attributes.ts");
  const migrating = [...STANDARD_ATTRIBUTES.keys(), ...carried];
  const stray = Object.keys(columns?.attributes ?? {}).find((name) => !migrating.includes(name));
  return stray && `columns.attributes cannot have ${stray}; what moves over is ${migrating.join(", ")}`;
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
