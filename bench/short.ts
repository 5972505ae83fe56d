/** The shorter amount in `npm run bench`, which runs all the benchmarks. Each benchmark alone uses the usual amount. */
export const inShort = <Amount>(usual: Amount, short: Amount): Amount =>
  process.env.BENCH === "short" ? short : usual;
