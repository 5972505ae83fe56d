import { setTimeout } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { withTimeLimit } from "../../../shared/runtime/time-limit";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

/** Ends by the signal alone. */
const wait = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason));
  });
const patient = () => new AbortController().signal;

test("what is done in time is the answer", async () => {
  expect(await withTimeLimit(60_000, patient(), async ({ aborted }) => aborted)).toBe(false);
});

test("whoever takes longer is told so, also when garbage is collected in between", async () => {
  const waiting = withTimeLimit(50, patient(), wait);
  const ended = expect(waiting).rejects.toMatchObject({ name: "TimeoutError" });
  await setTimeout(10);
  collectGarbage();
  await ended;
});

test("whoever is given up before is told why", async () => {
  const given = new AbortController();
  const waiting = withTimeLimit(60_000, given.signal, wait);
  const reason = new Error("no time left");
  given.abort(reason);
  await expect(waiting).rejects.toBe(reason);
  await expect(withTimeLimit(60_000, given.signal, wait)).rejects.toBe(reason);
});
