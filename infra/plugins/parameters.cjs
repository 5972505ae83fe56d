const { COMBINATIONS, PARAMETERS } = require("../parameters.cjs");

/**
 * Stops every command at a parameter that is misspelt, missing or out of its rule. The framework itself would ignore the
 * first, and deploy the last.
 */
module.exports = class Parameters {
  constructor(serverless) {
    if (serverless.processedInput.isHelpRequest) return;
    const check = () => {
      const problems = problemsOf(parametersOf(serverless));
      if (problems.length > 0)
        throw new serverless.classes.Error(
          ["Some parameters need a change:", ...problems.map((problem) => `- ${problem}`)].join("\n"),
          "BAD_PARAMETERS",
        );
    };
    check();
    // Variables in parameters have their values only now.
    this.hooks = { initialize: check };
  }
};

function parametersOf({ configurationInput, processedInput: { options } }) {
  const stage = options.stage ?? configurationInput.provider?.stage;
  const items = (options.param ?? []).map((item) => ({ item, match: /([^=]+)=(.+)/.exec(item) }));
  return {
    stage: typeof stage === "string" && !stage.includes("${") ? stage : "dev",
    blocks: configurationInput.params ?? {},
    commandLine: Object.fromEntries(
      items.filter(({ match }) => match).map(({ match }) => [match[1], match[2].trimEnd()]),
    ),
    unreadable: items.filter(({ match }) => !match).map(({ item }) => item),
  };
}

/** Everything wrong with the parameters of the configuration (all stages) and of the command line. */
function problemsOf({ stage, blocks, commandLine, unreadable = [] }) {
  const inBlocks = Object.entries(blocks).flatMap(([block, parameters]) =>
    given(parameters).flatMap(([name, value]) =>
      isKnown(name) && isUnresolved(value) ? [] : (problemOf(`params.${block}`, name, value) ?? []),
    ),
  );
  const onCommandLine = given(commandLine).flatMap(
    ([name, value]) => problemOf("--param", name, value) ?? [],
  );
  const withoutValue = unreadable.map(
    (item) => `${item} (--param) is not of the form <name>=<value>, with a value`,
  );
  const misspeltStage = /^[a-z][a-z0-9-]{0,30}$/.test(stage)
    ? []
    : [`the stage ${stage} must be lower-case letters, digits and hyphens`];
  const problems = [...misspeltStage, ...inBlocks, ...onCommandLine, ...withoutValue];
  const values = Object.fromEntries(
    [blocks.default, blocks[stage], commandLine].flatMap((parameters) => given(parameters)),
  );
  const missing = Object.entries(PARAMETERS)
    .filter(([name, { optional }]) => !optional && values[name] === undefined)
    .map(([name, { about }]) => `${name} is missing for the stage ${stage}: ${about}`);
  if (problems.length > 0 || missing.length > 0) return [...problems, ...missing];
  if (Object.values(values).some(isUnresolved)) return [];
  return COMBINATIONS.flatMap((combination) => combination(values) || []);
}

/** A parameter without a value is one that is not given. */
const given = (parameters) =>
  Object.entries(parameters ?? {}).filter(([, value]) => value !== null && value !== undefined);

const isKnown = (name) => Object.hasOwn(PARAMETERS, name);
const isUnresolved = (value) => JSON.stringify(value).includes("${");

function problemOf(place, name, value) {
  if (!isKnown(name))
    return `${name} (${place}) is not a parameter; did you mean ${nearest(name, Object.keys(PARAMETERS))}?`;
  const mistake = PARAMETERS[name].rule(value);
  return mistake && `${name} (${place}): ${mistake}`;
}

const nearest = (name, names) =>
  names.reduce((best, candidate) => (distance(name, candidate) < distance(name, best) ? candidate : best));

/** The number of letters to add, drop or replace, whatever their case. */
function distance(from, to) {
  const [a, b] = [from.toLowerCase(), to.toLowerCase()];
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length];
}

module.exports.problemsOf = problemsOf;
