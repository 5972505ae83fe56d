import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { isRecord } from "../../shared/json";
import { userAttributesOf } from "../../shared/runtime/cognito-event";
import { recordedEvent } from "../harness/recorded-event";

/** Every source with which Cognito calls one of our triggers. */
const SOURCES = [
  "InboundFederation_ExternalProvider",
  "PreSignUp_SignUp",
  "PreSignUp_AdminCreateUser",
  "PreSignUp_ExternalProvider",
  "PostConfirmation_ConfirmSignUp",
  "PostConfirmation_ConfirmForgotPassword",
  "PreAuthentication_Authentication",
  "PostAuthentication_Authentication",
  "UserMigration_Authentication",
  "UserMigration_ForgotPassword",
  "TokenGeneration_HostedAuth",
  "TokenGeneration_Authentication",
  "TokenGeneration_NewPasswordChallenge",
  "TokenGeneration_ClientCredentials",
  "TokenGeneration_AuthenticateDevice",
  "TokenGeneration_RefreshTokens",
  "CustomMessage_SignUp",
  "CustomMessage_AdminCreateUser",
  "CustomMessage_ResendCode",
  "CustomMessage_ForgotPassword",
  "CustomMessage_UpdateUserAttribute",
  "CustomMessage_VerifyUserAttribute",
  "CustomMessage_Authentication",
];

const RESERVED = /(^|\.)(example|test|invalid|localhost|example\.(com|net|org))$/;
const HOST = /(?:@|:\/\/)([\w-]+(?:\.[\w-]+)*)/g;

const NAMES = readdirSync(__dirname)
  .filter((file) => file.endsWith(".json"))
  .map((file) => path.basename(file, ".json"));

const textOf = (name: string): string => readFileSync(path.join(__dirname, `${name}.json`), "utf8");

const sourceIn = (name: string): string | undefined => name.split(".")[0];

test.each(SOURCES)("%s has a recorded event", (source) => {
  expect(NAMES).toContain(source);
});

test("no recorded event is of a source that calls none of our triggers", () => {
  expect(NAMES.filter((name) => !SOURCES.some((source) => source === sourceIn(name)))).toEqual([]);
});

describe.each(NAMES)("%s", (name) => {
  test("is named after its trigger source, up to the first dot", () => {
    expect(recordedEvent(name).triggerSource).toBe(sourceIn(name));
  });

  test("carries its version as a string that holds a bare number", () => {
    expect(recordedEvent(name).version).toEqual(expect.stringMatching(/^[1-9]\d*$/));
  });

  test("carries only strings as attribute values", () => {
    const attributes = recordedEvent(name).request.userAttributes;
    const values = isRecord(attributes) ? Object.values(attributes) : [];
    expect(values.filter((value) => typeof value !== "string")).toEqual([]);
  });

  test("names no host outside the domains reserved for examples", () => {
    const hosts = Array.from(textOf(name).matchAll(HOST), ([, host = ""]) => host);
    expect(hosts.filter((host) => !RESERVED.test(host))).toEqual([]);
  });
});

test("a person has the same sub in every recorded event", () => {
  const subs = new Map<string, Set<string>>();
  for (const name of NAMES) {
    const { email, sub } = userAttributesOf(recordedEvent(name));
    if (email !== undefined && sub !== undefined) subs.set(email, (subs.get(email) ?? new Set()).add(sub));
  }
  expect([...subs].filter(([, { size }]) => size > 1)).toEqual([]);
});
