import { sendRequest } from "../http";
import { FaultError } from "./errors";
import { STACK_ANSWER_MS } from "./time-budget";

export type ResourceAnswer =
  | { readonly Status: "SUCCESS" }
  | {
      readonly Status: "FAILED";
      /** Shown in the events of the stack. It tells the cause only if the person who deploys can correct it. */
      readonly Reason: string;
    };

const ATTEMPTS = 3;
/** In bytes. S3 takes the answer, and replies with nothing or with an error. */
const LARGEST_ANSWER = 64 * 1_024;

/**
 * Sends CloudFormation the answer that it waits for. The address is signed, so no error that could contain it leaves
 * this function. The body has no content type, because none was signed.
 */
export async function answerStack(
  address: string,
  answer: ResourceAnswer & Readonly<Record<string, unknown>>,
): Promise<void> {
  const body = Buffer.from(JSON.stringify(answer));
  for (let attempts = 1; attempts <= ATTEMPTS; attempts += 1) if (await put(address, body)) return;
  // Lambda then repeats the whole invocation, which is safe.
  throw new FaultError("CloudFormation does not take the answer");
}

async function put(address: string, body: Uint8Array): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(STACK_ANSWER_MS);
    const asked = { method: "PUT", body, largestAnswer: LARGEST_ANSWER } as const;
    const { status = 0 } = await sendRequest(new URL(address), asked, signal);
    return status >= 200 && status < 300;
  } catch {
    return false;
  }
}
