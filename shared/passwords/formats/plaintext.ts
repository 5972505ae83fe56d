import type { Format } from "../format";

/** As Spring Security and Dovecot label it. */
const LABELLED = /^\{(?:NOOP|PLAIN|CLEARTEXT|CLEAR)\}(.*)$/is;

/** The reversible schemes, which a stage can switch on. */
export const REVERSIBLE: readonly [string, ...string[]] = ["plaintext"];

export const plaintext: Format = {
  schemes: REVERSIBLE,
  prefix: LABELLED,
  isReversible: true,
  read: (record) => {
    // With this scheme, the text is the password as a whole, even if it begins like a label.
    const isBare = record.text("scheme")?.trim().toLowerCase() === "plaintext";
    const password = isBare ? record.hash : LABELLED.exec(record.hash)?.[1];
    if (password === undefined) return undefined;
    return { cost: {}, digest: Buffer.from(password), derive: (candidate) => Buffer.from(candidate) };
  },
};
