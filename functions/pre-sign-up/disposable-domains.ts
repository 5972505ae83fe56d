import { disposableEmailBlocklist } from "disposable-email-domains-js";
import { parentDomains } from "./domain-lists";

const DISPOSABLE: ReadonlySet<string> = new Set(disposableEmailBlocklist());

/** Whether a domain, or one above it, offers disposable mailboxes. */
export const isDisposable = (domain: string): boolean =>
  parentDomains(domain).some((parent) => DISPOSABLE.has(parent));
