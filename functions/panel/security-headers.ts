import type { StringMap } from "../../shared/json";

/** What stands in the page, and its digest in base64. */
export interface Inline {
  readonly text: string;
  readonly sha256: string;
}

interface Inlines {
  readonly script: Inline;
  readonly style: Inline;
}

/**
 * The page runs only its own script, talks only to the API that it came from, cannot be framed, and has no way to
 * turn text into markup.
 */
export const headersFor = ({ script, style }: Inlines): StringMap => ({
  "content-security-policy": [
    "default-src 'none'",
    `script-src 'sha256-${script.sha256}'`,
    `style-src 'sha256-${style.sha256}'`,
    "connect-src 'self'",
    "img-src data:",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; "),
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  // The API checks the origin of what the page sends, so the browser must not hide it.
  "referrer-policy": "same-origin",
  "strict-transport-security": "max-age=31536000",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
});
