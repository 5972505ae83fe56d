import type { ApiResponse } from "../../../shared/api/response";
import { waitForFloor } from "../../../shared/runtime/answer-floor";
import type { Run } from "../../../shared/runtime/invocation";
import type { ApiOutcomes } from "../../../shared/runtime/outcomes";
import { asking, type Operation, tellsWhoExists } from "./cognito-problems";

/**
 * Asks Cognito on behalf of a caller who has not proven who they are. Every refusal takes at least the floor, so its
 * time shows neither whether the address is known nor what was wrong.
 */
export async function askingForAnybody<Answer>(
  operation: Operation,
  floorMs: number,
  run: Run,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await asking(operation, ask);
  } catch (error) {
    await waitForFloor(floorMs, run);
    throw error;
  }
}

/**
 * Has Cognito send a code. Neither the answer nor its time shows whether the address has an account. The log names
 * the reason why no code was sent.
 */
export async function sendingCode(
  operation: "forgot-password" | "resend-code",
  floorMs: number,
  run: Run<ApiOutcomes>,
  send: () => Promise<unknown>,
): Promise<ApiResponse> {
  await askingForAnybody(operation, floorMs, run, async () => {
    try {
      await send();
    } catch (error) {
      if (!(error instanceof Error && tellsWhoExists(operation, error))) throw error;
      run.outcome("not-sent", { reason: error.name });
    }
  });
  await waitForFloor(floorMs, run);
  return { status: 204 };
}
