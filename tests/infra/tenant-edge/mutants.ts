import type { Case } from "./cases";
import { type Demands, demandsOf, meets } from "./demands";
import { isOfBucket, statementsFor } from "./evaluate";
import type { Json, PackagedPolicies, Statement } from "./packaged-policies";

/** The policies with one thing in them that is weaker, or gone. */
export interface Mutant {
  readonly name: string;
  readonly policies: PackagedPolicies;
  /** Whether what is changed can change what this case comes to. */
  concerns(asked: Case): boolean;
}

type Change = readonly [name: string, statement: Statement | undefined];

export function mutantsOf(policies: PackagedPolicies): readonly Mutant[] {
  const appliedBefore = remembered(applier(policies));
  return Object.entries(policies.documents).flatMap(([name, document]) =>
    document.Statement.flatMap((statement, index) => {
      const layer = statement.Effect === "Allow" ? "access" : "edge";
      return changesOf(statement).map(([change, changed]): Mutant => {
        const statements = document.Statement.toSpliced(index, 1, ...(changed ? [changed] : []));
        const mutated = {
          ...policies,
          documents: { ...policies.documents, [name]: { ...document, Statement: statements } },
        };
        const applies = applier(mutated);
        return {
          name: `${name}, ${statement.Sid}: ${change}`,
          policies: mutated,
          concerns: (asked) => asked.layer === layer && appliedBefore(asked) !== applies(asked),
        };
      });
    }),
  );
}

/** Tells whether any statement that its layer asks applies to a case. In a layer, all of them say the same. */
function applier(policies: PackagedPolicies): (asked: Case) => boolean {
  const demands = new Map<string, readonly Demands[]>();
  return (asked) => {
    const { caller, layer, request } = asked;
    const key = [caller.role, layer, isOfBucket(request)].join();
    const made = demands.get(key) ?? statementsFor(policies, asked).map(demandsOf);
    demands.set(key, made);
    return made.some((each) => meets(each, asked));
  };
}

function remembered(answer: (asked: Case) => boolean): (asked: Case) => boolean {
  const answers = new Map<Case, boolean>();
  return (asked) => {
    const known = answers.get(asked) ?? answer(asked);
    answers.set(asked, known);
    return known;
  };
}

function changesOf(statement: Statement): readonly Change[] {
  const { Effect, Condition = {} } = statement as Statement & { Condition?: Record<string, Json> };
  const conditions = Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.keys(keys).map((key) => [operator, key] as const),
  );
  const withCondition = (operator: string, key: string, replacement: Json): Statement => {
    const { [key]: _, ...otherKeys } = Condition[operator] as Json;
    const { [operator]: __, ...others } = Condition;
    const kept = Object.keys(otherKeys).length > 0 ? { [operator]: otherKeys } : {};
    return { ...statement, Condition: { ...others, ...kept, ...replacement } };
  };
  return [
    ["removed", undefined],
    ...conditions.flatMap(([operator, key]): Change[] => [
      [`without the condition ${operator} ${key}`, withCondition(operator, key, {})],
      ...weaker(operator, listOf((Condition[operator] as Json)[key])).map(
        ([how, otherOperator, values]): Change => [
          `${operator} ${key} ${how}`,
          withCondition(operator, key, { [otherOperator]: { [key]: values } }),
        ],
      ),
    ]),
    ...["Action", "NotAction", "Resource", "NotResource"].flatMap((member) => {
      const values = listOf(statement[member]);
      const widens = (Effect === "Allow") === !member.startsWith("Not");
      return [
        ...(values.length > 1
          ? values.map(
              (value): Change => [
                `without the ${member} ${value}`,
                { ...statement, [member]: values.filter((other) => other !== value) },
              ],
            )
          : []),
        ...(widens ? values.flatMap((value) => widened(statement, member, values, value)) : []),
      ];
    }),
  ];
}

/** Each variable of a value open to everybody's, and the whole value. */
function widened(statement: Statement, member: string, values: readonly string[], value: string): Change[] {
  const wider = [
    ...(value.match(/\$\{aws:[^}]+\}/g) ?? []).map((variable) => value.replace(variable, "*")),
    ...(member.endsWith("Action") ? [value.replace(/:.*/, ":*")] : []),
    ...(member === "Resource" && value.includes("/") ? [value.replace(/\/.*/, "/*")] : []),
    ...(member === "NotResource" && value.includes("/") ? [value.replace(/\/.*/, "/*")] : []),
  ].filter((other) => other !== value);
  return [...new Set(wider)].map((other) => [
    `${member} ${value} widened to ${other}`,
    { ...statement, [member]: values.map((each) => (each === value ? other : each)) },
  ]);
}

/** Conditions that hold for more requests where they allow, and for fewer where they deny. */
function weaker(
  operator: string,
  values: readonly string[],
): [how: string, operator: string, values: readonly string[]][] {
  const without = (value: string): [string, string, readonly string[]] => [
    `without ${value}`,
    operator,
    values.filter((other) => other !== value),
  ];
  const fewer = values.length > 1 ? values.map(without) : [];
  if (operator === "Null" || operator === "Bool")
    return [["turned round", operator, values.map((value) => String(value !== "true"))]];
  const open = operator.replace("Equals", "Like");
  return [
    ...fewer,
    ...values.flatMap((value) =>
      [...(value.match(/\$\{aws:[^}]+\}/g) ?? []).map((variable) => value.replace(variable, "*")), "*"]
        .filter((other) => other !== value)
        .map((other): [string, string, readonly string[]] => [
          `with ${other} for ${value}`,
          open,
          values.map((each) => (each === value ? other : each)),
        ]),
    ),
  ];
}

const listOf = (value: unknown): readonly string[] =>
  value === undefined ? [] : ([value].flat() as unknown as readonly string[]);
