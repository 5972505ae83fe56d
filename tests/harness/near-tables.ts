import type { Near } from "../../local/lambda/environment";
import { answerNear } from "../../local/lambda/near.cjs";
import type { EmbeddedTables } from "../../local/tables/tables";

const answers = new Map<string, Near["answer"]>();

/**
 * From now on, the SDK reaches these tables without a connection, which takes half of the time of a request. `fetch`
 * and other processes still use one.
 *
 * @returns ends it
 */
export function bringNear({ endpoint, answer }: Pick<EmbeddedTables, "endpoint" | "answer">): () => void {
  const ask: Near["answer"] = ({ body, ...request }) => answer({ ...request, body: Buffer.from(body) });
  answers.set(endpoint, ask);
  const end = answerNear(endpoint, (request, onAnswer) => void ask(request).then(onAnswer));
  return () => {
    answers.delete(endpoint);
    end();
  };
}

/** The function that answers for tables that are near; undefined for any other endpoint. */
export const nearAnswerOf = (endpoint: string): Near["answer"] | undefined => answers.get(endpoint);
