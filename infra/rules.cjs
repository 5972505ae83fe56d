const { domainToASCII } = require("node:url");

/** The rules that a parameter's value can follow. A rule takes the value and returns what is wrong with it, or nothing. */

const isPlain = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isScalar = (value) => typeof value === "string" || typeof value === "number";
const show = (value) => {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
};
const refuse = (value, allowed) => `${show(value)} is not valid; allowed: ${allowed}`;
/** What goes into the environment of a function: Lambda has 4 KB for all of its values together. */
const mistakeOfLength = (value, most) =>
  Buffer.byteLength(JSON.stringify(value)) > most
    ? `must not be longer than ${most} bytes as JSON`
    : undefined;

const listed = (words) =>
  words.length === 1 ? words[0] : `${words.slice(0, -1).join(", ")} or ${words[words.length - 1]}`;

/** One of a few words. */
const oneOf =
  (...words) =>
  (value) =>
    isScalar(value) && words.includes(String(value)) ? undefined : refuse(value, listed(words));

/** A whole number within bounds, or one of a few words that stand for no number. */
const integer =
  (least, most, ...words) =>
  (value) => {
    if (isScalar(value)) {
      if (words.includes(String(value))) return undefined;
      if (/^(0|[1-9]\d{0,8})$/.test(value) && Number(value) >= least && Number(value) <= most)
        return undefined;
    }
    return refuse(value, listed([...words, `a whole number from ${least} to ${most}`]));
  };

const text = (pattern, allowed) => (value) =>
  isScalar(value) && pattern.test(value) ? undefined : refuse(value, allowed);

/** Entries separated by commas without spaces, or the one word that stands for no list. */
const commaList = (isEntry, entries, word) => (value) => {
  if (isScalar(value)) {
    if (word !== undefined && String(value) === word) return undefined;
    if (String(value).split(",").every(isEntry)) return undefined;
  }
  return refuse(
    value,
    `${word === undefined ? "" : `${word}, or `}${entries}, separated by commas without spaces`,
  );
};

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** A domain as addresses are compared with it: lower-case ASCII, international names in their xn-- form. */
function isDomain(value) {
  if (typeof value !== "string" || value.length > 253) return false;
  const labels = value.split(".");
  if (labels.length < 2 || /^\d+$/.test(labels.at(-1)) || !labels.every((label) => LABEL.test(label)))
    return false;
  return !value.includes("xn--") || domainToASCII(value) === value;
}

/** The triggers' form of a tenant's id. `platform` stands for machines that serve every tenant. */
const isTenantId = (value) =>
  typeof value === "string" && /^[a-z0-9][a-z0-9-]{1,62}$/.test(value) && value !== "platform";

/** A list or object as YAML gives it, or as JSON from the command line; what is not JSON stays as it is. */
function readJson(value) {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

module.exports = {
  oneOf,
  integer,
  text,
  commaList,
  isDomain,
  isTenantId,
  readJson,
  isPlain,
  mistakeOfLength,
  refuse,
};
