/** What a hash can look like that does not say by itself what it is. */
export interface Shape {
  readonly pattern: RegExp;
  readonly name: string;
  /** Schemes to choose from; with none, no scheme reads it. */
  readonly schemes: readonly string[];
}

/** The first that fits. */
export const SHAPES: readonly Shape[] = [
  {
    pattern: /^[0-9a-f]{32}$/i,
    name: "32 hexadecimal digits",
    schemes: ["md5", "md4", "ntlm", "vbulletin", "mybb", "ipb", "md5(salt+password)", "md5(password+salt)"],
  },
  {
    pattern: /^[0-9a-f]{40}$/i,
    name: "40 hexadecimal digits",
    schemes: ["sha1", "smf", "redmine", "opencart", "restful-authentication", "sha1(salt+password)"],
  },
  { pattern: /^[0-9a-f]{56}$/i, name: "56 hexadecimal digits", schemes: ["sha224"] },
  {
    pattern: /^[0-9a-f]{64}$/i,
    name: "64 hexadecimal digits",
    schemes: ["sha256", "hmac-sha256", "xenforo1", "sha256(salt+password)"],
  },
  { pattern: /^[0-9a-f]{96}$/i, name: "96 hexadecimal digits", schemes: ["sha384"] },
  {
    pattern: /^[0-9a-f]{128}$/i,
    name: "128 hexadecimal digits",
    schemes: ["sha512", "authlogic", "hmac-sha512", "sha512(salt+password)"],
  },
  {
    pattern: /^[0-9a-f]{32}:[0-9a-f]{128}$/i,
    name: "32 hexadecimal digits, a colon and 128 more",
    schemes: ["scrypt-node"],
  },
  {
    pattern: /^[0-9a-f]{32}:[^:]+$/i,
    name: "32 hexadecimal digits, a colon and more",
    schemes: ["joomla", "magento1", "oscommerce", "vbulletin", "md5(password+salt)"],
  },
  {
    pattern: /^[0-9a-f]{40}:[^:]+$/i,
    name: "40 hexadecimal digits, a colon and more",
    schemes: ["sha1(salt+password)", "sha1(password+salt)"],
  },
  {
    pattern: /^[0-9a-f]{64}:[^:]+$/i,
    name: "64 hexadecimal digits, a colon and more",
    schemes: ["magento1", "sha256(salt+password)", "sha256(password+salt)"],
  },
  {
    pattern: /^[A-Za-z0-9+/]{27}=$/,
    name: "20 bytes in base64",
    schemes: ["aspnet-membership", "base64(sha1(password))"],
  },
  {
    pattern: /^[A-Za-z0-9+/]{43}=$/,
    name: "32 bytes in base64",
    schemes: ["aspnet-membership", "base64(sha256(password))"],
  },
  {
    pattern: /^[A-Za-z0-9+/]{86}==$/,
    name: "64 bytes in base64",
    schemes: ["symfony-sha512", "firebase-scrypt", "base64(sha512(password))"],
  },
  { pattern: /^[0-9a-f]{16}$/i, name: "16 hexadecimal digits", schemes: ["mysql-old"] },
  { pattern: /^\$pbkdf2-sha(224|384)\$/, name: "PBKDF2 with SHA-2 or SHA-3", schemes: ["kratos"] },
  {
    pattern: /^sha\d{3}\$[^$]*\$[0-9a-f]+$/,
    name: "SHA-2 with a salt, as Flask writes it",
    schemes: ["werkzeug"],
  },
  { pattern: /^\$2x?\$/, name: "bcrypt of a faulty or early version", schemes: [] },
  { pattern: /^\$(y|gy|sm3)\$/, name: "yescrypt or one of its relatives", schemes: [] },
  { pattern: /^_[./0-9A-Za-z]{19}$|^[./0-9A-Za-z]{13}$/, name: "crypt by DES", schemes: [] },
  { pattern: /^\$md5(,|\$rounds=)/, name: "MD5 of Solaris", schemes: [] },
  { pattern: /^\$shiro2\$/, name: "Shiro 2", schemes: [] },
  { pattern: /^\$[89]\$/, name: "type 8 or 9 of Cisco", schemes: [] },
  { pattern: /^S:[0-9A-F]{60}/, name: "Oracle", schemes: [] },
  { pattern: /^\{(SASL|KERBEROS)\}/i, name: "a password that another server checks", schemes: [] },
  { pattern: /^(!.*|\*(LK\*|NP\*|[01])?)$/, name: "a password that nobody can use", schemes: [] },
];

/** For everything else, which may be a damaged hash. */
export const UNKNOWN: Shape = { pattern: /^/, name: "of no shape that is known", schemes: [] };

/** Names what is seen, and the schemes that it can be of; which of them it is, only the old system can say. */
export const shapeOf = (hash: string): Shape => SHAPES.find(({ pattern }) => pattern.test(hash)) ?? UNKNOWN;
