import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { startProxy } from "./proxy";
import type { TestServer } from "./server";

interface Lost {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

const answer = (outgoing: ServerResponse, status: number, body: string) => {
  outgoing.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(body);
};

const INTERNAL_ERROR = '{"__type":"InternalErrorException","message":"Something already went wrong"}';

/** As Cognito says it of a trigger that runs after the change. */
const LATE_TRIGGER =
  '{"__type":"UnexpectedLambdaException","message":"PostConfirmation invocation failed due to error Socket timeout while invoking Lambda function."}';

/** What becomes of an answer on its way. */
export const LOSSES = {
  "a broken connection": ({ incoming }: Lost) => incoming.socket.destroy(),
  "an internal error": ({ outgoing }: Lost) => answer(outgoing, 500, INTERNAL_ERROR),
  "a page of a proxy": ({ outgoing }: Lost) => answer(outgoing, 200, "<html></html>"),
  "a trigger that is late": ({ outgoing }: Lost) => answer(outgoing, 400, LATE_TRIGGER),
  silence: () => {},
} satisfies Record<string, (lost: Lost) => unknown>;

export type LossName = keyof typeof LOSSES;

export interface LossyPool extends TestServer {
  /** How often the operation has been asked of the pool, by the error that it answered, or `done`. */
  asked(operation: string): readonly string[];
  /**
   * Loses the next answer to the operation.
   *
   * @returns settles when the pool has done what it was asked, or the request for it has not reached it
   */
  lose(operation: string, loss: LossName, reach?: "after the change" | "before it"): Promise<void>;
}

interface Loss {
  readonly operation: string;
  readonly loss: LossName;
  readonly isDone: boolean;
  settle(): void;
}

/** A pool that works, behind a connection that does not. */
export async function startLossyPool(endpoint: string): Promise<LossyPool> {
  const asked: { readonly operation: string; readonly answer: string }[] = [];
  let next: Loss | undefined;
  const server = await startProxy(endpoint, async ({ incoming, outgoing, operation, ask }) => {
    const lost = next?.operation === operation ? next : undefined;
    if (lost !== undefined) next = undefined;
    if (lost?.isDone !== false) {
      const given = await ask();
      const body = await text(given);
      asked.push({ operation, answer: given.statusCode === 200 ? "done" : JSON.parse(body).__type });
      if (lost === undefined) return answer(outgoing, given.statusCode ?? 500, body);
    }
    lost.settle();
    return LOSSES[lost.loss]({ incoming, outgoing });
  });
  return {
    ...server,
    asked: (operation) => asked.filter((one) => one.operation === operation).map((one) => one.answer),
    lose(operation, loss, reach = "after the change") {
      asked.splice(0);
      return new Promise((settle) => {
        next = { operation, loss, isDone: reach === "after the change", settle };
      });
    },
  };
}
