import { testEachDigest, testVerdicts } from "../hostile";
import { testVectors, type Vector } from "../vectors";

const PASSWORD = "lètmein-Ω";
const BCRYPT_SALT = "$2b$04$Z17AXnnlpzddNUvnC6cZNO";

const CHEAP: Vector[] = [
  "pbkdf2_sha256$1000$seasalt$El/K8DqswtQQO18nn0xyG0aluXZ3kmRvtGbLP+H0C4A=",
  "pbkdf2_sha1$1000$seasalt$v+/DuCISYucJyjEHQmCtGO3WQdU=",
  "pbkdf2_sha512$1000$seasalt$0MrkIbf6A3DYRYn42KZpiQeHCPIbNPWsGc7u9vGfX92h+EeelM9VfuVZGCQOhKh8hcb0E6kMEDppSmoT7Ya1SA==",
  "scrypt$256$seasalt$8$5$shrFEX+v5YH+sHxjbJ9siKKEcRE1TwAEResfO+s7gMMdKhw2VddkgTq9KhoPQGTg+rwDcZ75x7SWcmvsnGsVhQ==",
  `bcrypt_sha256$${BCRYPT_SALT}lluv.OmH.W2NiSrvoWQ9XghrltEuxQa`,
  `bcrypt$${BCRYPT_SALT}NPV7In3nGviP6CRO4MQFvSeSTCD1SnS`,
  "md5$seasalt$50fc26c8b204d1914f0dec760eb4126b",
].map((hash) => ({ password: PASSWORD, hash }));

testVectors("Django", [
  ...CHEAP,
  {
    password: PASSWORD,
    hash: "argon2$argon2id$v=19$m=256,t=2,p=2$c2Vhc2FsdHNlYXNhbHQ$I0BvNs+0UKkfX8l58cOUKlc+S6OjMieFe0cV0tCtzd0",
    slow: true,
  },
  {
    password: `${"abc123".repeat(12)}x`,
    hash: `bcrypt_sha256$${BCRYPT_SALT}Gwv9XrLbFLlKQ9nnG1etdS4hS4J86V.`,
  },
]);
testEachDigest("Django", CHEAP);

testVectors("Django of passlib", [
  {
    password: "not a password",
    hash: "pbkdf2_sha256$10000$kjVJaVz6qsnJ$5yPHw3rwJGECpUf70daLGhOrQ5+AMxIJdz1c3bqK1Rs=",
    slow: true,
  },
  {
    password: "táБℓə",
    hash: "pbkdf2_sha1$10000$KZKWwvqb8BfL$rw5pWsxJEU4JrZAQhHTCO+u0f5Y=",
    slow: true,
  },
  { password: "test", hash: "md5$3OpqnFAHW5CT$54b29300675271049a1ebae07b395e20" },
  { password: "€¥$", hash: "md5$c2e86$92105508419a81a6babfaecf876a2fa0" },
  { password: "password", hash: "sha1$123abcdef$e4a1877b0e35c47329e7ed7e58014276168a37ba" },
  { password: "MyPassword", hash: "sha1$54123$893cf12e134c3c215f3a76bd50d13f92404a54d3" },
  { password: "password", hash: "sha1$$5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8" },
  {
    password: "password",
    hash: "5f4dcc3b5aa765d61d8327deb882cf99",
    beside: { scheme: "django-unsalted-md5" },
  },
]);

testVerdicts("unreadable", [
  "!",
  "!2XW6zxNvGSRDgSFT6zVYvjVJ4KuCGq8cXzvKqYxE",
  { scheme: "django", hash: "!" },
  { scheme: "django", hash: "5f4dcc3b5aa765d61d8327deb882cf99" },
  { scheme: "django-unsalted-md5", hash: "5F4DCC3B5AA765D61D8327DEB882CF99" },
  { scheme: "django-unsalted-md5", hash: "5f4dcc3b5aa765d61d8327deb882cf9" },
  { scheme: "django", hash: "md5$seasalt$50FC26C8B204D1914F0DEC760EB4126B" },
  { scheme: "django", hash: "md5$sea$salt$50fc26c8b204d1914f0dec760eb4126b" },
  { scheme: "django", hash: "sha1$seasalt$50fc26c8b204d1914f0dec760eb4126b" },
  { scheme: "django", hash: "pbkdf2_sha256$-1000$seasalt$El/K8DqswtQQO18nn0xyG0aluXZ3kmRvtGbLP+H0C4A=" },
  { scheme: "django", hash: "pbkdf2_sha256$0$seasalt$El/K8DqswtQQO18nn0xyG0aluXZ3kmRvtGbLP+H0C4A=" },
  { scheme: "django", hash: "pbkdf2_sha256$01000$seasalt$El/K8DqswtQQO18nn0xyG0aluXZ3kmRvtGbLP+H0C4A=" },
  { scheme: "django", hash: "pbkdf2_sha256$1000$$El/K8DqswtQQO18nn0xyG0aluXZ3kmRvtGbLP+H0C4A=" },
  // Of SHA-1's length; the end of its base64 has bits without meaning; without its padding.
  { scheme: "django", hash: "pbkdf2_sha256$1000$seasalt$v+/DuCISYucJyjEHQmCtGO3WQdU=" },
  { scheme: "django", hash: "pbkdf2_sha256$1000$seasalt$El/K8DqswtQQO18nn0xyG0aluXZ3kmRvtGbLP+H0C4B=" },
  { scheme: "django", hash: "pbkdf2_sha256$1000$seasalt$El/K8DqswtQQO18nn0xyG0aluXZ3kmRvtGbLP+H0C4A" },
  { scheme: "django", hash: `bcrypt${BCRYPT_SALT}NPV7In3nGviP6CRO4MQFvSeSTCD1SnS` },
  { scheme: "django", hash: "argon2$argon2x$v=19$m=256,t=2,p=2$c2Vhc2FsdHNlYXNhbHQ$I0BvNs+0UKkfX8l58cOUKg" },
]);
testVerdicts("too-costly", [
  "pbkdf2_sha256$4000001$seasalt$El/K8DqswtQQO18nn0xyG0aluXZ3kmRvtGbLP+H0C4A=",
  "pbkdf2_sha256$999999999999999$seasalt$El/K8DqswtQQO18nn0xyG0aluXZ3kmRvtGbLP+H0C4A=",
  "bcrypt$$2b$31$Z17AXnnlpzddNUvnC6cZNONPV7In3nGviP6CRO4MQFvSeSTCD1SnS",
  "argon2$argon2id$v=19$m=4294967295,t=2,p=2$c2Vhc2FsdHNlYXNhbHQ$I0BvNs+0UKkfX8l58cOUKlc+S6OjMieFe0cV0tCtzd0",
  `scrypt$1073741824$seasalt$8$1$${"A".repeat(86)}==`,
]);
