/**
 * How hashes begin that say by themselves what they are, with the name of their format in the guide. One that begins so and
 * cannot be read is damaged, or of a variant that is not supported. The first that fits.
 */
export const BEGINNINGS: readonly (readonly [pattern: RegExp, format: string])[] = [
  [/^\$2[aby]\$/, "bcrypt"],
  [/^\$bcrypt-sha256\$/, "passlib-bcrypt-sha256"],
  [/^\$argon2(id|i|d)\$/, "argon2"],
  [/^(\$scrypt\$|scrypt:|\$7\$|\$s0\$|\$[0-9a-f]{5,6}\$|([0-9a-f]{1,8}\$){3})/, "scrypt"],
  [/^\$(fbscrypt|firescrypt|f_scrypt)\$/, "firebase-scrypt"],
  [/^(\$pbkdf2[-$]|pbkdf2:|\{PKCS5S2\})/, "pbkdf2"],
  [/^\{\s*"/, "keycloak"],
  [/^\{?SCRAM-SHA-/i, "scram"],
  [/^\$(md5|sha\d+\$pf=|hmac-|sha\d+-crypt)/, "kratos"],
  [/^(pbkdf2_sha\d+|argon2|bcrypt|bcrypt_sha256|scrypt|md5|sha1)\$/, "django"],
  [/^AQAAAA[AEI]/, "aspnet-identity"],
  [/^\$(1|apr1|5|6|sha1)\$/, "crypt"],
  [/^\$[PH]\$/, "phpass"],
  [/^\$wp\$/, "wordpress"],
  [/^(\$S\$|U\$)/, "drupal"],
  [/^\*[0-9a-f]+$/i, "mysql"],
  [/^0x0[12]00/, "mssql"],
  [/^\$3\$\$/, "ntlm"],
  [/^[0-9a-f]{32,}:[^:]*:[0-3]([:_]|$)/, "magento"],
  [/^\$shiro1\$/, "shiro"],
  [/^:(A|B|pbkdf2(-legacy[AB])?|argon2|bcrypt):/, "mediawiki"],
  [/^[123]\|\$/, "nextcloud"],
  [/^\{(bcrypt|(argon2|scrypt|pbkdf2)(@\w+)?|sha256|MD4|MD5|SHA-1|SHA-256|ldap)\}/, "spring"],
  [/^\{(s?md5|s?sha-?\d*|crypt|bcrypt|argon2|pbkdf2([-_]\w+)?)\}/i, "ldap"],
  [/^\{([\w-]+-crypt|argon2id?|ntlm|plain-md[45]|ldap-md5|[\w-]+\.(hex|b64|base64))\}/i, "dovecot"],
];

/** The format that a hash begins like. */
export const formatBegunIn = (hash: string): string | undefined =>
  BEGINNINGS.find(([pattern]) => pattern.test(hash))?.[1];
