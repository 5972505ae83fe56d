import {
  type CognitoIdentityProviderClient,
  DescribeIdentityProviderCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  GetUserPoolMfaConfigCommand,
  paginateListIdentityProviders,
  paginateListUserPoolClients,
  UpdateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { inOrder } from "../in-order";
import { isRecord, parseJson, readStrings, readText } from "../json";
import { FaultError } from "../runtime/errors";
import { isNamed } from "./named-errors";

/** A pool or an app client as Cognito describes it, with members that the SDK does not know yet. */
export type PoolDescription = Readonly<Record<string, unknown>>;

/** What an app client may do in the pool. */
export interface PoolClient {
  readonly id: string;
  readonly name: string;
  /** The attributes of people that it may write. */
  readonly writes: readonly string[];
  /** The scopes that it may ask for in people's names. */
  readonly scopes: readonly string[];
  /** Whether people sign in through it without the sign-in pages. */
  readonly takesSignIns: boolean;
  /** Whether it gets tokens by its own credentials. */
  readonly isMachine: boolean;
}

/** What an identity provider fills in. */
export interface PoolProvider {
  readonly name: string;
  readonly maps: readonly string[];
}

/** The pool as its API describes it, with every member. */
export type DescribedPool = ReturnType<typeof describedPool>;

/** How many clients or providers are asked for at once. Cognito takes no more than a few such requests a second. */
const AT_ONCE = 5;

/**
 * Calls Cognito through the SDK, with its credentials and retries, but passes Cognito's own JSON. The SDK drops every
 * member that its release does not know, and an update without such a member would reset it.
 */
export function describedPool(client: CognitoIdentityProviderClient, UserPoolId: string) {
  return {
    /** Undefined if there is no such pool. */
    async describe(abortSignal: AbortSignal): Promise<PoolDescription | undefined> {
      const { command, answer } = inFull(new DescribeUserPoolCommand({ UserPoolId }));
      try {
        await client.send(command, { abortSignal });
      } catch (error) {
        if (isNamed(error, "ResourceNotFoundException")) return undefined;
        throw error;
      }
      return partOf(answer(), "UserPool");
    },
    /** Returns whether the pool was changed. It is not while somebody else is changing it. */
    async update(request: PoolDescription, abortSignal: AbortSignal): Promise<boolean> {
      const { command } = inFull(new UpdateUserPoolCommand({ UserPoolId }), request);
      try {
        await client.send(command, { abortSignal });
        return true;
      } catch (error) {
        if (isNamed(error, "ConcurrentModificationException")) return false;
        throw error;
      }
    },
    /** What DescribeUserPool does not tell: the kinds of second factors and passkeys. */
    async secondFactors(abortSignal: AbortSignal): Promise<PoolDescription> {
      const { command, answer } = inFull(new GetUserPoolMfaConfigCommand({ UserPoolId }));
      await client.send(command, { abortSignal });
      return answer();
    },
    /** Every app client, which is a request for each of them. */
    async clients(abortSignal: AbortSignal): Promise<readonly PoolClient[]> {
      const request = { UserPoolId, MaxResults: 60 };
      async function* ids() {
        for await (const page of paginateListUserPoolClients({ client }, request, { abortSignal }))
          for (const { ClientId = "" } of page.UserPoolClients ?? []) yield ClientId;
      }
      const describe = async (ClientId: string) =>
        clientIn(await describedClient(client, { UserPoolId, ClientId }, abortSignal));
      return every(inOrder(ids(), AT_ONCE, describe));
    },
    /** Every identity provider, which is a request for each of them. */
    async providers(abortSignal: AbortSignal): Promise<readonly PoolProvider[]> {
      async function* names() {
        for await (const page of paginateListIdentityProviders({ client }, { UserPoolId }, { abortSignal }))
          for (const { ProviderName = "" } of page.Providers ?? []) yield ProviderName;
      }
      const describe = async (name: string) => {
        const asked = new DescribeIdentityProviderCommand({ UserPoolId, ProviderName: name });
        const { IdentityProvider } = await client.send(asked, { abortSignal });
        return { name, maps: Object.keys(IdentityProvider?.AttributeMapping ?? {}) };
      };
      return every(inOrder(names(), AT_ONCE, describe));
    },
  };
}

async function every<Entry>(entries: AsyncIterable<Entry>): Promise<readonly Entry[]> {
  const all: Entry[] = [];
  for await (const entry of entries) all.push(entry);
  return all;
}

function clientIn(described: PoolDescription): PoolClient {
  const { ClientId, ClientName, WriteAttributes, ExplicitAuthFlows } = described;
  const grants = readStrings(described.AllowedOAuthFlows);
  const isMachine = grants.includes("client_credentials");
  return {
    id: readText(ClientId) ?? "",
    name: readText(ClientName) ?? "",
    // Without a list, Cognito lets it write the standard attributes.
    writes: readStrings(WriteAttributes),
    scopes: grants.length > 0 && !isMachine ? readStrings(described.AllowedOAuthScopes) : [],
    // Without a list, Cognito lets people sign in through it.
    takesSignIns:
      ExplicitAuthFlows === undefined ||
      readStrings(ExplicitAuthFlows).some((flow) => !flow.includes("REFRESH_TOKEN")),
    isMachine,
  };
}

/** An app client of the pool, in the JSON of Cognito itself. */
export async function describedClient(
  client: CognitoIdentityProviderClient,
  ids: { readonly UserPoolId: string; readonly ClientId: string },
  abortSignal: AbortSignal,
): Promise<PoolDescription> {
  const { command, answer } = inFull(new DescribeUserPoolClientCommand(ids));
  await client.send(command, { abortSignal });
  return partOf(answer(), "UserPoolClient");
}

const partOf = (answer: PoolDescription, name: string): PoolDescription => {
  const part = answer[name];
  if (!isRecord(part)) throw new FaultError(`Cognito's answer has no ${name}`);
  return part;
};

interface Passing {
  readonly request: { body?: unknown };
}
interface Passed {
  readonly response: { readonly statusCode?: number; body?: unknown };
}
type Next = (passing: Passing) => Promise<Passed>;

/** The part of a command's middleware stack that is used here. The stack's own type differs for each command. */
interface Stack {
  add(
    middleware: (next: Next) => Next,
    options: { readonly step: "build" | "deserialize"; readonly priority: "high" | "low" },
  ): void;
}

/** Sends the command with this JSON, if one is given, and records the JSON of its answer. */
function inFull<Command extends { readonly middlewareStack: object }>(
  command: Command,
  request?: PoolDescription,
) {
  const stack = command.middlewareStack as Stack;
  let answer: unknown;
  // Before the request's length is known and signed.
  if (request !== undefined)
    stack.add(
      (next) => (passing) => {
        passing.request.body = JSON.stringify(request);
        return next(passing);
      },
      { step: "build", priority: "high" },
    );
  // Before the SDK reads the answer. After a retry, the last answer counts.
  stack.add(
    (next) => async (passing) => {
      const passed = await next(passing);
      const { response } = passed;
      const bytes = await bytesOf(response.body);
      response.body = bytes;
      answer = parseJson(Buffer.from(bytes).toString());
      return passed;
    },
    { step: "deserialize", priority: "low" },
  );
  return {
    command,
    answer(): PoolDescription {
      if (!isRecord(answer)) throw new FaultError("Cognito's answer is not an object");
      return answer;
    },
  };
}

async function bytesOf(body: unknown): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body;
  const pieces: Uint8Array[] = [];
  for await (const piece of body as AsyncIterable<Uint8Array>) pieces.push(piece);
  return Buffer.concat(pieces);
}
