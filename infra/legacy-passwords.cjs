const { isPlain, mistakeOfLength, readJson, refuse } = require("./rules.cjs");
const { loadTypeScript, mistakeAtStart } = require("./typescript.cjs");

/*
 * The parameter legacyPasswords, which functions/user-migration/legacy-passwords.ts reads, here and in the function:
 *
 *   legacyPasswords:
 *     scheme: bcrypt-pepper                 # of rows that name none and whose hash does not say it
 *     allow: [plaintext]                    # the reversible schemes that are checked all the same
 *     ceilings: { bcryptCost: 13 }          # what is costlier is not checked
 *     parameters: { iterations: 10000 }     # what all hashes have in common and is no secret
 */

/** In bytes. */
const LONGEST = 1024;

function mistakeOf(value) {
  const passwords = readJson(value);
  if (!isPlain(passwords)) return refuse(value, "an object such as {scheme: bcrypt}");
  const { readLegacyPasswords } = loadTypeScript("functions/user-migration/legacy-passwords.ts");
  return (
    mistakeAtStart(() => readLegacyPasswords(passwords)) ??
    mistakeOfScheme(passwords) ??
    mistakeOfLength(passwords, LONGEST)
  );
}

/** The functions do not know at their start which schemes there are; it would make it slower. */
function mistakeOfScheme({ scheme }) {
  if (scheme === undefined) return undefined;
  const { formatOf } = loadTypeScript("shared/passwords/index.ts");
  return formatOf("", scheme) === undefined
    ? `scheme ${scheme} is none of those in docs/migrating-users.md, and no template that can be read`
    : undefined;
}

module.exports = {
  mistakeOf,
  environment: async ({ resolveVariable }) =>
    JSON.stringify(readJson(await resolveVariable("param:legacyPasswords"))),
};
