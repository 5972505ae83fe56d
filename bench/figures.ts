const sorted = (values: readonly number[]) => [...values].sort((one, other) => one - other);

export const median = (values: readonly number[]): number =>
  sorted(values)[Math.floor(values.length / 2)] ?? Number.NaN;

export const least = (values: readonly number[]): number => sorted(values)[0] ?? Number.NaN;

/** The greatest sample of each quarter of a run. The samples were taken at regular intervals. */
export const mostInQuarters = (samples: readonly number[]): readonly number[] =>
  [0, 1, 2, 3].map((quarter) => {
    const [from, to] = [quarter, quarter + 1].map((end) => Math.floor((samples.length * end) / 4));
    return Math.max(...samples.slice(from, to));
  });
