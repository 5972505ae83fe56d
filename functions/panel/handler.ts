import type { Endpoints } from "../../shared/api/api";
import { crc32 } from "../../shared/crc32";
import { documentOf, type PanelParts } from "./document";
import { headersFor, type Inline } from "./security-headers";

/** The page is the same for everybody and holds no data. It asks the API for all that it shows. */
export function createHandler(parts: PanelParts): Endpoints {
  const html = documentOf(parts);
  const etag = `"${versionOf(parts)}"`;
  // A 304 has the content type, too: API Gateway would set text/plain, and browsers would adopt it.
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

/**
 * Changes with any part of the page. The script and the style are represented by the digests that they already have.
 */
function versionOf(parts: PanelParts): string {
  const { script, style } = parts;
  const digestOnly = ({ sha256 }: Inline): Inline => ({ sha256, text: sha256 });
  const page = documentOf({ ...parts, script: digestOnly(script), style: digestOnly(style) });
  return [script.sha256, style.sha256, crc32(Buffer.from(page)).toString(36)].join(".");
}
