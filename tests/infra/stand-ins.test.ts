import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import type { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { build } from "esbuild";
import { QUICK_AWS_CLIENT } from "../../shared/runtime/time-budget";

const ROOT = path.join(__dirname, "..", "..");
const { plugin, replacedFiles } = require(path.join(ROOT, "infra", "stand-ins.cjs"));

/** A first call of every client that functions have. */
const SDK = `
  import { AdminGetUserCommand, CognitoIdentityProviderClient, InitiateAuthCommand } from "@aws-sdk/client-cognito-identity-provider";
  import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
  import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
  import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
  import { SendEmailCommand, SESv2Client } from "@aws-sdk/client-sesv2";
  import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
  import { partitionsInfo } from "./node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js";
  export { DynamoDBClient, GetItemCommand };
  export const partitions = partitionsInfo.partitions;
  export const calls = [
    [CognitoIdentityProviderClient, new AdminGetUserCommand({ UserPoolId: "eu-central-1_a", Username: "ada" })],
    [CognitoIdentityProviderClient, new InitiateAuthCommand({ ClientId: "a", AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: {} })],
    [DynamoDBClient, new GetItemCommand({ TableName: "People", Key: { sub: { S: "ä" } } })],
    [EventBridgeClient, new PutEventsCommand({ Entries: [{ Source: "a", DetailType: "b", Detail: "{}", Time: new Date(0) }] })],
    [SecretsManagerClient, new GetSecretValueCommand({ SecretId: "prod/legacy" })],
    [SESv2Client, new SendEmailCommand({ FromEmailAddress: "a@b.example", Content: {} })],
    [SSMClient, new GetParameterCommand({ Name: "/prod/legacy", WithDecryption: true })],
  ];`;

type Client = DynamoDBClient;
type ClientClass = new (configuration: object) => Client;

interface Sdk {
  readonly calls: readonly (readonly [ClientClass, GetItemCommand])[];
  readonly partitions: readonly { readonly regions: Readonly<Record<string, unknown>> }[];
  readonly DynamoDBClient: ClientClass;
  readonly GetItemCommand: typeof GetItemCommand;
}

async function bundle(...plugins: object[]): Promise<{ readonly sdk: Sdk; readonly files: string[] }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: SDK, resolveDir: ROOT },
    plugins: plugins as never,
    absWorkingDir: ROOT,
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    platform: "node",
    format: "cjs",
    mainFields: ["module", "main"],
    // What jest runs has no import().
    supported: { "dynamic-import": false },
  });
  const module = { exports: {} };
  new Function("module", "exports", "require", outputFiles[0]?.text ?? "")(module, module.exports, require);
  return { sdk: module.exports as Sdk, files: Object.keys(metafile.inputs) };
}

let stock: Awaited<ReturnType<typeof bundle>>;
let ours: typeof stock;
beforeAll(async () => {
  [stock, ours] = await Promise.all([bundle(), bundle(plugin)]);
});

const environment = process.env;
beforeEach(() => setEnvironment({}));
afterAll(() => {
  process.env = environment;
});

const setEnvironment = (variables: Readonly<Record<string, string>>) => {
  process.env = {
    ...Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith("AWS_"))),
    // The stock clients would look into the files of whoever runs the tests.
    AWS_CONFIG_FILE: "/nowhere",
    AWS_SHARED_CREDENTIALS_FILE: "/nowhere",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    AWS_REGION: "eu-central-1",
    AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "secret",
    AWS_SESSION_TOKEN: "token",
    ...variables,
  };
};

const both = <Result>(ask: (sdk: Sdk) => Promise<Result>) => Promise.all([ask(ours.sdk), ask(stock.sdk)]);

