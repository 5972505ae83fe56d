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
import { isRecord, parseJson, readStrings } from "../json";
import { FaultError } from "../runtime/errors";

/** An object as Cognito sends it. */
type Json = Readonly<Record<string, unknown>>;

/**
 * Asks as the SDK does, with its credentials and repetitions, and takes and gives the JSON of Cognito itself: the SDK
 * drops every member that its release does not know, and an update would reset it.
 */
export function describedPool(client: CognitoIdentityProviderClient, UserPoolId: string) {
  return {
    async describe(abortSignal: AbortSignal): Promise<Json> {
      const { command, answer } = inFull(new DescribeUserPoolCommand({ UserPoolId }));
      await client.send(command, { abortSignal });
      return partOf(answer(), "UserPool");
    },
    /** Says whether it was changed; not if somebody else is changing it at this moment. */
    async update(request: Json, abortSignal: AbortSignal): Promise<boolean> {
      const { command } = inFull(new UpdateUserPoolCommand({ UserPoolId }), request);
      try {
        await client.send(command, { abortSignal });
        return true;
      } catch (error) {
        if (error instanceof Error && error.name === "ConcurrentModificationException") return false;
        throw error;
      }
    },
    /** What DescribeUserPool does not tell: the kinds of second factors and passkeys. */
    async secondFactors(abortSignal: AbortSignal): Promise<Json> {
      const { command, answer } = inFull(new GetUserPoolMfaConfigCommand({ UserPoolId }));
      await client.send(command, { abortSignal });
      return answer();
    },
    /** Who can write to which attributes of people, which is a request for each of them. */
    async writers(signal: AbortSignal) {
      const clients: { readonly id: string; readonly writes: readonly string[] }[] = [];
      for await (const { UserPoolClients = [] } of paginateListUserPoolClients(
        { client },
        { UserPoolId, MaxResults: 60 },
      ))
        for (const { ClientId = "" } of UserPoolClients) {
          const described = await describedClient(client, { UserPoolId, ClientId }, signal);
          // Without a list, Cognito lets it write the standard attributes.
          clients.push({ id: ClientId, writes: readStrings(described.WriteAttributes) });
        }
      const providers: { readonly name: string; readonly maps: readonly string[] }[] = [];
      for await (const { Providers = [] } of paginateListIdentityProviders({ client }, { UserPoolId }))
        for (const { ProviderName } of Providers) {
          const asked = new DescribeIdentityProviderCommand({ UserPoolId, ProviderName });
          const { IdentityProvider } = await client.send(asked, { abortSignal: signal });
          const maps = Object.keys(IdentityProvider?.AttributeMapping ?? {});
          providers.push({ name: ProviderName ?? "", maps });
        }
      return { clients, providers };
    },
  };
}

/** An app client of the pool, in the JSON of Cognito itself. */
export async function describedClient(
  client: CognitoIdentityProviderClient,
  ids: { readonly UserPoolId: string; readonly ClientId: string },
  abortSignal: AbortSignal,
): Promise<Json> {
  const { command, answer } = inFull(new DescribeUserPoolClientCommand(ids));
  await client.send(command, { abortSignal });
  return partOf(answer(), "UserPoolClient");
}

const partOf = (answer: Json, name: string): Json => {
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

/** What is needed of a command's stack, whose own type is another one for each command. */
interface Stack {
  add(
    middleware: (next: Next) => Next,
    options: { readonly step: "build" | "deserialize"; readonly priority: "high" | "low" },
  ): void;
}

/** The command, with this JSON as its request, if it is given, and an ear for the JSON of its answer. */
function inFull<Command extends { readonly middlewareStack: object }>(command: Command, request?: Json) {
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
  // Before the SDK reads the answer; a repeated request has the last one.
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
    answer(): Json {
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
