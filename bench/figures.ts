const sorted = (values: readonly number[]) => [...values].sort((one, other) => one - other);

export const median = (values: readonly number[]): number =>
  sorted(values)[Math.floor(values.length / 2)] ?? Number.NaN;

export const least = (values: readonly number[]): number => sorted(values)[0] ?? Number.NaN;

/** The most in each quarter of a run, by samples that were taken at regular times. */
export const mostInQuarters = (samples: readonly number[]): readonly number[] =>
  [0, 1, 2, 3].map((quarter) => {
    const [from, to] = [quarter, quarter + 1].map((end) => Math.floor((samples.length * end) / 4));
    return Math.max(...samples.slice(from, to));
  });
