/** How long the libraries for bcrypt and argon2 take, each by itself, and how much they add to a bundle. */
import * as crypto from "node:crypto";
import { readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { gzipSync } from "node:zlib";
import { argon2idAsync } from "@noble/hashes/argon2.js";
import { hash as bcryptjs, encodeBase64 } from "bcryptjs";
import { build } from "esbuild";
import { argon2id, bcrypt } from "hash-wasm";

const PASSWORD = "correct horse battery staple";
const SALT = Buffer.alloc(16, 7);

export interface EngineRow {
  readonly name: string;
  /** The milliseconds of processor time of each try. */
  readonly work: Readonly<Record<string, readonly number[]>>;
}

const BCRYPT_COSTS = [10, 11, 12, 13];
const ARGON2_WORK = [
  { name: "argon2id, 19 MiB, 2 passes", memory: 19_456, passes: 2, lanes: 1 },
  { name: "argon2id, 64 MiB, 3 passes", memory: 65_536, passes: 3, lanes: 4 },
];

type Native = (
  variant: "argon2id",
  parameters: Readonly<Record<string, Buffer | number | string>>,
  done: (error: Error | null) => void,
) => void;

const native = (crypto as { argon2?: Native }).argon2;

const bcryptKinds = BCRYPT_COSTS.map((cost) => ({
  name: `bcrypt, cost ${cost}`,
  engines: {
    JavaScript: () => bcryptjs(PASSWORD, `$2b$${cost}$${encodeBase64(SALT, SALT.length)}`),
    WebAssembly: () => bcrypt({ password: PASSWORD, salt: SALT, costFactor: cost }),
  },
}));

const argon2Kinds = ARGON2_WORK.map(({ name, memory, passes, lanes }) => ({
  name,
  engines: {
    JavaScript: () => argon2idAsync(PASSWORD, SALT, { m: memory, t: passes, p: lanes, dkLen: 32 }),
    WebAssembly: () =>
      argon2id({
        password: PASSWORD,
        salt: SALT,
        memorySize: memory,
        iterations: passes,
        parallelism: lanes,
        hashLength: 32,
      }),
    ...(native && {
      "Node's own": () =>
        new Promise<void>((resolve, reject) => {
          const parameters = {
            message: PASSWORD,
            nonce: SALT,
            parallelism: lanes,
            tagLength: 32,
            memory,
            passes,
          };
          native("argon2id", parameters, (error) => (error ? reject(error) : resolve()));
        }),
    }),
  },
}));

/** Measures the engines in turn. */
export async function measureEngines(tries: number): Promise<readonly EngineRow[]> {
  const rows: EngineRow[] = [];
  for (const { name, engines } of [...bcryptKinds, ...argon2Kinds]) {
    const work = Object.fromEntries(Object.keys(engines).map((engine) => [engine, [] as number[]]));
    for (let round = 0; round < tries; round++)
      for (const [engine, hash] of Object.entries(engines)) work[engine]?.push(await processorTime(hash));
    rows.push({ name, work });
  }
  return rows;
}

/** The time until a new thread has loaded the engine and answers. */
export async function measureThread(tries: number): Promise<readonly number[]> {
  const engine = readFileSync(require.resolve("hash-wasm/dist/bcrypt.umd.min.js"), "utf8");
  const code = `{ const exports = {}, module = { exports }; ${engine} }
    const { parentPort } = require("node:worker_threads");
    parentPort.on("message", () => parentPort.postMessage("ready"));`;
  const times: number[] = [];
  for (let round = 0; round < tries; round++) {
    const worker = new Worker(code, { eval: true });
    const ready = new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
    times.push(
      await processorTime(async () => {
        worker.postMessage("begin");
        await ready;
      }),
    );
    await worker.terminate();
  }
  return times;
}

async function processorTime(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

const IMPORTS = {
  "bcrypt, JavaScript": `export { hash } from "bcryptjs"`,
  "bcrypt, WebAssembly": `export { bcrypt } from "hash-wasm"`,
  "argon2, JavaScript": `export { argon2dAsync, argon2iAsync, argon2idAsync } from "@noble/hashes/argon2.js"`,
  "argon2, WebAssembly": `export { argon2d, argon2i, argon2id } from "hash-wasm"`,
};

/** Kilobytes, minified and compressed. */
export async function weighEngines(): Promise<Readonly<Record<string, number>>> {
  const entries = Object.entries(IMPORTS).map(async ([name, contents]) => {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: __dirname },
      bundle: true,
      minify: true,
      platform: "node",
      format: "cjs",
      mainFields: ["module", "main"],
      write: false,
    });
    return [name, gzipSync(outputFiles[0]?.contents ?? "").length / 1_000] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
