import { createServer } from "node:net";

/** Occupies a port until it is released. */
export async function holdPort(port: number): Promise<{ release: () => Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** Below the ports that operating systems choose by themselves. */
const FIRST = 21_000;
const PER_WORKER = 200;
const WORKERS = 50;
const firstOfWorker = FIRST + (Number(process.env.JEST_WORKER_ID ?? 1) % WORKERS) * PER_WORKER;
let next = Math.floor(Math.random() * PER_WORKER);

/**
 * A port for a server that has to be told its number. Nobody else takes it meanwhile: every worker of jest has its
 * own range, and the operating system does not choose from these ranges.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < PER_WORKER; tries++) {
    const port = firstOfWorker + (next++ % PER_WORKER);
    try {
      await (await holdPort(port)).release();
      return port;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    }
  }
  throw new Error(`no port is free from ${firstOfWorker} on`);
}
