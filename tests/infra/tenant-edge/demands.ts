import type { Case } from "./cases";
import { matches } from "./evaluate";
import type { Json, Statement } from "./packaged-policies";

/** One thing that a statement asks of a request. */
interface Demand {
  isMet(asked: Case): boolean;
}

/** A statement applies to a request that meets all of them. */
export type Demands = readonly Demand[];

/** Two statements that differ in one demand share all others, with the answers that are known. */
const known = new Map<string, Demand>();

export function demandsOf({ Effect, Principal, Condition = {}, ...members }: Statement): Demands {
  const anything: Statement = { Effect, Action: "*", Resource: "*" };
  const of = (kind: "Action" | "Resource") =>
    Object.fromEntries(Object.entries(members).filter(([name]) => name.endsWith(kind)));
  const conditions = Object.entries(Condition as Readonly<Record<string, Json>>).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ [operator]: { [key]: values } })),
  );
  return [
    demand({ Effect, Resource: "*", ...of("Action") }, ({ request }) => request.action),
    demand({ ...anything, Principal }, ({ caller }) => caller.role),
    demand({ Effect, Action: "*", ...of("Resource") }, ({ caller, request }) =>
      [caller.name, request.resource].join(),
    ),
    ...conditions.map((condition) =>
      demand({ ...anything, Condition: condition }, ({ caller, request: { context, isOverTls } }) =>
        [caller.name, isOverTls, ...Object.entries(context).flat()].join(),
      ),
    ),
  ];
}

export const meets = (demands: Demands, asked: Case): boolean => demands.every((each) => each.isMet(asked));

/** @param concerns what of a case the answer depends on */
function demand(statement: Statement, concerns: (asked: Case) => string): Demand {
  const name = JSON.stringify(statement);
  const answers = new Map<string, boolean>();
  const made = known.get(name) ?? {
    isMet(asked) {
      const key = concerns(asked);
      const answer = answers.get(key) ?? matches(statement, asked);
      answers.set(key, answer);
      return answer;
    },
  };
  known.set(name, made);
  return made;
}
