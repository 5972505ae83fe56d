/** A format that is recognised but not read. The guide's table of such formats is made from these. */
export interface UnreadFormat {
  readonly pattern: RegExp;
  readonly looks: string;
  readonly examples: readonly string[];
}

export const UNREAD_FORMATS: readonly UnreadFormat[] = [
  {
    looks: "bcrypt of a faulty or early version",
    pattern: /^\$2x?\$/,
    examples: ["$2x$10$…", "$2$10$…"],
  },
  {
    looks: "yescrypt or one of its relatives",
    pattern: /^\$(y|gy|sm3)\$/,
    examples: ["$y$j9T$…", "$gy$j9T$…", "$sm3$…"],
  },
  {
    looks: "crypt by DES",
    pattern: /^_[./0-9A-Za-z]{19}$|^[./0-9A-Za-z]{13}$/,
    examples: ["rEK1ecacw.7.c", "_J9..rasmBYk8r9AiWNc"],
  },
  {
    looks: "MD5 of Solaris",
    pattern: /^\$md5(,|\$rounds=)/,
    examples: ["$md5,rounds=904$…", "$md5$rounds=904$…"],
  },
  {
    looks: "Shiro 2",
    pattern: /^\$shiro2\$/,
    examples: ["$shiro2$argon2id$…"],
  },
  {
    looks: "type 8 or 9 of Cisco",
    pattern: /^\$[89]\$/,
    examples: ["$8$dsYGNam3K1SIJO$…", "$9$nhEmQVczB7dqsO$…"],
  },
  {
    looks: "Oracle",
    pattern: /^S:[0-9A-F]{60}/,
    examples: ["S:8F2D65FB5547B71C8DA3760F10960428CD307B1C6271691FC55C1F56554A"],
  },
  {
    looks: "a password that another server checks",
    pattern: /^\{(SASL|KERBEROS)\}/i,
    examples: ["{SASL}ada@acme.example", "{KERBEROS}ada"],
  },
  {
    looks: "a password that nobody can use",
    pattern: /^(!.*|\*(LK\*|NP\*|[01])?)$/,
    examples: ["!", "!!", "*", "*LK*"],
  },
];
