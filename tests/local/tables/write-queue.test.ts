import { createWriteQueue } from "../../../local/tables/write-queue";

/** Writes that begin when the queue says and end when the test says. */
function startWrites() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const write = (name: string) => () =>
    new Promise<void>((resolve) => {
      begun.push(name);
      ends.set(name, resolve);
    });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const end = async (name: string) => {
    ends.get(name)?.();
    await settle();
  };
  return { begun, write, end };
}

test("writes run together and at once", () => {
  const queue = createWriteQueue();
  const { begun, write } = startWrites();
  void queue.together(write("one"));
  void queue.together(write("two"));
  expect(begun).toEqual(["one", "two"]);
});

test("a write that wants to be alone waits for all before it, and all after it wait for it", async () => {
  const queue = createWriteQueue();
  const { begun, write, end } = startWrites();
  void queue.together(write("one"));
  void queue.together(write("two"));
  void queue.alone(write("alone"));
  void queue.together(write("three"));
  void queue.alone(write("alone again"));
  await end("one");
  expect(begun).toEqual(["one", "two"]);
  await end("two");
  expect(begun).toEqual(["one", "two", "alone"]);
  await end("alone");
  expect(begun).toEqual(["one", "two", "alone", "three"]);
  await end("three");
  expect(begun).toEqual(["one", "two", "alone", "three", "alone again"]);
  await end("alone again");
  void queue.together(write("four"));
  expect(begun.at(-1)).toBe("four");
});

test("a write that fails stops nobody else", async () => {
  const queue = createWriteQueue();
  const fails = () => Promise.reject(new Error("broken"));
  const results = await Promise.allSettled([
    queue.together(fails),
    queue.alone(fails),
    queue.together(async () => "written"),
    queue.alone(async () => "written, too"),
  ]);
  expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled", "fulfilled"]);
});
