import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";

/** Names and addresses that lead to this computer and nowhere else, with or without a port. */
const LOOPBACK = /^(([a-z0-9-]+\.)*localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/**
 * Answers only requests to a loopback name. Another site can let its own name resolve to this computer (DNS rebinding). The browser
 * then treats both as one site, and only the Host header tells them apart.
 */
export const byLoopbackName =
  (listener: RequestListener): RequestListener =>
  (request, response) => {
    if (LOOPBACK.test(request.headers.host ?? "")) listener(request, response);
    else refuse(response, "Ask by the name localhost");
  };

/**
 * Answers programs, pages of this computer and pages of the given origins. Requests of other pages are refused before they have any
 * effect. The CORS headers are set here, so the listener sees no Origin header.
 */
export const forThisComputer = (origins: readonly string[], listener: RequestListener): RequestListener =>
  byLoopbackName((request, response) => {
    const origin = originOf(request);
    response.setHeader("vary", "Origin");
    if (origin === undefined ? isOfAnotherSite(request) : !isAllowed(origin, origins)) {
      refuse(response, "This origin is not allowed. Add it to the parameter corsOrigins");
      return;
    }
    if (origin !== undefined) allow(response, origin);
    if (origin !== undefined && request.method === "OPTIONS") {
      response.writeHead(204).end();
      return;
    }
    delete request.headers.origin;
    listener(request, response);
  });

/** A page with the referrer policy no-referrer sends forms with the origin `null`, even to its own site. */
function originOf({ headers }: IncomingMessage): string | undefined {
  const { origin } = headers;
  return origin === "null" && headers["sec-fetch-site"] === "same-origin" ? undefined : origin;
}

const isAllowed = (origin: string, origins: readonly string[]): boolean =>
  origins.includes(origin) || LOOPBACK.test(origin.replace(/^https?:\/\//, ""));

/** Browsers send no Origin for images, scripts, frames and links. Of these, only following a link is allowed. */
function isOfAnotherSite({ method, headers }: IncomingMessage): boolean {
  const isLink = method === "GET" && headers["sec-fetch-dest"] === "document";
  return headers["sec-fetch-site"] === "cross-site" && !isLink;
}

function allow(response: ServerResponse, origin: string): void {
  response.setHeader("access-control-allow-origin", origin);
  // The star does not include this header.
  response.setHeader("access-control-allow-headers", "*, authorization");
  response.setHeader(
    "access-control-expose-headers",
    "x-amzn-errortype,x-amzn-errormessage,x-amzn-requestid",
  );
}

/** In the form of AWS, so that SDKs show the message. */
function refuse(response: ServerResponse, message: string): void {
  response
    .writeHead(403, { "content-type": "application/json", "x-amzn-errortype": "ForbiddenException" })
    .end(JSON.stringify({ __type: "ForbiddenException", message }));
}
