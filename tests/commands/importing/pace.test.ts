import { Pace } from "../../../commands/importing/pace";

/** Time that passes only while somebody waits. */
function testTime() {
  let milliseconds = 0;
  return {
    now: () => milliseconds,
    pass: (more: number) => {
      milliseconds += more;
    },
    async wait(more: number) {
      milliseconds += more;
    },
  };
}

async function turns(pace: Pace, count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await pace.turn();
}

async function secondsFor(time: ReturnType<typeof testTime>, work: () => Promise<void>): Promise<number> {
  const begun = time.now();
  await work();
  return (time.now() - begun) / 1_000;
}

test("no more rows begin in a second than are allowed", async () => {
  const time = testTime();
  const pace = new Pace(500, time);
  expect(await secondsFor(time, () => turns(pace, 5_000))).toBeCloseTo(10, 1);
});

test("time in which nothing began is not made up for", async () => {
  const time = testTime();
  const pace = new Pace(100, time);
  await turns(pace, 10);
  time.pass(60_000);
  expect(await secondsFor(time, () => turns(pace, 200))).toBeCloseTo(2, 1);
});

test("after a table was too busy, half as many begin, and within a minute as many as before", async () => {
  const time = testTime();
  const pace = new Pace(500, time);
  await turns(pace, 500);
  // All that are under way meet the same busy table.
  for (let row = 0; row < 100; row += 1) pace.slowDown();
  const first = await secondsFor(time, () => turns(pace, 250));
  expect(first).toBeGreaterThan(0.9);
  expect(first).toBeLessThan(1.1);
  // 250 a second, and 500 after half of the minute that the whole way takes.
  await secondsFor(time, () => turns(pace, 12_000));
  expect(await secondsFor(time, () => turns(pace, 500))).toBeCloseTo(1, 1);
});

test("however often a table is too busy, it goes on", async () => {
  const time = testTime();
  const pace = new Pace(500, time);
  for (let minute = 0; minute < 20; minute += 1) {
    await turns(pace, 2);
    time.pass(2_000);
    pace.slowDown();
  }
  expect(await secondsFor(time, () => turns(pace, 3))).toBeLessThan(3);
});
