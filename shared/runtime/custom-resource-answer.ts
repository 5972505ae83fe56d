import { sendRequest } from "../http";
import { FaultError } from "./errors";
import { STACK_ANSWER_MS } from "./time-budget";

export type ResourceAnswer =
  | { readonly Status: "SUCCESS" }
  | {
      readonly Status: "FAILED";
      /** Stands in the events of the stack: only what whoever deploys can mend says its cause. */
      readonly Reason: string;
    };

const ATTEMPTS = 3;
/** In bytes. S3, which takes it, answers with nothing, or with why it did not. */
const LARGEST_ANSWER = 64 * 1_024;

/**
 * Tells CloudFormation what became of its request; without an answer, it would wait. The address is a signed one: no
 * error that could name it leaves this function, and the body has no type, because none was signed.
 */
export async function answerStack(
  address: string,
  answer: ResourceAnswer & Readonly<Record<string, unknown>>,
): Promise<void> {
  const body = Buffer.from(JSON.stringify(answer));
  for (let attempts = 1; attempts <= ATTEMPTS; attempts += 1) if (await put(address, body)) return;
  // Lambda then repeats the whole invocation, which may be repeated.
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
