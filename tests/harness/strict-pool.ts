import { startServer, type TestServer } from "./server";

type Json = Record<string, unknown>;

/**
 * The members that Cognito's update never accepts. They are listed here independently, so that a mistake in our own
 * list is found.
 */
const NOT_TAKEN = [
  "Id",
  "Name",
  "Arn",
  "Status",
  "CreationDate",
  "LastModifiedDate",
  "SchemaAttributes",
  "AliasAttributes",
  "UsernameAttributes",
  "UsernameConfiguration",
  "EstimatedNumberOfUsers",
  "Domain",
  "CustomDomain",
  "SmsConfigurationFailure",
  "EmailConfigurationFailure",
];

export interface StrictPool extends TestServer {
  /** The answer of DescribeUserPool. */
  readonly told: () => Json;
  /** Changes the pool as somebody else would. */
  readonly change: (changes: Json) => void;
  /** Deletes the pool. */
  readonly remove: () => void;
  /** The operations so far, in order. */
  readonly operations: string[];
  /** The requests of UpdateUserPool, as they came. */
  readonly updates: Json[];
  /** Runs before each operation. If it throws an error, that is the answer. */
  before: (operation: string) => void;
  clients: Json[];
  providers: Json[];
  factors: Json;
}

export class PoolRefusalError extends Error {
  constructor(
    readonly type: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * A user pool that keeps any JSON. An update resets everything that it does not send, and is refused if Cognito
 * would refuse it.
 */
export async function startStrictPool(shape: Json): Promise<StrictPool> {
  let pool = structuredClone(shape);
  let exists = true;
  let modified = 1_780_000_000;
  const told = () => ({ ...structuredClone(echoing(pool)), LastModifiedDate: modified });
  const operate = (operation: string, input: Json): Json => {
    if (!exists)
      throw new PoolRefusalError("ResourceNotFoundException", `User pool ${pool.Id} does not exist.`);
    switch (operation) {
      case "DescribeUserPool":
        return { UserPool: told() };
      case "GetUserPoolMfaConfig":
        return strict.factors;
      case "UpdateUserPool":
        strict.updates.push(input);
        refuseMistakes(input);
        pool = withTagsOfAws(pool, updated(pool, input));
        modified += 1;
        return {};
      case "ListUserPoolClients":
        return { UserPoolClients: strict.clients.map(({ ClientId }) => ({ ClientId })) };
      case "DescribeUserPoolClient":
        return { UserPoolClient: strict.clients.find(({ ClientId }) => ClientId === input.ClientId) };
      case "ListIdentityProviders":
        return { Providers: strict.providers.map(({ ProviderName }) => ({ ProviderName })) };
      case "DescribeIdentityProvider":
        return {
          IdentityProvider: strict.providers.find(({ ProviderName }) => ProviderName === input.ProviderName),
        };
      default:
        throw new PoolRefusalError("InvalidParameterException", `${operation} is not here`);
    }
  };
  const server = await startServer(async (incoming, outgoing) => {
    const operation = String(incoming.headers["x-amz-target"]).split(".")[1] ?? "";
    const body = Buffer.concat(await incoming.toArray()).toString();
    strict.operations.push(operation);
    const send = (status: number, answer: Json) =>
      outgoing
        .writeHead(status, { "content-type": "application/x-amz-json-1.1" })
        .end(JSON.stringify(answer));
    try {
      strict.before(operation);
      send(200, operate(operation, JSON.parse(body)));
    } catch (error) {
      const { type = "InvalidParameterException", message } = error as PoolRefusalError;
      send(400, { __type: type, message });
    }
  });
  const strict: StrictPool = {
    ...server,
    told,
    change(changes) {
      pool = { ...pool, ...changes };
      modified += 1;
    },
    remove() {
      exists = false;
    },
    operations: [],
    updates: [],
    before: () => {},
    clients: [],
    providers: [],
    factors: {
      MfaConfiguration: pool.MfaConfiguration ?? "OFF",
      ...(at(pool, "Policies", "SignInPolicy") !== undefined && {
        WebAuthnConfiguration: { RelyingPartyId: "orders.example", UserVerification: "preferred" },
      }),
    },
  };
  return strict;
}

/** Cognito tells the validity of temporary passwords and the token trigger under their older names as well. */
function echoing(pool: Json): Json {
  const days = at(pool, "Policies", "PasswordPolicy", "TemporaryPasswordValidityDays");
  const token = at(pool, "LambdaConfig", "PreTokenGenerationConfig", "LambdaArn");
  return {
    ...pool,
    ...(days !== undefined && {
      AdminCreateUserConfig: { ...(pool.AdminCreateUserConfig as Json), UnusedAccountValidityDays: days },
    }),
    ...(token !== undefined && {
      LambdaConfig: { ...(pool.LambdaConfig as Json), PreTokenGeneration: token },
    }),
  };
}

function refuseMistakes(input: Json): void {
  const refuse = (message: string) => {
    throw new PoolRefusalError("InvalidParameterException", message);
  };
  const wrong = NOT_TAKEN.find((name) => Object.hasOwn(input, name));
  if (wrong !== undefined) refuse(`${wrong} is not taken`);
  if (Object.keys((input.UserPoolTags ?? {}) as Json).some(isOfAws))
    refuse("aws: prefixed tag key names are not allowed for external use.");
  const days = at(input, "Policies", "PasswordPolicy", "TemporaryPasswordValidityDays");
  if (days !== undefined && at(input, "AdminCreateUserConfig", "UnusedAccountValidityDays") !== undefined)
    refuse("Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays");
  const { PreTokenGeneration: older, PreTokenGenerationConfig: token } = (input.LambdaConfig ?? {}) as Json;
  if (older !== undefined && token !== undefined && older !== (token as Json).LambdaArn)
    refuse("PreTokenGeneration and PreTokenGenerationConfig differ");
}

function updated(pool: Json, { UserPoolId: _, PoolName, ...settings }: Json): Json {
  const lasting = Object.entries(pool).filter(([name]) => NOT_TAKEN.includes(name));
  return { ...Object.fromEntries(lasting), Name: PoolName ?? pool.Name, ...settings };
}

const isOfAws = (key: string) => key.startsWith("aws:");

/** AWS's own tags remain after an update that does not send them. */
function withTagsOfAws(before: Json, after: Json): Json {
  const tags = Object.entries((before.UserPoolTags ?? {}) as Json).filter(([key]) => isOfAws(key));
  return tags.length === 0
    ? after
    : { ...after, UserPoolTags: { ...(after.UserPoolTags as Json), ...Object.fromEntries(tags) } };
}

function at(value: unknown, ...names: readonly string[]): unknown {
  return names.reduce<unknown>((part, name) => (part as Json | undefined)?.[name], value);
}
