const { existsSync, readFileSync } = require("node:fs");
const path = require("node:path");

const ROOT = path.join(__dirname, "..");
const STAND_INS = path.join(ROOT, "shared", "aws", "stand-ins");

/** Files of the SDK, with the files of `shared/aws/stand-ins/` that replace them in bundles. Each of those says why. */
const FILES = {
  "@aws-sdk/core/dist-es/submodules/client/middleware-user-agent/user-agent-middleware.js": "user-agent",
  "@aws-sdk/core/dist-es/submodules/client/util-endpoints/aws.js": "endpoint-functions",
  "@aws-sdk/core/dist-es/submodules/client/util-user-agent-node/defaultUserAgent.js": "user-agent",
  "@aws-sdk/credential-provider-node/dist-es/index.js": "credentials",
  "@aws-sdk/middleware-endpoint-discovery/dist-es/index.js": "endpoint-discovery",
  "@smithy/core/dist-es/submodules/checksum/sha256/Sha256Node.js": "sha256",
  "@smithy/core/dist-es/submodules/config/config-resolver/regionConfig/getInstanceMetadataRegion.js":
    "instance-region",
  "@smithy/core/dist-es/submodules/config/node-config-provider/configLoader.js": "configuration",
  "@smithy/core/dist-es/submodules/event-streams/index.js": "event-streams",
  "@smithy/core/dist-es/submodules/serde/util-stream/stream-collector.js": "answer-body",
  "@smithy/core/dist-es/submodules/serde/uuid/v4.js": "uuid",
};

/** The clients, and how `endpoints.ts` calls their services. */
const CLIENTS = {
  "@aws-sdk/client-cognito-identity-provider": "cognito-idp",
  "@aws-sdk/client-dynamodb": "dynamodb",
  "@aws-sdk/client-eventbridge": "events",
  "@aws-sdk/client-secrets-manager": "secretsmanager",
  "@aws-sdk/client-sesv2": "email",
  "@aws-sdk/client-ssm": "ssm",
};

const standIn = (name) => JSON.stringify(path.join(STAND_INS, `${name}.ts`));

/** What makes the text that a bundle has instead of a file of the SDK, by the file's path below node_modules. */
const replacements = new Map(
  Object.entries(FILES).map(([file, name]) => [file, () => `export * from ${standIn(name)};`]),
);
for (const [client, service] of Object.entries(CLIENTS)) {
  replacements.set(
    `${client}/dist-es/endpoint/endpointResolver.js`,
    () => `import { endpointOf } from ${standIn("endpoints")};
     export const defaultEndpointResolver = endpointOf("${service}");`,
  );
  replacements.set(`${client}/package.json`, () => onlyVersion(client));
  replacements.set(`${client}/dist-es/schemas/schemas_0.js`, () => neededSchemas(client));
}

function onlyVersion(client) {
  const { version } = require(path.join(ROOT, "node_modules", client, "package.json"));
  return `export default ${JSON.stringify({ version })};`;
}

/**
 * The schemas of a client, changed so that a bundle keeps only those of the operations that it calls. An error without a schema
 * still has its name, message and members, but no class of its own. Errors that the SDK retries because of their class keep theirs.
 */
function neededSchemas(client) {
  const read = (file) => readFileSync(path.join(ROOT, "node_modules", client, "dist-es", file), "utf8");
  const schemas = read(path.join("schemas", "schemas_0.js"));
  const errors = read(path.join("models", "errors.js")).split("export class ");
  const isRepeated = (name) =>
    errors.some((error) => error.startsWith(`${name} `) && error.includes("$retryable"));
  const withoutErrors = schemas.replace(
    /^n0_registry\.registerError\(\S+ (\w+)\);$/gm,
    (registration, name) => (isRepeated(name) ? registration : ""),
  );
  if (withoutErrors === schemas)
    throw new Error(`infra/stand-ins.cjs leaves out the errors of ${client}, and finds none`);
  const texts = new Map(
    [...schemas.matchAll(/^const (_\w+) = (".*");$/gm)].map(([, name, text]) => [name, text]),
  );
  // esbuild cannot drop objects with computed keys.
  return withoutErrors.replace(/\[(_\w+)\]:/g, (_, name) => {
    if (!texts.has(name))
      throw new Error(`infra/stand-ins.cjs does not find the text of ${name} in ${client}`);
    return `${texts.get(name)}:`;
  });
}

const replacedFiles = [...replacements.keys()];

/**
 * A plugin of esbuild that leaves out the parts of the SDK that no function needs, because they are the largest avoidable part of a
 * cold start. The build fails if a replaced file is gone from the SDK or exports something else.
 */
const plugin = {
  name: "stand-ins",
  setup({ onStart, onLoad }) {
    onStart(() => ({
      errors: replacedFiles
        .filter((file) => !existsSync(path.join(ROOT, "node_modules", file)))
        .map((file) => ({ text: `infra/stand-ins.cjs replaces ${file}, which the SDK does not have` })),
    }));
    const files = replacedFiles.map((file) => file.replaceAll(".", "\\.").replaceAll("/", "[\\\\/]"));
    onLoad({ filter: new RegExp(`[\\\\/]node_modules[\\\\/](${files.join("|")})$`) }, ({ path: file }) => ({
      contents: replacements.get(file.split(path.sep).join("/").split("/node_modules/").at(-1))(),
      resolveDir: path.dirname(file),
    }));
  },
};

module.exports = { plugin, replacedFiles };
