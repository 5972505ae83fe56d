import type { Reader } from "../../shared/runtime/readers";
import { API } from "./api";
import { CREDENTIALS } from "./credentials";
import { EXISTING_POOL } from "./existing-pool";
import { LEGACY } from "./legacy";
import { MESSAGES } from "./messages";
import { OPERATIONS } from "./operations";
import type { ParameterGroup } from "./parameter";
import { SIGN_IN } from "./sign-in";
import { SIGN_IN_PAGES } from "./sign-in-pages";
import { SIGN_UP } from "./sign-up";
import { TOKENS } from "./tokens";

/** Everything that may differ between stages. */
export const PARAMETERS = {
  ...SIGN_UP,
  ...SIGN_IN,
  ...LEGACY,
  ...TOKENS,
  ...SIGN_IN_PAGES,
  ...API,
  ...CREDENTIALS,
  ...MESSAGES,
  ...EXISTING_POOL,
  ...OPERATIONS,
};

export const GROUPS: Readonly<Record<string, ParameterGroup>> = {
  "Sign-up": SIGN_UP,
  "Sign-in": SIGN_IN,
  "The old system": LEGACY,
  Tokens: TOKENS,
  "Sign-in pages": SIGN_IN_PAGES,
  "The API": API,
  "AWS credentials": CREDENTIALS,
  Messages: MESSAGES,
  "An existing pool": EXISTING_POOL,
  Operations: OPERATIONS,
};

export type ParameterName = keyof typeof PARAMETERS;

type ValueOf<Declared> = Declared extends { readonly read: Reader<infer Value> }
  ? Declared extends { readonly optional: true }
    ? Value | undefined
    : Value
  : never;

/** What the parameters of a stage say. */
export type ParameterValues = { readonly [Name in ParameterName]: ValueOf<(typeof PARAMETERS)[Name]> };
