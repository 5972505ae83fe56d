import { invalidLambdaResponse, unexpectedLambda, userLambdaValidation } from "../api/errors";
import type { Texts } from "../api/input/shapes";

/** The triggers by their names in LambdaConfig, which are also the prefixes of their errors. */
export type TriggerName =
  | "InboundFederation"
  | "PreSignUp"
  | "PostConfirmation"
  | "PreAuthentication"
  | "PostAuthentication"
  | "PreTokenGeneration"
  | "UserMigration"
  | "CustomMessage"
  | "DefineAuthChallenge"
  | "CreateAuthChallenge"
  | "VerifyAuthChallengeResponse";

/** What pre token generation is asked for. */
export type TokenSource =
  | "Authentication"
  | "NewPasswordChallenge"
  | "AuthenticateDevice"
  | "HostedAuth"
  | "RefreshTokens"
  | "ClientCredentials";

/** How a function was called and what came of it. */
export type CallOutcome =
  | { readonly kind: "answered"; readonly payload: unknown }
  | { readonly kind: "failed"; readonly errorMessage: string }
  | { readonly kind: "timed-out" }
  | { readonly kind: "throttled" }
  | { readonly kind: "too-large" };

export interface TriggerCall {
  readonly trigger: TriggerName;
  /** With the trigger's name before it: `PreSignUp_SignUp`, but `TokenGeneration_Authentication`. */
  readonly source: string;
  /** Absent for a machine. */
  readonly userName?: string;
  readonly clientId: string | undefined;
  /** A member that is undefined is left out. */
  readonly request: Readonly<Record<string, unknown>>;
  /** As Cognito presets it. */
  readonly response: Readonly<Record<string, unknown>>;
  readonly version?: string;
}

export interface TriggerHost {
  readonly region: string;
  readonly poolId: string;
  /** The function that the stack has wired to a trigger. */
  readonly functionOf: (trigger: TriggerName) => string | undefined;
  readonly call: (functionName: string, event: unknown) => Promise<CallOutcome>;
}

/** Administrators' operations come from no app client. */
const NO_CLIENT = "CLIENT_ID_NOT_APPLICABLE";

/**
 * Runs a trigger and returns its response; undefined when none is wired. Failures are answered as Cognito does, which
 * adds a period to the handler's message.
 */
export async function runTrigger(
  host: TriggerHost,
  call: TriggerCall,
): Promise<Record<string, unknown> | undefined> {
  const functionName = host.functionOf(call.trigger);
  if (functionName === undefined) return undefined;
  const outcome = await host.call(functionName, {
    version: call.version ?? "1",
    triggerSource: call.source,
    region: host.region,
    userPoolId: host.poolId,
    ...(call.userName !== undefined && { userName: call.userName }),
    callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: call.clientId ?? NO_CLIENT },
    request: Object.fromEntries(Object.entries(call.request).filter(([, value]) => value !== undefined)),
    response: call.response,
  });
  switch (outcome.kind) {
    case "answered":
      return responseOf(outcome.payload);
    case "failed":
      throw userLambdaValidation(`${call.trigger} failed with error ${outcome.errorMessage}.`);
    case "timed-out":
      throw unexpectedLambda(
        `${call.trigger} invocation failed due to error Socket timeout while invoking Lambda function.`,
      );
    case "throttled":
      throw unexpectedLambda(`${call.trigger} invocation failed due to error TooManyRequestsException.`);
    case "too-large":
      throw unexpectedLambda(
        `${call.trigger} invocation failed due to error RequestEntityTooLargeException.`,
      );
  }
}

/** The whole event must come back; a handler that returns nothing has not answered. */
function responseOf(payload: unknown): Record<string, unknown> {
  if (!isObject(payload) || !isObject(payload.request)) throw invalidLambdaResponse();
  if (!isObject(payload.response)) throw invalidLambdaResponse();
  return payload.response;
}

/** A map of texts in an answer. Left out or null, it is empty. */
export function readTexts(value: unknown): Texts {
  if (value === undefined || value === null) return {};
  if (!isObject(value) || !Object.values(value).every((entry) => typeof entry === "string"))
    throw invalidLambdaResponse();
  return value as Texts;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
