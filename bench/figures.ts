const sorted = (values: readonly number[]) => [...values].sort((one, other) => one - other);

export const median = (values: readonly number[]): number =>
  sorted(values)[Math.floor(values.length / 2)] ?? Number.NaN;

export const least = (values: readonly number[]): number => sorted(values)[0] ?? Number.NaN;
