import { listOf, wholeNumber } from "./runtime/readers";
import type { Settings } from "./runtime/settings";

const CLASSES = {
  lowercase: /[a-z]/,
  uppercase: /[A-Z]/,
  number: /[0-9]/,
  symbol: /[^a-zA-Z0-9]/,
} as const;

/** The pool's rules for new passwords. */
export interface PasswordPolicy {
  readonly minLength: number;
  readonly requires: readonly (keyof typeof CLASSES)[];
}

export const meetsPolicy = (password: string, { minLength, requires }: PasswordPolicy): boolean =>
  password.length >= minLength && requires.every((kind) => CLASSES[kind].test(password));

const isKind = (name: string): name is keyof typeof CLASSES => Object.hasOwn(CLASSES, name);

export const readMinLength = wholeNumber(8, 99);
export const readRequires = listOf("some of lowercase, uppercase, number and symbol", isKind, "none");

export function readPasswordPolicy(settings: Settings): PasswordPolicy {
  const requires = settings.read("PASSWORD_REQUIRES", readRequires);
  return {
    minLength: settings.read("PASSWORD_MIN_LENGTH", readMinLength),
    requires: requires === "none" ? [] : requires,
  };
}
