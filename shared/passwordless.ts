import { oneOf } from "./runtime/readers";

/** How people come in besides with a password. */
export const readPasswordless = oneOf("off", "email-code", "passkey", "both");

export type Passwordless = ReturnType<typeof readPasswordless>;

export const sendsCodes = (passwordless: Passwordless): boolean =>
  passwordless === "email-code" || passwordless === "both";

export const takesPasskeys = (passwordless: Passwordless): boolean =>
  passwordless === "passkey" || passwordless === "both";
