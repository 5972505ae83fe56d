import { randomInt } from "node:crypto";

const CHARACTERS = "0123456789abcdefghijklmnopqrstuvwxyz";

/** As AWS makes up ids of clients and their secrets. */
export const randomText = (length: number, characters = CHARACTERS): string =>
  Array.from({ length }, () => characters.charAt(randomInt(characters.length))).join("");
