import { isRecord, readStringMap, readText, type StringMap } from "../json";

/**
 * The common part of all trigger events, in the form in which Cognito writes it: maps may be null or missing, values
 * are strings, and unknown members pass through unchanged.
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

/** Whether a text can be the id of an app client. */
export const isClientId = (value: string): value is string => /^[\w+]{1,128}$/.test(value);

/** Whether a text can be the id of a user pool: its Region and a random text. */
export const isPoolId = (value: string): value is string =>
  /^[a-z]{2}(-[a-z]+)+-\d_[0-9A-Za-z]{1,9}$/.test(value);

export const clientIdOf = (event: CognitoEvent): string | undefined =>
  readText(event.callerContext?.clientId);
