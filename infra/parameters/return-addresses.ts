import { listOf } from "../../shared/runtime/readers";

/** A page on https, a page of the developer's own machine, or an app that owns a scheme. */
function isReturnAddress(entry: string): entry is string {
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^\s,#*]+$/.test(entry)) return false;
  const scheme = entry.slice(0, entry.indexOf(":"));
  if (scheme === "http") return /^http:\/\/localhost(:\d{1,5})?(\/|$)/.test(entry);
  return !["javascript", "data", "file", "blob", "ftp", "ws", "wss"].includes(scheme);
}

/** Where the sign-in pages may send people. */
export const readReturnAddresses = listOf(
  "addresses that begin with https://, http://localhost or the scheme of an app",
  isReturnAddress,
);
