import type { Near, NearRequest } from "./environment";

type NearAnswer = Awaited<ReturnType<Near["answer"]>>;

export function answerNear(
  url: string,
  ask: (request: NearRequest, onAnswer: (answer: NearAnswer) => void) => void,
): () => void;
