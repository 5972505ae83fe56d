/**
 * How long it takes to refuse a hash that is too much work or only looks like a hash, and how long to check a
 * password against the usual hashes of old systems and against the costliest hash within the default ceilings.
 */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { USUAL_CEILINGS, type Verdict, type VerifyOptions, verifyPassword } from "../shared/passwords";
import { type EngineRow, measureEngines, measureThread, weighEngines } from "./engines";
import { inShort } from "./short";

interface Stored {
  readonly hash: string;
  readonly [parameter: string]: unknown;
}

const LONG = 4_096;
const base64 = (bytes: number): string => Buffer.alloc(bytes, 7).toString("base64");
const unpadded = (bytes: number): string => base64(bytes).replace(/=+$/, "");
const letters = (count: number): string => "a".repeat(count);
const filled = (start: string, middle: string, end: string): string =>
  start + middle.repeat(Math.floor((LONG - start.length - end.length) / middle.length)) + end;

const HOSTILE: Readonly<Record<string, Stored>> = {
  "bcrypt, cost 31": { hash: `$2b$31$${letters(53)}` },
  "bcrypt of bcrypt, cost 31": { hash: `$2b$31$${letters(53)}`, scheme: "wbb4" },
  "argon2id, 4 TiB": { hash: `$argon2id$v=19$m=4294967295,t=1,p=1$${unpadded(16)}$${unpadded(32)}` },
  "argon2id, 4294967295 passes": {
    hash: `$argon2id$v=19$m=65536,t=4294967295,p=1$${unpadded(16)}$${unpadded(32)}`,
  },
  "argon2d, 16777215 lanes": {
    hash: `$argon2d$v=16$m=134217720,t=1,p=16777215$${unpadded(16)}$${unpadded(32)}`,
  },
  "scrypt, N 2^63": { hash: `$scrypt$ln=63,r=8,p=1$${unpadded(16)}$${unpadded(32)}` },
  "scrypt, r 2^30": { hash: `scrypt:16384:1073741824:1$salt$${letters(128)}` },
  "scrypt, p 2^30": { hash: `$scrypt$ln=14,r=8,p=1073741824$${unpadded(16)}$${unpadded(32)}` },
  "scrypt of libsodium, N 2^30": { hash: `$7$S6..../....SodiumChloride$${letters(43)}` },
  "Firebase, N 2^62": {
    hash: base64(64),
    scheme: "firebase-scrypt",
    salt: base64(8),
    signerKey: base64(64),
    saltSeparator: "Bw==",
    rounds: 8,
    memCost: 62,
  },
  "PBKDF2 of Django, 2^31 rounds": { hash: `pbkdf2_sha256$2147483648$salt$${base64(32)}` },
  "PBKDF2 of passlib, 999999999999999 rounds": {
    hash: `$pbkdf2-sha512$999999999999999$${unpadded(16)}$${unpadded(64)}`,
  },
  "PBKDF2, a key of 3 KB": {
    hash: `$pbkdf2-sha256$i=4000000,l=3000$${unpadded(16)}$${unpadded(3_000)}`,
  },
  "Identity of ASP.NET, 4294967295 rounds": {
    hash: Buffer.concat([Buffer.from("0100000001ffffffff00000010", "hex"), Buffer.alloc(48)]).toString(
      "base64",
    ),
  },
  "Keycloak, 2^53 rounds": {
    hash: JSON.stringify({
      secretData: { value: base64(64), salt: base64(16) },
      credentialData: { hashIterations: 2 ** 53, algorithm: "pbkdf2-sha512" },
    }),
  },
  "SCRAM, 999999999999999 rounds": {
    hash: `SCRAM-SHA-256$999999999999999:${base64(16)}$${base64(32)}:${base64(32)}`,
  },
  "SHA-512-crypt, 999999999 rounds": { hash: `$6$rounds=999999999$salt$${letters(86)}` },
  "SHA1-crypt, 4294967295 rounds": { hash: `$sha1$4294967295$salt$${letters(28)}` },
  "phpass, 2^30 rounds": { hash: `$P$S12345678${letters(22)}` },
  "Drupal, 2^30 rounds": { hash: `$S$S12345678${letters(43)}` },
  "Shiro, 999999999999999 rounds": { hash: `$shiro1$SHA-256$999999999999999$${base64(16)}$${base64(32)}` },
  "Magento, argon2 with 1 TiB": { hash: `${letters(64)}:salt:3_32_2_1099511627776` },
  "a template, 999999999 rounds": { hash: letters(32), scheme: "repeat(999999999, md5(password))" },
  "a template, rounds of the row": {
    hash: letters(32),
    scheme: "repeat(n, md5(previous+password))",
    n: 2 ** 52,
  },
  "a template, repeated in repeats": {
    hash: letters(32),
    scheme: "repeat(99999, md5(previous+repeat(99999, md5(previous+password))))",
  },
  "4 KB of digits for a cost": { hash: filled("$6$rounds=1", "9", `$salt$${letters(86)}`) },
  "4 KB that nearly are argon2": { hash: filled("$argon2id$v=19$m=64,t=2,p=1$", "A", "!") },
  "4 KB that nearly are PBKDF2": { hash: filled("pbkdf2_sha256$1000$", "$A", "!") },
  "4 KB that nearly are Firebase's": { hash: filled("$fbscrypt$v=1,n=14,r=8,p=1,ss=", ",sk=", "$") },
  "4 KB that nearly are a salted digest": { hash: filled("abc:", ":1", ":2:"), scheme: "magento" },
  "4 KB that nearly are LDAP": { hash: filled("{SSHA", "}{SSHA", "}") },
  "4 KB of nested objects": { hash: `${'{"a":'.repeat(800)}1${"}".repeat(80)}` },
  "4 KB of parentheses for a scheme": { hash: letters(32), scheme: "md5(".repeat(1_000) },
  "a megabyte": { hash: letters(1_048_576) },
};

