export interface WriteQueue {
  /** Runs at once, unless a write that wants to be alone came before. */
  together<Result>(write: () => Promise<Result>): Promise<Result>;
  /** Runs when everything that came before has ended; whatever comes after waits for it. */
  alone<Result>(write: () => Promise<Result>): Promise<Result>;
  /** Resolves when all that came before has ended. */
  idle(): Promise<void>;
}

/** The order of writes: many at once, but where one of them reads first what it then writes. */
export function createWriteQueue(): WriteQueue {
  const running = new Set<Promise<unknown>>();
  /** The last one that wants to be alone, until it has ended. */
  let last: Promise<unknown> | undefined;

  const track = <Result>(run: Promise<Result>): Promise<Result> => {
    const ended = run.then(
      () => {},
      () => {},
    );
    running.add(ended);
    void ended.then(() => running.delete(ended));
    return run;
  };
  const idle = async () => {
    await Promise.all(running);
  };
  return {
    together: (write) => track(last === undefined ? write() : settled(last).then(write)),
    alone(write) {
      const run = track(idle().then(write));
      last = run;
      const forget = () => {
        if (last === run) last = undefined;
      };
      run.then(forget, forget);
      return run;
    },
    idle,
  };
}

const settled = (promise: Promise<unknown>): Promise<unknown> => promise.catch(() => {});
