import { DIGITS, derivedText, LOWERCASE, UPPERCASE } from "./derived-text";
import type { Properties } from "./properties";

const PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

/**
 * The value that Secrets Manager makes up for GenerateSecretString. It follows from the seed, so that it stays the same as
 * long as the seed does.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html
 */
export function generatedSecret(seed: string, logicalId: string, options: Properties): string {
  const text = randomText(seed, logicalId, options);
  const template = options.text("SecretStringTemplate");
  if (template === undefined) return text;
  const key = options.requiredText("GenerateStringKey");
  return JSON.stringify({ ...(JSON.parse(template) as object), [key]: text });
}

function randomText(seed: string, logicalId: string, options: Properties): string {
  const excluded = options.text("ExcludeCharacters") ?? "";
  const kinds = [
    options.flag("ExcludeLowercase", false) ? "" : LOWERCASE,
    options.flag("ExcludeUppercase", false) ? "" : UPPERCASE,
    options.flag("ExcludeNumbers", false) ? "" : DIGITS,
    options.flag("ExcludePunctuation", false) ? "" : PUNCTUATION,
    options.flag("IncludeSpace", false) ? " " : "",
  ]
    .map((kind) => [...kind].filter((character) => !excluded.includes(character)).join(""))
    .filter((kind) => kind !== "");
  const length = options.integer("PasswordLength", 32);
  const needsEach = options.flag("RequireEachIncludedType", true);
  if (kinds.length === 0 || (needsEach && length < kinds.length))
    throw new Error(`${options.place} leaves no characters to choose from`);
  const hasEach = (text: string) =>
    kinds.every((kind) => [...text].some((character) => kind.includes(character)));
  for (let attempt = 0; ; attempt++) {
    const text = derivedText(seed, `secret ${logicalId} ${attempt}`, kinds.join(""), length);
    if (!needsEach || hasEach(text)) return text;
  }
}
