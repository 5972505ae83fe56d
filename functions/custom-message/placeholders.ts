import type { Occasion } from "../../shared/messages/occasion";
import type { Placeholders } from "../../shared/messages/placeholders";
import type { Warning } from "../../shared/runtime/outcomes";

export type PlaceholdersRead =
  | { readonly kind: "present"; readonly placeholders: Placeholders }
  | { readonly kind: "missing"; readonly warning: Extract<Warning, `${string}Parameter is missing`> };

/** An invitation needs the user name as well: Cognito refuses one that does not hold both. */
export function readPlaceholders(
  occasion: Occasion,
  { codeParameter, usernameParameter }: Readonly<Record<string, unknown>>,
): PlaceholdersRead {
  if (!isPlaceholder(codeParameter)) return { kind: "missing", warning: "codeParameter is missing" };
  if (occasion !== "invitation") return { kind: "present", placeholders: { code: codeParameter } };
  if (!isPlaceholder(usernameParameter)) return { kind: "missing", warning: "usernameParameter is missing" };
  return { kind: "present", placeholders: { code: codeParameter, username: usernameParameter } };
}

const isPlaceholder = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";
