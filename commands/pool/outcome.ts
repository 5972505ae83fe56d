import type { Attached } from "../../shared/pool-attachment/attach";
import { CommandError } from "../cli/errors";
import type { Output } from "../cli/output";
import { linesOfSteps, listed } from "./report";

/** The result of an attachment or a detachment. */
export function outcomeLines(attached: Attached, done: string): Output {
  if (attached.kind === "refused")
    return { incomplete: ["Nothing was changed.", ...listed(attached.survey.obstacles)] };
  if (attached.kind === "stale")
    throw new CommandError(
      "Somebody keeps changing the user pool. Nothing was changed; run this again later.",
    );
  if (attached.kind === "unchanged") return [`${done} already. Nothing was changed.`];
  const lines = [`${done}:`, ...linesOfSteps(attached.plan)];
  if (attached.lost.length === 0) return [...lines, "Every other setting is as it was."];
  return {
    incomplete: [
      ...lines,
      "But these settings are not as they were. Somebody has changed them at the same moment, or Cognito has:",
      ...listed(attached.lost),
    ],
  };
}
