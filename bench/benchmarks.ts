/** A chart of the figures in a page. */
interface Chart {
  readonly title: string;
  /**
   * A text in the page that comes before the table, such as a heading. Without it, the chart is of the first table
   * with these columns.
   */
  readonly after?: string;
  /** The columns of the chart, by the beginning or the end of their titles. Rows without a figure are left out. */
  readonly columns: readonly RegExp[];
}

/** `npm run bench:<name>` runs the benchmark and writes `<name>.md`. */
export interface Benchmark {
  readonly name: string;
  readonly question: string;
  readonly measured: string;
  readonly charts: readonly Chart[];
}

export const BENCHMARKS: readonly Benchmark[] = [
  {
    name: "cold-start",
    question: "How long does a function take that has to start first?",
    measured:
      "A new process loads the packaged bundle and answers one event. Beside it is the same function with the SDK as it comes.",
    charts: [
      { title: "Milliseconds to the first answer for each of the stock SDK's", columns: [/^of the least$/] },
      {
        title: "A warm trigger, microseconds of the processor",
        columns: [/^with requests, ours$/, /^with requests, stock$/],
      },
    ],
  },
  {
    name: "pool",
    question: "How much can a test suite ask of the local user pool?",
    measured:
      "People sign up and sign in through the AWS SDK, with all triggers; other local pools take turns with it and run none.",
    charts: [{ title: "Sign-ins a second, eight callers", columns: [/^sign-ins\/s, 8/] }],
  },
  {
    name: "members",
    question: "Does a large tenant cost more than a small one?",
    measured: "What an admin does, in a tenant of 100 members and in one of 100,000, in the same tables.",
    charts: [{ title: "Milliseconds, median", columns: [/^100: median/, /^100,000: median/] }],
  },
  {
    name: "import",
    question: "How long does it take to import an old user base?",
    measured:
      "`legacy:import` of a large CSV file into dynalite in another process; the memory stays as it is.",
    charts: [{ title: "Microseconds of the processor for a row", columns: [/^µs/] }],
  },
  {
    name: "people-import",
    question: "How long does it take to make members of a pool's users?",
    measured:
      "`people:import` of a large CSV file into the laptop's tables in another process, killed in the middle and resumed; the memory stays as it is.",
    charts: [{ title: "Microseconds of the processor for a row or a user", columns: [/^µs/] }],
  },
  {
    name: "passwords",
    question: "What does it take to check an old password?",
    measured:
      "A wrong password against what old systems write. The page has also what hostile hashes and the costliest ones take, and the engines.",
    charts: [
      {
        title: "Milliseconds of the processor",
        after: "A wrong password against what old systems write",
        columns: [/^median$/],
      },
      {
        title: "The libraries by themselves, milliseconds of the processor",
        after: "## Engines",
        columns: [/^JavaScript$/, /^WebAssembly$/, /^Node's own$/],
      },
    ],
  },
  {
    name: "refusals",
    question: "Does the time of a refusal tell who exists?",
    measured:
      "How often a refusal takes longer than that of an unknown name: at 0.50 the time tells nothing. The page has it for each route of the API.",
    charts: [{ title: "user-migration", after: "## user-migration", columns: [/^longer$/] }],
  },
  {
    name: "capacity",
    question: "What does a sign-in ask for?",
    measured:
      "People sign up, sign in, refresh and move over, one after another. `docs/capacity.md` makes dollars of it.",
    charts: [{ title: "Milliseconds of a warm function", columns: [/^ms$/] }],
  },
  {
    name: "memory",
    question: "Does the local user pool grow without end?",
    measured: "What a pool holds in its heap after thousands of requests of every kind.",
    charts: [{ title: "Heap in MB, after so many requests", columns: [/^heap/] }],
  },
];
