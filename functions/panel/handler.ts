import { createHash } from "node:crypto";
import type { Endpoints } from "../../shared/api/api";
import { documentOf, type PanelParts } from "./document";
import { headersFor } from "./security-headers";

/** The page is the same for everybody and holds nothing about anybody: what it shows, it asks the API for. */
export function createHandler(parts: PanelParts): Endpoints {
  const html = documentOf(parts);
  const etag = `"${createHash("sha256").update(html).digest("base64url")}"`;
  // The type stands beside a 304, too: API Gateway would call it plain text, and browsers would take that over.
  const headers = {
    ...headersFor(parts),
    "cache-control": "no-cache",
    "content-type": "text/html; charset=utf-8",
    etag,
  };
  return {
    async "GET /panel"({ headers: { "if-none-match": known = "" } }) {
      return known.includes(etag) ? { status: 304, headers } : { status: 200, headers, text: html };
    },
  };
}
