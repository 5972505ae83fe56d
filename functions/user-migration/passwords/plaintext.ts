import type { Format } from "./format";

/** As Spring Security and Dovecot label it. */
const LABELLED = /^\{(?:NOOP|PLAIN|CLEARTEXT|CLEAR)\}(.*)$/is;

/** A scheme that is given says that nothing is a label. */
export const plaintext: Format = {
  schemes: ["plaintext"],
  describes: (hash) => LABELLED.test(hash),
  isReversible: true,
  read: (given) => {
    const isLabelled = (given.text("scheme") ?? "") === "";
    const password = isLabelled ? LABELLED.exec(given.hash)?.[1] : given.hash;
    if (password === undefined) return undefined;
    return { cost: {}, digest: Buffer.from(password), derive: (candidate) => Buffer.from(candidate) };
  },
};