test("the SDK still uses every file that a bundle has something else for, and has it once", () => {
  expect(replacedFiles).not.toEqual([]);
  expect(stock.files).toEqual(
    expect.arrayContaining(replacedFiles.map((file: string) => `node_modules/${file}`)),
  );
  expect(stock.files.filter((file) => /node_modules\/.*node_modules\//.test(file))).toEqual([]);
});

test("every client asks at the endpoint that the SDK's rules name, in every region", () => {
  const regions = stock.sdk.partitions.flatMap((partition) =>
    Object.keys(partition.regions).filter((region) => !region.endsWith("-global")),
  );
  expect(regions).toEqual(
    expect.arrayContaining(["eu-central-1", "cn-north-1", "us-gov-west-1", "eusc-de-east-1"]),
  );
  const endpoints = ({ calls }: Sdk) =>
    calls.flatMap(([Client]) => {
      const { endpointProvider } = new Client({ region: "eu-central-1" }).config;
      return [...regions, "eu-future-9"].flatMap((Region) =>
        [false, true].flatMap((UseFIPS) =>
          [false, true].map((UseDualStack) => {
            const { url, ...others } = endpointProvider({ Region, UseFIPS, UseDualStack });
            return `${url} ${JSON.stringify(others)}`;
          }),
        ),
      );
    });
  expect(endpoints(ours.sdk)).toEqual(endpoints(stock.sdk));
});

test.each<Readonly<Record<string, string>>>([
  {},
  { AWS_REGION: "us-gov-west-1", AWS_USE_FIPS_ENDPOINT: "true", AWS_USE_DUALSTACK_ENDPOINT: "true" },
  { AWS_REGION: "fips-us-east-1" },
  { AWS_MAX_ATTEMPTS: "5", AWS_RETRY_MODE: "adaptive" },
  { AWS_MAX_ATTEMPTS: "many" },
  { AWS_USE_FIPS_ENDPOINT: "perhaps" },
  { AWS_REGION: "", AWS_EC2_METADATA_DISABLED: "true" },
])("a client takes from the environment %j what the SDK takes", async (variables) => {
  setEnvironment(variables);
  const settings = ({ DynamoDBClient }: Sdk) => {
    const { region, maxAttempts, retryStrategy, useFipsEndpoint, useDualstackEndpoint } = new DynamoDBClient(
      {},
    ).config;
    const retryMode = async () => ((await retryStrategy()) as { readonly mode?: string }).mode;
    return Promise.all(
      [region, maxAttempts, retryMode, useFipsEndpoint, useDualstackEndpoint].map((setting) =>
        setting().catch(() => "refused"),
      ),
    );
  };
  const [taken, expected] = await both(settings);
  expect(taken).toEqual(expected);
});

interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

async function listen(
  answer: (response: ServerResponse, asked: Asked) => void,
): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () =>
      answer(response, { method: request.method, url: request.url, headers: request.headers, body }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

test("the requests are the same but for the user agent, with the same headers signed", async () => {
  const requestsOf = async ({ calls }: Sdk) => {
    const asked: Asked[] = [];
    const { url, server } = await listen((response, request) => {
      asked.push(request);
      response.end("{}");
    });
    const endpoints = { AWS_ENDPOINT_URL: "http://127.0.0.1:1/nobody", AWS_ENDPOINT_URL_DYNAMODB: url };
    for (const service of ["COGNITO_IDENTITY_PROVIDER", "EVENTBRIDGE", "SECRETS_MANAGER", "SESV2", "SSM"])
      Object.assign(endpoints, { [`AWS_ENDPOINT_URL_${service}`]: `${url}/under` });
    setEnvironment({ ...endpoints, AWS_LAMBDA_FUNCTION_NAME: "f", _X_AMZN_TRACE_ID: "Root=1-2-3" });
    for (const [Client, command] of calls) await new Client(QUICK_AWS_CLIENT).send(command);
    server.close();
    return asked.map(({ headers, ...request }) => ({ ...request, headers: comparable(headers) }));
  };
  const expected = await requestsOf(stock.sdk);
  expect(expected).toHaveLength(stock.sdk.calls.length);
  expect(await requestsOf(ours.sdk)).toEqual(expected);
});

/** Without what differs from one moment or place to another, and what the user agent says. */
function comparable({ host, authorization, ...headers }: IncomingHttpHeaders) {
  const once = ["amz-sdk-invocation-id", "x-amz-date", "user-agent", "x-amz-user-agent"];
  return {
    ...headers,
    ...Object.fromEntries(once.map((name) => [name, typeof headers[name]])),
    authorization: authorization?.replace(/\d{8}\/|Signature=\w+/g, ""),
  };
}

test("credentials that the environment has anew are those of the next request", async () => {
  const keys: string[] = [];
  const { url, server } = await listen((response, { headers }) => {
    keys.push(/Credential=(\w+)/.exec(headers.authorization ?? "")?.[1] ?? "");
    response.end("{}");
  });
  setEnvironment({ AWS_ENDPOINT_URL_DYNAMODB: url, AWS_ACCESS_KEY_ID: "BEFORE" });
  const { DynamoDBClient, GetItemCommand } = ours.sdk;
  const client = new DynamoDBClient(QUICK_AWS_CLIENT);
  const command = new GetItemCommand({ TableName: "People", Key: {} });
  await client.send(command);
  process.env.AWS_ACCESS_KEY_ID = "AFTER";
  await client.send(command);
  server.close();
  expect(keys).toEqual(["BEFORE", "AFTER"]);
});

const fails =
  (status: number, type: string, members: object = {}) =>
  (response: ServerResponse) =>
    response
      .writeHead(status, { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": "4711" })
      .end(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, ...members }));

const TROUBLES: Readonly<Record<string, (response: ServerResponse) => unknown>> = {
  "a fault of the service": fails(500, "InternalServerError"),
  "a service that is not there": fails(503, "ServiceUnavailable"),
  "too many requests": fails(400, "ThrottlingException"),
  "a table with too little capacity": fails(400, "ProvisionedThroughputExceededException"),
  "credentials that have expired": fails(400, "ExpiredTokenException"),
  "a request that is wrong": fails(400, "ValidationException"),
  "a condition that is false": fails(400, "ConditionalCheckFailedException", {
    message: "The conditional request failed",
  }),
  "a transaction that is cancelled": fails(400, "TransactionCanceledException", {
    Message: "Transaction cancelled",
    CancellationReasons: [{ Code: "None" }, { Code: "ConditionalCheckFailed", Message: "It failed" }],
  }),
  "a conflict that the SDK repeats by its class": fails(400, "ReplicatedWriteConflictException"),
  "an error that no release knows yet": fails(400, "FutureException", { message: "Later" }),
  "a connection that ends": (response) => response.destroy(),
  "an answer that breaks off": (response) => {
    response.writeHead(200, { "content-length": 100 }).write("{");
    setTimeout(() => response.destroy(), 10);
  },
  "an answer that is no JSON": (response) => response.end("<html>"),
  "a redirect": (response) => response.writeHead(307, { location: "http://127.0.0.1:1/" }).end(),
  "an answer that does not come": () => {},
};

test.each(Object.keys(TROUBLES))(
  "%s is tried again as the SDK does, and ends in the same error",
  async (trouble) => {
    const ask = async ({ DynamoDBClient, GetItemCommand }: Sdk) => {
      let attempts = 0;
      const { url, server } = await listen((response) => {
        attempts += 1;
        TROUBLES[trouble]?.(response);
      });
      const client = new DynamoDBClient({ ...QUICK_AWS_CLIENT, endpoint: url });
      const command = new GetItemCommand({ TableName: "People", Key: {} });
      const error = await client.send(command).catch((error: Error) => error);
      server.closeAllConnections();
      server.close();
      return { attempts, error: error instanceof Error ? told(error) : error };
    };
    const [asked, expected] = await both(ask);
    expect(asked).toEqual(expected);
  },
);

test.each([
  [400, "ResourceNotFoundException"],
  [429, "TooManyRequestsException"],
  [500, "InternalErrorException"],
])("the status %d with %s is the same error of every service", async (status, name) => {
  const errorsOf = async ({ calls }: Sdk) => {
    const { url, server } = await listen((response) =>
      response
        .writeHead(status, { "content-type": "application/json", "x-amzn-errortype": `${name}:http://a/` })
        .end(JSON.stringify({ __type: name, message: "no" })),
    );
    const settings = { ...QUICK_AWS_CLIENT, endpoint: url, maxAttempts: 1 };
    const errors = calls.map(([Client, command]) => new Client(settings).send(command).catch(told));
    return Promise.all(errors).finally(() => server.close());
  };
  const [asked, expected] = await both(errorsOf);
  expect(expected[0]).toMatchObject({ name, message: "no" });
  expect(asked).toEqual(expected);
});

/** What our own code and the log look at. */
const told = ({ name, message, ...members }: Error) => {
  const { $fault, $metadata, CancellationReasons } = members as unknown as Record<
    string,
    Record<string, unknown>
  >;
  const { httpStatusCode, requestId, attempts } = $metadata ?? {};
  return { name, message, $fault, httpStatusCode, requestId, attempts, CancellationReasons };
};
