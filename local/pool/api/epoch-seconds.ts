/** A date as SDKs read it: seconds since 1970, with milliseconds as a fraction. */
export const epochSeconds = (iso: string): number => Date.parse(iso) / 1_000;
