import type { RequestListener } from "node:http";
import type { Journal } from "./journal";

/**
 * Ends no response before all that was written until then is on the disk: whoever has heard of something hears of it again after a
 * power cut. What is within this process need not wait.
 */
export const whenSettled =
  (journals: readonly Pick<Journal, "settled">[], listener: RequestListener): RequestListener =>
  (request, response) => {
    const end = response.end.bind(response) as (...given: unknown[]) => unknown;
    const endLater = (...given: unknown[]) => {
      Promise.all(journals.map((journal) => journal.settled())).then(
        () => end(...given),
        // What cannot be kept is not acknowledged.
        () => response.destroy(),
      );
      return response;
    };
    response.end = endLater as typeof response.end;
    listener(request, response);
  };
