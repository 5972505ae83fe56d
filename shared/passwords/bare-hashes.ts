import type { HashParameters } from "./hash-record";

/** The shape of a hash that does not name its scheme. The schemes that can read it are found with the example. */
export interface BareHash {
  readonly pattern: RegExp;
  readonly looks: string;
  readonly example: string;
}

const hexadecimal = (count: number): BareHash => ({
  pattern: new RegExp(`^[0-9a-f]{${count}}$`, "i"),
  looks: `${count} hexadecimal digits`,
  example: "0".repeat(count),
});

const hexadecimalWithMore = (count: number): BareHash => ({
  pattern: new RegExp(`^[0-9a-f]{${count}}:[^:]+$`, "i"),
  looks: `${count} hexadecimal digits, a colon and more`,
  example: `${"0".repeat(count)}:salt`,
});

const base64 = (bytes: number): BareHash => {
  const example = Buffer.alloc(bytes).toString("base64");
  const [, text = "", padding = ""] = /^(\w+)(=*)$/.exec(example) ?? [];
  return {
    pattern: new RegExp(`^[A-Za-z0-9+/]{${text.length}}${padding}$`),
    looks: `${bytes} bytes in base64`,
    example,
  };
};

/** The first that fits. */
export const BARE_HASHES: readonly BareHash[] = [
  ...[16, 32, 40, 56, 64, 96, 128].map(hexadecimal),
  {
    pattern: /^[0-9a-f]{32}:[0-9a-f]{128}$/i,
    looks: "32 hexadecimal digits, a colon and 128 more",
    example: `${"0".repeat(32)}:${"0".repeat(128)}`,
  },
  ...[32, 40, 64].map(hexadecimalWithMore),
  ...[20, 32, 64].map(base64),
  {
    pattern: /^\$pbkdf2-sha(224|384)\$/,
    looks: "PBKDF2 with SHA-2 or SHA-3",
    example: `$pbkdf2-sha384$i=1000,l=48$c2FsdA$${"A".repeat(64)}`,
  },
  {
    pattern: /^sha\d{3}\$[^$]*\$[0-9a-f]+$/,
    looks: "SHA-2 with a salt, as Flask writes it",
    example: `sha256$salt$${"0".repeat(64)}`,
  },
];

/** One of each parameter that such hashes may need. */
export const EXAMPLE_PARAMETERS: HashParameters = {
  salt: "c2FsdA==",
  pepper: "pepper",
  key: "key",
  username: "ada",
  signerKey: Buffer.alloc(64).toString("base64"),
  saltSeparator: "Bw==",
  rounds: 8,
  memCost: 14,
};
