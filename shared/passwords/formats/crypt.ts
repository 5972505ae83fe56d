import type { Check, Format } from "../format";
import { toCrypt64 } from "../parts/crypt64";
import { type DigestName, digest } from "../parts/digest";
import { inSlices } from "../parts/time-slices";
import { readBcrypt } from "./bcrypt";
import { readSha1Crypt } from "./sha1-crypt";

/** A salt is printable and has no character that would end it. */
const MD5_CRYPT = /^(\$(?:1|apr1)\$)([!-#%-9;-~]{0,8})\$([./0-9A-Za-z]{22})$/;
const SHA_CRYPT =
  /^\$(?:(5)|6)\$(?:rounds=([1-9]\d{0,9})\$)?([!-#%-9;-~]{0,16})\$([./0-9A-Za-z]{43}|[./0-9A-Za-z]{86})$/;

const SHA_ROUNDS = { default: 5_000, least: 1_000, most: 999_999_999 };
const MD5_ROUNDS = 1_000;

/** crypt(3), with the two formats that Apache and bcrypt have added. */
export const crypt: Format = {
  schemes: ["crypt", "md5crypt", "sha256crypt", "sha512crypt"],
  prefix: /^\$(1|apr1|5|6|sha1)\$/,
  ceilings: ["rounds", "bcryptCost"],
  read: ({ hash }) => readCrypt(hash),
};

/** Formats that put a label before such a hash read it with this. */
export const readCrypt = (hash: string): Check | undefined =>
  readMd5Crypt(hash) ?? readShaCrypt(hash) ?? readSha1Crypt(hash) ?? readBcrypt(hash);

function readMd5Crypt(hash: string): Check | undefined {
  const [, prefix, salt, encoded] = MD5_CRYPT.exec(hash) ?? [];
  if (prefix === undefined || salt === undefined || encoded === undefined) return undefined;
  return {
    cost: { rounds: MD5_ROUNDS },
    digest: Buffer.from(encoded),
    derive: (candidate, { bytesOf }) => md5Crypt(bytesOf(candidate), Buffer.from(salt), Buffer.from(prefix)),
  };
}

/** The C library neither writes nor reads rounds outside of its bounds. */
function readShaCrypt(hash: string): Check | undefined {
  const [, is256, given, salt, encoded] = SHA_CRYPT.exec(hash) ?? [];
  const rounds = given === undefined ? SHA_ROUNDS.default : Number(given);
  if (salt === undefined || encoded?.length !== (is256 ? 43 : 86)) return undefined;
  if (rounds < SHA_ROUNDS.least || rounds > SHA_ROUNDS.most) return undefined;
  const name = is256 ? "sha256" : "sha512";
  return {
    cost: { rounds },
    digest: Buffer.from(encoded),
    derive: (candidate, { bytesOf, signal }) =>
      inSlices(shaCrypt(name, rounds, bytesOf(candidate), Buffer.from(salt)), signal),
  };
}

function md5Crypt(password: Buffer, salt: Buffer, prefix: Buffer): Buffer {
  const inner = digest("md5", password, salt, password);
  const lengthBits = bitsOf(password.length).map((bit) => (bit ? Buffer.alloc(1) : password.subarray(0, 1)));
  let state = digest("md5", password, prefix, salt, repeated(inner, password.length), ...lengthBits);
  for (let round = 0; round < MD5_ROUNDS; round++) {
    state = digest("md5", ...mixed(round, state, password, salt));
  }
  return encode(state, MD5_ORDER);
}

/** https://www.akkadia.org/drepper/SHA-crypt.txt */
function* shaCrypt(
  name: DigestName,
  rounds: number,
  password: Buffer,
  salt: Buffer,
): Generator<void, Buffer> {
  const inner = digest(name, password, salt, password);
  const lengthBits = bitsOf(password.length).map((bit) => (bit ? inner : password));
  let state = digest(name, password, salt, repeated(inner, password.length), ...lengthBits);
  const passwords = digest(name, repeated(password, password.length ** 2));
  const salts = digest(name, repeated(salt, salt.length * (16 + state.readUInt8(0))));
  const longPassword = repeated(passwords, password.length);
  const longSalt = repeated(salts, salt.length);
  for (let round = 0; round < rounds; round++) {
    state = digest(name, ...mixed(round, state, longPassword, longSalt));
    yield;
  }
  return encode(state, name === "sha256" ? SHA256_ORDER : SHA512_ORDER);
}

/** What each round of both algorithms digests. */
function mixed(round: number, state: Buffer, password: Buffer, salt: Buffer): Buffer[] {
  const isOdd = round % 2 === 1;
  const parts = [isOdd ? password : state];
  if (round % 3 !== 0) parts.push(salt);
  if (round % 7 !== 0) parts.push(password);
  parts.push(isOdd ? state : password);
  return parts;
}

const repeated = (bytes: Buffer, length: number): Buffer => Buffer.alloc(length, bytes);

/** From the lowest bit to the highest. */
const bitsOf = (length: number): boolean[] => [...length.toString(2)].reverse().map((bit) => bit === "1");

const encode = (state: Buffer, order: readonly number[]): Buffer =>
  Buffer.from(toCrypt64(Buffer.from(order.map((index) => state.readUInt8(index)))));

/** The order in which the bytes of a digest are written. */
const MD5_ORDER = [12, 6, 0, 13, 7, 1, 14, 8, 2, 15, 9, 3, 5, 10, 4, 11];
const SHA256_ORDER = [...Array(10).keys()].flatMap((at) => turned([20 + at, 10 + at, at], at)).concat(30, 31);
const SHA512_ORDER = [...Array(21).keys()].flatMap((at) => turned([42 + at, 21 + at, at], -at)).concat(63);

function turned(three: readonly number[], by: number): number[] {
  const first = ((by % 3) + 3) % 3;
  return [...three.slice(first), ...three.slice(0, first)];
}
