import type { Format } from "../format";
import { digestFormat } from "./digest-template";
import { DigestTemplateError } from "./digest-template-parser";
import { isPrehashed, prehashedFormat } from "./prehashed";

/** Schemes whose hashes look alike, so the scheme must be given. Other digests are given as a template. */
const TEMPLATES: Readonly<Record<string, string>> = {
  md5: "md5(password)",
  md4: "md4(password)",
  sha1: "sha1(password)",
  sha224: "sha224(password)",
  sha256: "sha256(password)",
  sha384: "sha384(password)",
  sha512: "sha512(password)",
  "hmac-md5": "hmac_md5(key=key, password)",
  "hmac-sha1": "hmac_sha1(key=key, password)",
  "hmac-sha256": "hmac_sha256(key=key, password)",
  "hmac-sha512": "hmac_sha512(key=key, password)",
  "bcrypt-md5": "bcrypt(md5(password))",
  "bcrypt-sha1": "bcrypt(sha1(password))",
  "bcrypt-sha256": "bcrypt(sha256(password))",
  "bcrypt-sha512": "bcrypt(sha512(password))",
  "bcrypt-sha384-base64": "bcrypt(base64(sha384(password)))",
  "bcrypt-sha512-base64": "bcrypt(base64(sha512(password)))",
  "bcrypt-pepper": "bcrypt(password+pepper)",
  "smf2.1": "bcrypt(lower(username)+password)",
  smf: "sha1(lower(username)+password)",
  authlogic: "repeat(20, sha512(password+salt))",
  ipb: "md5(md5(salt)+md5(password))",
  mybb: "md5(md5(salt)+md5(password))",
  opencart: "sha1(salt+sha1(salt+sha1(password)))",
  oscommerce: "md5(salt+password)",
  punbb: "sha1(salt+sha1(password))",
  redmine: "sha1(salt+sha1(password))",
  vbulletin: "md5(md5(password)+salt)",
  wbb3: "sha1(salt+sha1(salt+sha1(password)))",
  xenforo1: "sha256(sha256(password)+salt)",
  prestashop: "md5(pepper+password)",
  "restful-authentication": 'repeat(10, sha1(previous+"--"+salt+"--"+password+"--"+pepper), pepper)',
};

/** Each template is parsed only when it is needed. Parsing all of them would take a good part of a cold start. */
export const namedTemplates: readonly Format[] = Object.entries(TEMPLATES).map(([scheme, template]) => ({
  schemes: [scheme],
  get needs() {
    return formatFrom(template).needs ?? [];
  },
  get ceilings() {
    return formatFrom(template).ceilings ?? [];
  },
  read: (record) => formatFrom(template).read(record),
}));

/** The format that a template describes; undefined for a name. */
export function templateFormat(scheme: string): Format | undefined {
  if (!scheme.includes("(")) return undefined;
  try {
    return formatFrom(scheme);
  } catch (error) {
    if (error instanceof DigestTemplateError) return undefined;
    throw error;
  }
}

function formatFrom(template: string): Format {
  return isPrehashed(template) ? prehashedFormat(template) : digestFormat(template);
}
