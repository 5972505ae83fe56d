const { readJson, refuse } = require("./rules.cjs");

/*
 * The parameter legacyPasswords, which functions/user-migration/legacy-passwords.ts reads again:
 *
 *   legacyPasswords:
 *     scheme: sha512-crypt                  # of rows that name none and whose hash does not say it
 *     allow: [plaintext]                    # the reversible schemes that are checked all the same
 *     ceilings: { bcryptCost: 13 }          # what is costlier is not checked
 *     parameters: { iterations: 10000 }     # what all hashes have in common and is no secret
 */

/** The highest of functions/user-migration/passwords/ceilings.ts. */
const CEILINGS = {
  bcryptCost: 15,
  memoryMib: 256,
  passes: 16,
  lanes: 16,
  memoryWorkMib: 1_024,
  iterations: 4_000_000,
  rounds: 1_000_000,
};
const REVERSIBLE = ["plaintext"];

/** Lambda has 4 KB for all environment values of a function together. */
const LONGEST = 1024;

const isPlain = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

const RULES = {
  scheme: (value) =>
    typeof value === "string" && /^[\x20-\x7e]{1,200}$/.test(value)
      ? undefined
      : "scheme must be the name of a scheme or a template",
  allow: (value) =>
    Array.isArray(value) && value.every((name) => REVERSIBLE.includes(name))
      ? undefined
      : `allow must be a list of reversible schemes: ${REVERSIBLE.join(", ")}`,
  ceilings: mistakeOfCeilings,
  parameters: (value) =>
    isPlain(value) && Object.values(value).every((entry) => ["string", "number"].includes(typeof entry))
      ? undefined
      : "parameters must be an object of texts and numbers",
};

function mistakeOf(value) {
  const passwords = readJson(value);
  if (!isPlain(passwords)) return refuse(value, "an object such as {scheme: bcrypt}");
  for (const [key, entry] of Object.entries(passwords)) {
    if (!Object.hasOwn(RULES, key))
      return `has the unknown key ${key}; allowed: ${Object.keys(RULES).join(", ")}`;
    const mistake = RULES[key](entry);
    if (mistake !== undefined) return mistake;
  }
  if (Buffer.byteLength(JSON.stringify(passwords)) > LONGEST)
    return `must not be longer than ${LONGEST} bytes as JSON`;
  return undefined;
}

function mistakeOfCeilings(ceilings) {
  if (!isPlain(ceilings)) return "ceilings must be an object such as {bcryptCost: 13}";
  for (const [name, value] of Object.entries(ceilings)) {
    if (!Object.hasOwn(CEILINGS, name))
      return `ceilings has the unknown key ${name}; allowed: ${Object.keys(CEILINGS).join(", ")}`;
    if (!Number.isInteger(value) || value < 1 || value > CEILINGS[name])
      return `ceilings.${name} must be a whole number from 1 to ${CEILINGS[name]}`;
  }
  return undefined;
}

module.exports = {
  mistakeOf,
  environment: async ({ resolveVariable }) =>
    JSON.stringify(readJson(await resolveVariable("param:legacyPasswords"))),
};
