import { randomUUID } from "node:crypto";

/** The SDK takes UUIDs from `globalThis.crypto`, for which Node loads all of Web Crypto. */
export const bindV4 = () => () => randomUUID();
