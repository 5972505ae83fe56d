import { AsyncLocalStorage } from "node:async_hooks";
import type { IncomingMessage } from "node:http";
import type { Pool } from "../pool";

/** What the list of sessions says of the last request for one. */
export interface Activity {
  readonly at: string;
  readonly device: string;
  readonly address: string;
}

type Caller = Omit<Activity, "at">;

/** The caller of the current request. It is in async storage because only a few steps need it, and all others would pass it on. */
const callers = new AsyncLocalStorage<Caller>();

export const noticing = <Answer>(request: IncomingMessage, answer: () => Answer): Answer =>
  callers.run(
    {
      device: deviceOf(request.headers["user-agent"] ?? ""),
      address: (request.socket.remoteAddress ?? "unknown").replace(/^::ffff:/, ""),
    },
    answer,
  );

export const activityNow = ({ now }: Pick<Pool, "now">): Activity => ({
  ...(callers.getStore() ?? { device: "unknown", address: "unknown" }),
  at: now().toISOString(),
});

/** The first match counts, because browsers also claim to be others, to be sent the same pages. */
const APPS: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\b(?:Firefox|FxiOS)\//, "Firefox"],
  [/\b(?:HeadlessChrome|Chrome|CriOS)\//, "Chrome"],
  [/\bVersion\/\S+ .*Safari\//, "Safari"],
  [/\baws-sdk-js\//, "aws-sdk-js"],
  [/\bcurl\//, "curl"],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\bAndroid\b/, "Android"],
  [/\b(?:iPhone|iPad)\b/, "iOS"],
  [/\bWindows\b/, "Windows"],
  [/\b(?:Mac OS X|os\/macOS)\b/, "Mac OS X"],
  [/\b(?:Linux|os\/linux)\b/, "Linux"],
];

/** The operating system and the browser or app of a user agent, as far as it names them. */
function deviceOf(userAgent: string): string {
  const named = [SYSTEMS, APPS].flatMap(
    (kinds) => kinds.find(([pattern]) => pattern.test(userAgent))?.[1] ?? [],
  );
  return named.join(", ") || "unknown";
}