const USUAL: Readonly<Record<string, Stored>> = {
  "bcrypt, cost 10": { hash: `$2b$10$${letters(21)}u${letters(31)}` },
  "bcrypt, cost 12": { hash: `$2b$12$${letters(21)}u${letters(31)}` },
  "argon2id, 19 MiB, 2 passes": { hash: `$argon2id$v=19$m=19456,t=2,p=1$${unpadded(16)}$${unpadded(32)}` },
  "argon2id, 64 MiB, 3 passes": { hash: `$argon2id$v=19$m=65536,t=3,p=4$${unpadded(16)}$${unpadded(32)}` },
  "scrypt, N 2^15": { hash: `scrypt:32768:8:1$salt$${letters(128)}` },
  "PBKDF2-SHA-256, 600000 rounds": { hash: `pbkdf2_sha256$600000$salt$${base64(32)}` },
  "PBKDF2-SHA-512, 210000 rounds": { hash: `$pbkdf2-sha512$210000$${unpadded(16)}$${unpadded(64)}` },
  "WordPress, phpass 2^13": { hash: `$P$B12345678${letters(22)}` },
  "Drupal, 2^15": { hash: `$S$D12345678${letters(43)}` },
  "SHA-512-crypt, 5000 rounds": { hash: `$6$salt$${letters(86)}` },
  "SHA-512-crypt, 656000 rounds": { hash: `$6$rounds=656000$salt$${letters(86)}` },
  "{SSHA}": { hash: `{SSHA}${base64(24)}` },
};

const { bcryptCost, iterations, rounds } = USUAL_CEILINGS;

/**
 * The costliest hash of each kind within the usual ceilings. No version of Node has the first kind of argon2 built
 * in.
 */
const COSTLIEST: Readonly<Record<string, Stored>> = {
  [`bcrypt, cost ${bcryptCost}`]: { hash: `$2b$${bcryptCost}$${letters(21)}u${letters(31)}` },
  "argon2id in JavaScript, 113 MiB, 3 passes": {
    hash: `$argon2id$m=115712,t=3,p=1$${unpadded(16)}$${unpadded(32)}`,
  },
  "scrypt, N 2^17, r 8, p 4": { hash: `scrypt:131072:8:4$salt$${letters(128)}` },
  "scrypt of the Ruby gem, N 2^10, r 8, p 512": { hash: `400$8$200$${"ab".repeat(16)}$${"ab".repeat(32)}` },
  [`PBKDF2-SHA-256, ${iterations} rounds`]: { hash: `pbkdf2_sha256$${iterations}$salt$${base64(32)}` },
  [`PBKDF2-SHA-512, ${iterations} rounds`]: {
    hash: `$pbkdf2-sha512$${iterations}$${unpadded(16)}$${unpadded(64)}`,
  },
  [`SHA-512-crypt, ${rounds} rounds`]: { hash: `$6$rounds=${rounds}$salt$${letters(86)}` },
  [`SHA1-crypt, ${rounds / 2} rounds`]: { hash: `$sha1$${rounds / 2}$salt$${letters(28)}` },
  "Drupal, 2^19": { hash: `$S$H12345678${letters(43)}` },
  [`a template, md5 ${rounds - 1} times`]: {
    hash: letters(32),
    scheme: `repeat(${rounds - 1}, md5(password))`,
  },
};

const REFUSALS = 50;
const CHECKS = inShort(5, 3);

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const WHOLE_PROCESSOR = 1_769;

interface Row {
  readonly name: string;
  readonly verdict: Verdict;
  readonly times: readonly number[];
  /** Processor time, in all threads. */
  readonly work: readonly number[];
}

