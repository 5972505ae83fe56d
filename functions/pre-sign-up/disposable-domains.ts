import { disposableEmailBlocklist } from "disposable-email-domains-js";
import { parentDomains } from "./domain-lists";

const DISPOSABLE: ReadonlySet<string> = new Set(disposableEmailBlocklist());

/** Mailboxes that anybody reads and nobody keeps, below any name. */
export const isDisposable = (domain: string): boolean =>
  parentDomains(domain).some((parent) => DISPOSABLE.has(parent));
