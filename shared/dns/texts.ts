import { Resolver } from "node:dns/promises";
import { DNS_LOOKUP } from "../runtime/time-budget";

/** What DNS says about a name: its texts, that there are none, or no answer. */
export type Texts =
  | { readonly kind: "found"; readonly texts: readonly string[] }
  | { readonly kind: "no-record" | "no-answer" };

export type LookUpTexts = (name: string, signal: AbortSignal) => Promise<Texts>;

/** The codes of DNS for a name that does not exist or has no texts. */
const NO_RECORD: readonly unknown[] = ["ENOTFOUND", "ENODATA"];

/** @param server `<address>:<port>`; without one, the DNS servers of the system */
export const createTextLookUp =
  (server?: string): LookUpTexts =>
  async (name, signal) => {
    const resolver = new Resolver(DNS_LOOKUP);
    if (server !== undefined) resolver.setServers([server]);
    const cancel = () => resolver.cancel();
    signal.addEventListener("abort", cancel, { once: true });
    try {
      const records = await resolver.resolveTxt(name);
      return { kind: "found", texts: records.map((strings) => strings.join("")) };
    } catch (error) {
      signal.throwIfAborted();
      const isMissing = NO_RECORD.includes((error as NodeJS.ErrnoException).code);
      return { kind: isMissing ? "no-record" : "no-answer" };
    } finally {
      signal.removeEventListener("abort", cancel);
    }
  };
