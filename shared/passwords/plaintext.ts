import type { Format } from "./format";

/** As Spring Security and Dovecot label it. */
const LABELLED = /^\{(?:NOOP|PLAIN|CLEARTEXT|CLEAR)\}(.*)$/is;

/** What a stage can switch on. */
export const REVERSIBLE: readonly string[] = ["plaintext"];

/** The scheme of this name says that nothing is a label. */
export const plaintext: Format = {
  schemes: REVERSIBLE,
  describes: (hash) => LABELLED.test(hash),
  isReversible: true,
  read: (given) => {
    const isBare = given.text("scheme")?.trim().toLowerCase() === "plaintext";
    const password = isBare ? given.hash : LABELLED.exec(given.hash)?.[1];
    if (password === undefined) return undefined;
    return { cost: {}, digest: Buffer.from(password), derive: (candidate) => Buffer.from(candidate) };
  },
};
