import { addressOf, KINDS, QUESTIONS } from "../tests/functions/api/kinds";
import { ask } from "../tests/functions/api/visitor";
import { asArguments, packageService } from "../tests/infra/packaged-stages";
import { startTestEdition } from "../tests/local/edition/start-test-edition";

export interface AskedAlike {
  readonly route: string;
  /** The different answers: status and body. */
  readonly answers: ReadonlySet<string>;
  /** The milliseconds of each try, by kind of address. */
  readonly times: ReadonlyMap<string, readonly number[]>;
}

/** How many requests run at once. */
const AT_ONCE = 8;
const HOUR = 3_600;

/**
 * Asks the API of the laptop edition, with the packaged functions, for addresses of every kind. Each round has a
 * new random order. An hour passes between two rounds, so that no lock and no limit of Cognito affects the times.
 */
export async function measureApi(tries: number, migrationFloor: number): Promise<readonly AskedAlike[]> {
  const unthrottled = { signInThrottle: "off", migrationThrottle: "off", migrationFloor };
  const visited = await startTestEdition(
    {},
    await packageService("--stage", "dev", ...asArguments(unthrottled)),
  );
  const kinds = Object.entries({ unknown: KINDS.unknown, "another unknown": KINDS.unknown, ...KINDS });
  const asked = Object.keys(QUESTIONS).map((route) => ({
    route,
    answers: new Set<string>(),
    times: new Map(kinds.map(([kind]) => [kind, [] as number[]])),
  }));
  const emailOf = (route: string, kind: string, round: number) =>
    // A forgotten password migrates a legacy user, whose address is of another kind from then on.
    addressOf(kind.startsWith("legacy") ? `${kind} ${round}` : kind, route.replace(/.*\//, ""));
  try {
    for (let round = -3; round < tries; round++) {
      const questions = asked.flatMap((one) => kinds.map(([kind, become]) => ({ ...one, kind, become })));
      for (const { route, kind, become } of questions)
        if (round === -3 || kind.startsWith("legacy")) await become?.(visited, emailOf(route, kind, round));
      visited.pass(HOUR);
      await inTurns(shuffled(questions), async ({ route, answers, times, kind }) => {
        const body = { email: emailOf(route, kind, round), ...QUESTIONS[route] };
        const begun = performance.now();
        const { status, text } = await ask(visited, route, { body });
        const taken = performance.now() - begun;
        answers.add(`${status} ${text}`);
        if (round >= 0) times.get(kind)?.push(taken);
      });
    }
  } finally {
    await visited.stop();
  }
  return asked;
}

async function inTurns<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const rest = items[Symbol.iterator]();
  const worker = async () => {
    for (const item of rest) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

const shuffled = <Item>(items: readonly Item[]): Item[] =>
  items
    .map((item) => ({ item, place: Math.random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item);
