import { isRecord, readStringMap, readText, type StringMap } from "../json";

/**
 * What every trigger event has in common, read the way Cognito writes it: maps may be null or missing, values are
 * strings, and fields that nobody asked for pass through untouched.
 */
export interface CognitoEvent {
  version?: unknown;
  triggerSource: string;
  userPoolId?: unknown;
  userName?: unknown;
  callerContext?: { clientId?: unknown } | null;
  request: Record<string, unknown>;
  response?: unknown;
}

export const isCognitoEvent = (value: unknown): value is CognitoEvent =>
  isRecord(value) && typeof value.triggerSource === "string" && isRecord(value.request);

export const userAttributesOf = (event: CognitoEvent): StringMap =>
  readStringMap(event.request.userAttributes);

/** What Cognito may call an app client. */
export const isClientId = (value: string): value is string => /^[\w+]{1,128}$/.test(value);

/** What Cognito calls a user pool: its region, and a random text. */
export const isPoolId = (value: string): value is string =>
  /^[a-z]{2}(-[a-z]+)+-\d_[0-9A-Za-z]{1,9}$/.test(value);

export const clientIdOf = (event: CognitoEvent): string | undefined =>
  readText(event.callerContext?.clientId);
