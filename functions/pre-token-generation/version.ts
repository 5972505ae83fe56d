import type { CognitoEvent } from "../../shared/runtime/cognito-event";
import { refuse } from "../../shared/runtime/refusals";

/** The schema of the event, which is also the schema of the answer. */
export type Version = "1" | "2" | "3";

export function versionOf({ version }: CognitoEvent): Version {
  if (version === "1" || version === "2" || version === "3") return version;
  return refuse("unknown-source", "Sign-in");
}
