import { createHash, randomBytes } from "node:crypto";
import { listenDeferred } from "../deferred-server";
import { forThisComputer } from "../this-computer";
import type { Service } from "./service";

/** Some that everybody has heard of; the last three meet the rules of most stages. */
const FAMOUS = [
  "123456",
  "password",
  "qwerty",
  "Password1234",
  "Qwerty123456",
  "Correct-Horse-Battery-Staple-1",
];

const PADDING = 20;

/** Imitates the range API of Have I Been Pwned, so that a laptop does not call the real one. */
export async function startBreachedPasswords(): Promise<Service> {
  const server = await listenDeferred(0);
  server.answerWith(
    forThisComputer([], ({ url = "", headers }, response) => {
      const prefix = /^\/range\/([0-9A-F]{5})$/.exec(url)?.[1];
      if (prefix === undefined) {
        response.writeHead(400).end("The hash prefix was not in a valid format");
        return;
      }
      const range = rangeOf(prefix, headers["add-padding"] === "true" ? PADDING : 0);
      response.writeHead(200, { "content-type": "text/plain" }).end(range);
    }),
  );
  return { url: `${server.url}/range`, stop: server.close };
}

function rangeOf(prefix: string, padding: number): string {
  const found = FAMOUS.map((password) => createHash("sha1").update(password).digest("hex").toUpperCase())
    .filter((digest) => digest.startsWith(prefix))
    .map((digest) => `${digest.slice(5)}:1`);
  const padded = Array.from(
    { length: padding },
    () => `${randomBytes(20).toString("hex").slice(5).toUpperCase()}:0`,
  );
  return [...found, ...padded].sort().join("\r\n");
}
