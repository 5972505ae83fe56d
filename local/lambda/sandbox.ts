import path from "node:path";
import { inspect } from "node:util";
import { Worker } from "node:worker_threads";
import { arnOf, environmentOf, type NearRequest, type SharedEnvironment } from "./environment";
import type { Thrown } from "./fault";
import type { LambdaFunction } from "./function";
import { type LogLine, LogLines, type OutputStream } from "./log-lines";
import { answered, type Outcome, runtimeExited, taskTimedOut } from "./outcome";

/** Lambda allows this much for loading a bundle, and does not count it towards the function's own timeout. */
const INIT_MS = 10_000;

/** The messages of runtime.cjs. */
type Message =
  | { kind: "wrote"; stream: OutputStream; text: string }
  | { kind: "started" }
  | { kind: "asked"; question: number; request: NearRequest }
  | { kind: "answered"; answer: string }
  | ({ kind: "threw" } & Thrown)
  | { kind: "failed" | "unloadable"; errorType: string; errorMessage: string };

export interface Run {
  readonly outcome: Outcome;
  /** What the function wrote since its last invocation, or while it was loaded. */
  readonly log: readonly LogLine[];
  /** Every error whose stack was read meanwhile, by the function or for its log. */
  readonly thrown: readonly Thrown[];
}

interface Task {
  readonly id: string;
  readonly resolve: (run: Run) => void;
}

/** One execution environment of a function: a thread that has loaded its bundle and runs one invocation at a time. */
export class Sandbox {
  private readonly worker: Worker;
  private readonly log = new LogLines();
  private readonly thrown: Thrown[] = [];
  private readonly exited: Promise<void>;
  private task: Task | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isLoaded = false;
  /** Why this sandbox takes no more invocations. */
  private over: "exited" | "ended" | "timed out" | "out of memory" | undefined;

  constructor(
    private readonly fn: LambdaFunction,
    private readonly shared: SharedEnvironment,
  ) {
    this.worker = new Worker(path.join(__dirname, "runtime.cjs"), {
      workerData: {
        file: fn.file,
        handlerName: fn.handler,
        arn: arnOf(fn, shared),
        timeoutMs: fn.timeoutSeconds * 1_000,
        near: shared.near?.url,
      },
      env: { ...environmentOf(fn, shared) },
      // Loaders of this process, such as tsx, must not apply to the bundle.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: fn.memoryMb },
      stdout: true,
      stderr: true,
    });
    this.worker.on("message", (message: Message) => this.hear(message));
    this.worker.on("error", (error) => this.crash(error));
    this.exited = new Promise((resolve) => {
      this.worker.once("exit", (code) => {
        this.settle(code);
        resolve();
      });
    });
  }

  get usable(): boolean {
    return this.over === undefined;
  }

  /** The bundle is not loaded yet. */
  get loading(): boolean {
    return this.usable && !this.isLoaded;
  }

  run(id: string, event: string): Promise<Run> {
    return new Promise((resolve) => {
      this.task = { id, resolve };
      this.limit(this.isLoaded ? this.fn.timeoutSeconds * 1_000 : INIT_MS);
      this.worker.ref();
      this.worker.postMessage({ invocation: { id, event } });
    });
  }

  async end(): Promise<void> {
    this.over ??= "ended";
    await this.worker.terminate();
    await this.exited;
  }

  private hear(message: Message): void {
    // Answers of a thread that is being ended come too late; its output still counts.
    if (!this.usable && message.kind !== "wrote" && message.kind !== "threw") return;
    switch (message.kind) {
      case "wrote":
        this.log.write(message.stream, message.text);
        break;
      case "threw":
        this.thrown.push(message);
        break;
      case "asked":
        void this.ask(message.question, message.request);
        break;
      case "started":
        this.isLoaded = true;
        this.limit(this.fn.timeoutSeconds * 1_000);
        break;
      case "answered":
        this.finish(answered(message.answer));
        break;
      case "unloadable":
        this.over = "ended";
        this.finish(failure(message));
        break;
      case "failed":
        this.finish(failure(message));
        break;
    }
  }

  private async ask(question: number, request: NearRequest): Promise<void> {
    const answer = await this.shared.near?.answer(request);
    this.worker.postMessage({ question, answer });
  }

  /** Ends the sandbox unless the task is done within this time from now. */
  private limit(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.over = "timed out";
      void this.worker.terminate();
    }, milliseconds);
  }

  /** An error that nobody caught; the thread's exit follows. */
  private crash(error: unknown): void {
    this.log.write("stderr", `${inspect(error)}\n`);
    if ((error as { code?: unknown } | null)?.code === "ERR_WORKER_OUT_OF_MEMORY")
      this.over ??= "out of memory";
  }

  private settle(code: number): void {
    const { over, task } = this;
    this.over ??= "exited";
    if (task !== undefined) this.finish(this.endOf(task.id, over, code));
  }

  private endOf(id: string, over: typeof this.over, code: number): Outcome {
    switch (over) {
      case "timed out":
        return taskTimedOut(id, this.fn.timeoutSeconds);
      case "out of memory":
        return runtimeExited(id, { signal: "aborted" });
      case "ended":
        return runtimeExited(id, { signal: "killed" });
      default:
        return runtimeExited(id, { code });
    }
  }

  private finish(outcome: Outcome): void {
    clearTimeout(this.timer);
    // A warm sandbox does not keep the process alive.
    this.worker.unref();
    this.task?.resolve({ outcome, log: this.log.take(), thrown: this.thrown.splice(0) });
    this.task = undefined;
  }
}

const failure = ({ errorType, errorMessage }: { errorType: string; errorMessage: string }): Outcome => ({
  kind: "failed",
  errorType,
  errorMessage,
});
