const { isPlain, readJson, refuse } = require("./rules.cjs");

const isText = (value) => typeof value === "string";

/** Lambda has 4 KB for all environment values of a function together. */
const LONGEST = 3 * 1024;

/** The parts of a brand, as functions/custom-message/brand.ts reads them. */
const PARTS = {
  name: {
    allowed: "1 to 40 printable characters without braces or angle brackets",
    accepts: (value) =>
      isText(value) &&
      /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]{1,40}$/u.test(value) &&
      !/[{}<>]/.test(value) &&
      value.trim() !== "",
  },
  colour: {
    allowed: "a colour such as #0055aa",
    accepts: (value) => value === undefined || (isText(value) && /^#[0-9a-f]{6}$/i.test(value)),
  },
  supportUrl: {
    allowed: "an https address of at most 300 characters",
    accepts: (value) =>
      value === undefined ||
      (isText(value) &&
        value.length <= 300 &&
        /^https:\/\/[\x21-\x7e]+$/.test(value) &&
        !/[{}<>]/.test(value) &&
        URL.canParse(value)),
  },
};

/** The first mistake of the table, with its place. */
function mistakeOf(value) {
  const brands = readJson(value);
  if (!isPlain(brands) || !isPlain(brands.default))
    return refuse(
      value,
      'an object such as {"default": {"name": "Example"}}; its other keys are ids of app clients',
    );
  for (const [key, brand] of Object.entries(brands)) {
    if (!/^[\w+]{1,128}$/.test(key))
      return `the key ${JSON.stringify(key)} is not valid; allowed: default and ids of app clients`;
    if (!isPlain(brand)) return `${key} must be an object such as {"name": "Example"}`;
    const stray = Object.keys(brand).find((part) => !Object.hasOwn(PARTS, part));
    if (stray !== undefined)
      return `${key} has the unknown key ${stray}; allowed: ${Object.keys(PARTS).join(", ")}`;
    const wrong = Object.keys(PARTS).find((part) => !PARTS[part].accepts(brand[part]));
    if (wrong !== undefined) return `${key}.${wrong} must be ${PARTS[wrong].allowed}`;
  }
  if (Buffer.byteLength(JSON.stringify(brands)) > LONGEST)
    return `must not be longer than ${LONGEST} bytes as JSON`;
  return undefined;
}

module.exports = {
  mistakeOf,
  environment: async ({ resolveVariable }) => JSON.stringify(readJson(await resolveVariable("param:brands"))),
};
