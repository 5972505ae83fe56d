/** Works on a few at once, and gives the results in the order of what they are of. */
export async function* inOrder<Item, Result>(
  items: AsyncIterable<Item>,
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const started: Promise<Result>[] = [];
  try {
    for await (const item of items) {
      const result = work(item);
      // Its failure is met when its turn comes.
      result.catch(() => {});
      started.push(result);
      if (started.length >= atOnce) yield (await started.shift()) as Result;
    }
    while (started.length > 0) yield (await started.shift()) as Result;
  } finally {
    await Promise.allSettled(started);
  }
}
