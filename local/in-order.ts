/** Starts parts in order, and stops them in reverse order, also when a start fails half-way. */
export async function startInOrder<Running extends object>(
  start: (onStop: (end: () => unknown) => void) => Promise<Running>,
): Promise<Running & { stop(): Promise<void> }> {
  const started: (() => unknown)[] = [];
  const stop = async () => {
    for (const end of started.splice(0).reverse()) await end();
  };
  try {
    return { ...(await start((end) => started.push(end))), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
