import { digestFormat } from "./digest-template";
import type { Format } from "./format";

/** Digests that no hash tells apart, so that their scheme must be given. Others are given as a template. */
const TEMPLATES: Readonly<Record<string, string>> = {
  md4: "md4(password)",
  md5: "md5(password)",
  sha1: "sha1(password)",
  sha224: "sha224(password)",
  sha256: "sha256(password)",
  sha384: "sha384(password)",
  sha512: "sha512(password)",
  "hmac-md5": "hmac_md5(key=key, password)",
  "hmac-sha1": "hmac_sha1(key=key, password)",
  "hmac-sha256": "hmac_sha256(key=key, password)",
  "hmac-sha512": "hmac_sha512(key=key, password)",
  authlogic: "repeat(20, sha512(password+salt))",
  ipb: "md5(md5(salt)+md5(password))",
  mybb: "md5(md5(salt)+md5(password))",
  opencart: "sha1(salt+sha1(salt+sha1(password)))",
  oscommerce: "md5(salt+password)",
  prestashop: "md5(pepper+password)",
  punbb: "sha1(salt+sha1(password))",
  redmine: "sha1(salt+sha1(password))",
  "restful-authentication": 'repeat(10, sha1(previous+"--"+salt+"--"+password+"--"+pepper), pepper)',
  smf: "sha1(lower(username)+password)",
  vbulletin: "md5(md5(password)+salt)",
  wbb3: "sha1(salt+sha1(salt+sha1(password)))",
  xenforo1: "sha256(sha256(password)+salt)",
};

export const namedDigests: readonly Format[] = Object.entries(TEMPLATES).map(([scheme, template]) =>
  digestFormat([scheme], template),
);