async function main(): Promise<void> {
  const refusals = await timed(HOSTILE, REFUSALS);
  const checks = await timed(USUAL, CHECKS);
  const costliest = await timed(COSTLIEST, CHECKS, { ceilings: USUAL_CEILINGS });
  const checked = refusals.find(({ verdict }) => verdict === "match" || verdict === "mismatch");
  if (checked !== undefined) throw new Error(`${checked.name} was worked through`);
  const odd = [...checks, ...costliest].find(({ verdict }) => verdict !== "mismatch");
  if (odd !== undefined) throw new Error(`${odd.name} is ${odd.verdict}`);
  const engines = {
    rows: await measureEngines(CHECKS),
    thread: await measureThread(CHECKS),
    kilobytes: await weighEngines(),
  };
  const page = report(refusals, checks, costliest, engines);
  writeFileSync(path.join(__dirname, "passwords.md"), page);
  process.stdout.write(page);
}

/** The kinds take turns, so that none has a better moment than the others. */
async function timed(
  kinds: Readonly<Record<string, Stored>>,
  tries: number,
  options: VerifyOptions = {},
): Promise<readonly Row[]> {
  const rows = Object.entries(kinds).map(([name, stored]) => ({
    name,
    stored,
    times: [] as number[],
    work: [] as number[],
  }));
  const verdicts = new Map<string, Verdict>();
  for (let round = 0; round < tries; round++)
    for (const { name, stored, times, work } of rows) {
      const [begun, before] = [performance.now(), process.cpuUsage()];
      verdicts.set(name, await verifyPassword("correct horse battery staple", stored, options));
      times.push(performance.now() - begun);
      const { user, system } = process.cpuUsage(before);
      work.push((user + system) / 1_000);
    }
  return rows.map(({ stored: _, ...row }) => ({ ...row, verdict: verdicts.get(row.name) ?? "unreadable" }));
}

const median = (times: readonly number[]): number =>
  [...times].sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? Number.NaN;

interface Engines {
  readonly rows: readonly EngineRow[];
  readonly thread: readonly number[];
  readonly kilobytes: Readonly<Record<string, number>>;
}

const ENGINES = ["JavaScript", "WebAssembly", "Node's own"];

function report(
  refusals: readonly Row[],
  checks: readonly Row[],
  costliest: readonly Row[],
  { rows, thread, kilobytes }: Engines,
): string {
  const refused = refusals.map(({ name, verdict, times }) =>
    [name, verdict, median(times).toFixed(2), Math.max(...times).toFixed(2)].join(" | "),
  );
  const checked = (rows: readonly Row[]) =>
    rows.map(({ name, work }) => `| ${[name, median(work).toFixed(0)].join(" | ")} |`).join("\n");
  const engineRows = rows.map(({ name, work }) => {
    const cells = ENGINES.map((engine) => (work[engine] ? median(work[engine]).toFixed(0) : ""));
    return `| ${[name, ...cells].join(" | ")} |`;
  });
  const weights = Object.entries(kilobytes).map(([name, weight]) => `| ${name} | ${weight.toFixed(1)} |`);
  return `# Passwords

\`npm run bench:passwords\` writes this page: milliseconds that one check takes in one warm process, kind by kind in turn.
Node ${process.version}, ${process.platform} ${process.arch}; where Node has no argon2 of its own, it is worked out in JavaScript.

Hashes that a password is not checked against, ${REFUSALS} tries of each. The highest one has the first try in it, when nothing is compiled yet.

| Hash | verdict | median | highest |
| --- | --- | --- | --- |
${refused.map((row) => `| ${row} |`).join("\n")}

A wrong password against what old systems write, ${CHECKS} tries of each. From here on it is the processor's time, because the
computer had other work as well.

| Hash | median |
| --- | --- |
${checked(checks)}

A wrong password against the costliest hashes that a stage checks with the usual ceilings, ${CHECKS} tries of each. With ${WHOLE_PROCESSOR} MB Lambda
gives a whole processor, and with 1024 MB ${(WHOLE_PROCESSOR / 1_024).toFixed(1)} times as much time passes. None of these blocks the thread: what Node does not work out in the
background lets timers fire every 20 ms, bcrypt of this cost every 100 ms, so that an invocation ends at its deadline.

| Hash | median |
| --- | --- |
${checked(costliest)}

## Engines

The libraries by themselves, ${CHECKS} tries of each in turn.

| Hash | JavaScript | WebAssembly | Node's own |
| --- | --- | --- | --- |
${engineRows.join("\n")}

| In the bundle, compressed | kB |
| --- | --- |
${weights.join("\n")}

- bcrypt up to cost 12 is worked out in WebAssembly. It blocks the thread to its end; with 1024 MB that is 0.4 s, so that an
  invocation whose deadline of 4 s passes meanwhile still answers within the 5 s that Cognito waits. bcryptjs takes over
  above that, for an empty password and for one of more than 72 bytes, which the other refuses.
- No thread of its own: until one has loaded the engine, ${median(thread).toFixed(0)} ms of the processor are gone, about what WebAssembly saves at cost 11, and a
  container of user-migration checks few passwords.
- argon2 stays in JavaScript where Node has none. The Node of Lambda has its own, which is faster than both: run with Node 24,
  this page has its figures in the last column. It lacks the first version of argon2, and so does the one in WebAssembly,
  which would never run in a deployment and weigh on its bundle.
`;
}

void main();
