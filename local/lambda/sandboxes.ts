import { availableParallelism } from "node:os";
import type { SharedEnvironment } from "./environment";
import type { LambdaFunction } from "./function";
import { type Run, Sandbox } from "./sandbox";

interface Idle {
  readonly sandbox: Sandbox;
  readonly expiry: NodeJS.Timeout;
}

/**
 * How long an invocation waits for a sandbox that is in use: first before it takes an idle one, then before it starts another one,
 * which takes longer. Thus many short invocations share a few sandboxes, and less code is compiled.
 */
const PATIENCE_MS = { idle: 15, another: 150 };

/**
 * How many sandboxes of a function load their bundle at once. Loading is work for a processor, so more of them together
 * are all ready later. The invocations of a burst therefore wait, and most of them are run by the first that are ready.
 */
const LOADED_AT_ONCE = availableParallelism();

/** The execution environments of one function: as many as it has invocations at once, and kept warm for a while. */
export class Sandboxes {
  private idle: Idle[] = [];
  /** Invocations that hope for a sandbox in use, first come, first served. */
  private readonly waiting = new Set<(sandbox: Sandbox | undefined) => void>();
  private readonly alive = new Set<Sandbox>();
  private running = 0;
  /** The number of times that the bundle was replaced. */
  private generation = 0;

  constructor(
    private fn: LambdaFunction,
    private readonly shared: SharedEnvironment,
    private readonly idleMs: number,
  ) {}

  /** Answers "throttled" instead of waiting for a sandbox, as Lambda does. */
  async run(id: string, event: string): Promise<(Run & { readonly cold: boolean }) | "throttled"> {
    if (this.running >= (this.fn.reservedConcurrency ?? Number.POSITIVE_INFINITY)) return "throttled";
    this.running += 1;
    const warm = this.running > 1 ? await this.waitForWarm() : this.takeWarm();
    const { generation } = this;
    const sandbox = warm ?? this.start();
    const run = await sandbox.run(id, event);
    this.running -= 1;
    if (sandbox.usable && generation === this.generation) this.keep(sandbox);
    else void this.end(sandbox);
    return { ...run, cold: warm === undefined };
  }

  replace(fn: LambdaFunction): void {
    this.fn = fn;
    this.generation += 1;
    for (const { sandbox, expiry } of this.idle.splice(0)) {
      clearTimeout(expiry);
      void this.end(sandbox);
    }
    for (const resume of this.waiting) resume(undefined);
  }

  async stop(): Promise<void> {
    for (const { expiry } of this.idle.splice(0)) clearTimeout(expiry);
    for (const resume of this.waiting) resume(undefined);
    // Invocations that waited start sandboxes of their own, which must end as well.
    while (this.alive.size > 0) await Promise.all([...this.alive].map((sandbox) => this.end(sandbox)));
  }

  private get isLoadingEnough(): boolean {
    return [...this.alive].filter(({ loading }) => loading).length >= LOADED_AT_ONCE;
  }

  private start(): Sandbox {
    const sandbox = new Sandbox(this.fn, this.shared);
    this.alive.add(sandbox);
    return sandbox;
  }

  /** The sandbox that was used last, so that the others can expire. */
  private takeWarm(): Sandbox | undefined {
    for (let next = this.idle.pop(); next !== undefined; next = this.idle.pop()) {
      clearTimeout(next.expiry);
      if (next.sandbox.usable) return next.sandbox;
      void this.end(next.sandbox);
    }
    return undefined;
  }

  private waitForWarm(): Promise<Sandbox | undefined> {
    return new Promise((resolve) => {
      const resume = (sandbox: Sandbox | undefined) => {
        clearTimeout(timer);
        this.waiting.delete(resume);
        resolve(sandbox);
      };
      const startAnother = () => {
        if (this.isLoadingEnough) timer = setTimeout(startAnother, PATIENCE_MS.another);
        else resume(undefined);
      };
      let timer = setTimeout(() => {
        const idle = this.takeWarm();
        if (idle !== undefined) resume(idle);
        else timer = setTimeout(startAnother, PATIENCE_MS.another - PATIENCE_MS.idle);
      }, PATIENCE_MS.idle);
      this.waiting.add(resume);
    });
  }

  private keep(sandbox: Sandbox): void {
    const [resume] = this.waiting;
    if (resume !== undefined) {
      resume(sandbox);
      return;
    }
    const expiry = setTimeout(() => {
      this.idle = this.idle.filter((idle) => idle.sandbox !== sandbox);
      void this.end(sandbox);
    }, this.idleMs).unref();
    this.idle.push({ sandbox, expiry });
  }

  private async end(sandbox: Sandbox): Promise<void> {
    await sandbox.end();
    this.alive.delete(sandbox);
  }
}
