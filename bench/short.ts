/** As much as `npm run bench` has time for, where a benchmark by itself does more. */
export const inShort = <Amount>(usual: Amount, short: Amount): Amount =>
  process.env.BENCH === "short" ? short : usual;
