import type { RequestListener } from "node:http";
import type { Journal } from "./journal";

/**
 * Delays the end of each response until all that was written before is on the disk. So nothing that a client was told is lost in a
 * power cut. Requests within this process need not wait.
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
