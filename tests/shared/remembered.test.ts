import { remembered } from "../../shared/remembered";

const { signal } = new AbortController();

function start(find: () => Promise<string | undefined>, absenceMs?: number) {
  let asked = 0;
  let now = 0;
  const known = remembered(
    () => {
      asked += 1;
      return find();
    },
    { clock: () => now, ...(absenceMs !== undefined && { absenceMs }) },
  );
  return { find: () => known("acme", signal), asked: () => asked, pass: (ms: number) => (now += ms) };
}

test("an answer is remembered for a minute, and not longer", async () => {
  const { find, asked, pass } = start(async () => "Acme");
  await expect(find()).resolves.toEqual("Acme");
  pass(59_999);
  await find();
  expect(asked()).toBe(1);
  pass(1);
  await find();
  expect(asked()).toBe(2);
});

test("an absence and a failure are not remembered", async () => {
  const absent = start(async () => undefined);
  await absent.find();
  await absent.find();
  expect(absent.asked()).toBe(2);
  const failing = start(async () => {
    throw new Error("no answer");
  });
  await expect(failing.find()).rejects.toThrow("no answer");
  await expect(failing.find()).rejects.toThrow("no answer");
  expect(failing.asked()).toBe(2);
});

test("an absence is remembered for as long as it is told, and not longer", async () => {
  const { find, asked, pass } = start(async () => undefined, 10_000);
  await find();
  pass(9_999);
  await find();
  expect(asked()).toBe(1);
  pass(1);
  await expect(find()).resolves.toBeUndefined();
  expect(asked()).toBe(2);
});

test("a failure does not prolong what was known before it", async () => {
  let answers = true;
  const { find, pass } = start(async () => {
    if (answers) return "Acme";
    throw new Error("no answer");
  });
  await find();
  pass(60_000);
  answers = false;
  await expect(find()).rejects.toThrow("no answer");
});
