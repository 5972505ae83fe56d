/** The deployed bundle of a function, and the bundles that it is compared with. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { build, type Plugin } from "esbuild";
import { bundleFile, readState } from "../local/stack/packaged-folder";
import { moduleOf, readTemplate } from "../tests/harness/packaged-service";

const ROOT = path.join(__dirname, "..");
const BROWSER_TEXT: Plugin = require("../infra/browser-text.cjs");

/** The unchanged SDK, with only what the first call of each of these functions of the API needs. */
export const BARE: Readonly<Record<string, string>> = {
  "api-auth": `
    import { CognitoIdentityProviderClient, InitiateAuthCommand } from "@aws-sdk/client-cognito-identity-provider";
    const client = new CognitoIdentityProviderClient({});
    export const handler = ({ body }) => {
      const { email, password } = JSON.parse(body);
      const AuthParameters = { USERNAME: email, PASSWORD: password };
      const AuthFlow = "USER_PASSWORD_AUTH";
      return client.send(new InitiateAuthCommand({ ClientId: process.env.CLIENT_ID, AuthFlow, AuthParameters }));
    };`,
  "api-profile": `
    import { CognitoIdentityProviderClient, AdminGetUserCommand } from "@aws-sdk/client-cognito-identity-provider";
    import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
    import { DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
    const users = new CognitoIdentityProviderClient({});
    const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
    export const handler = async ({ requestContext }) => {
      const { sub } = requestContext.authorizer.jwt.claims;
      const { Items } = await client.send(new QueryCommand({
        TableName: process.env.PEOPLE_TABLE,
        KeyConditionExpression: "#sub = :sub",
        ExpressionAttributeNames: { "#sub": "sub" },
        ExpressionAttributeValues: { ":sub": sub },
      }));
      return Items ?? users.send(new AdminGetUserCommand({ UserPoolId: process.env.USER_POOL_ID, Username: sub }));
    };`,
};

/**
 * For warm functions: after `answerFromMemory`, requests to the tables get the answers of the previous invocation,
 * and the SDK does not run.
 */
const fromMemory = (module: string) => `
  import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
  import { handler as handle } from "./${module}";
  const send = DynamoDBDocumentClient.prototype.send;
  let answers = [];
  let place = 0;
  let isFromMemory = false;
  DynamoDBDocumentClient.prototype.send = function (command, options) {
    const position = place++;
    if (!isFromMemory) answers[position] = send.call(this, command, options);
    return answers[position];
  };
  export const answerFromMemory = () => { isFromMemory = true; };
  export const requests = () => place;
  export const handler = (event) => { place = 0; return handle(event); };`;

type Variant = "ours" | "stock" | "bare" | "empty";

/** The deployed bundle, or another one that is made in the folder of the unpacked stage. */
export async function bundle(folder: string, name: string, variant: Variant): Promise<string> {
  if (variant === "ours") return bundleFile(folder, name);
  const outfile = path.join(folder, `${name}.${variant}.js`);
  if (variant === "empty") writeFileSync(outfile, "exports.handler = async () => {};");
  else if (variant === "bare") await built(folder, outfile, [], BARE[name] ?? "");
  else
    await built(folder, outfile, [], `export { handler } from "./${moduleOf(readTemplate(folder), name)}";`);
  return outfile;
}

/** A bundle that can run without the tables, with our stand-ins or with the unchanged SDK. */
export async function warmBundle(folder: string, name: string, plugins: readonly Plugin[]): Promise<string> {
  const outfile = path.join(folder, `${name}.warm${plugins.length > 0 ? "" : ".stock"}.js`);
  await built(folder, outfile, plugins, fromMemory(moduleOf(readTemplate(folder), name)));
  return outfile;
}

/** Builds as `serverless package` does, with only those of its plugins that the function's own sources need. */
async function built(folder: string, outfile: string, plugins: readonly Plugin[], contents: string) {
  const { minify, target, mainFields, define, alias, exclude } = readState(folder).esbuild as {
    readonly minify: boolean;
    readonly target: string;
    readonly mainFields: string[];
    readonly define: Record<string, string>;
    readonly alias: Record<string, string>;
    readonly exclude: string[];
  };
  await build({
    stdin: { contents, resolveDir: ROOT },
    absWorkingDir: ROOT,
    outfile,
    bundle: true,
    minify,
    target,
    mainFields,
    define,
    alias,
    external: exclude,
    platform: "node",
    plugins: [BROWSER_TEXT, ...plugins],
  });
}
