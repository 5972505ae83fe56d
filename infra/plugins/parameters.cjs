const { COMBINATIONS, PARAMETERS, EXAMPLES } = require("../parameters.cjs");

/**
 * Stops every command at a parameter that is misspelt, missing or out of its rule. The framework itself would ignore the
 * first, and deploy the last. A stage that keeps its data is not deployed with the examples of serverless.yml either, which
 * would reach people.
 */
module.exports = class Parameters {
  constructor(serverless, _options, { log }) {
    const { command, isHelpRequest } = serverless.processedInput;
    if (isHelpRequest) return;
    const stopAt = (text) => {
      if (text !== undefined) throw new serverless.classes.Error(text, "BAD_PARAMETERS");
    };
    const check = () => {
      const parameters = parametersOf(serverless);
      const problems = [...stageMistakes(parameters), ...problemsOf(parameters)];
      stopAt(listed("Some parameters need a change:", problems));
      if (command === "deploy" || command === "deploy function") stopAt(examplesLeft(parameters));
    };
    check();
    // Variables in parameters have their values only now.
    this.hooks = {
      initialize() {
        check();
        const examples = examplesLeft(parametersOf(serverless));
        if (command === "package" && examples !== undefined) log.warning(examples);
      },
    };
  }
};

const listed = (title, lines) =>
  lines.length === 0 ? undefined : [title, ...lines.map((line) => `- ${line}`)].join("\n");

function parametersOf({ configurationInput, processedInput: { options } }) {
  const stage = options.stage ?? configurationInput.provider?.stage;
  const items = (options.param ?? []).map((item) => ({ item, match: /([^=]+)=(.+)/.exec(item) }));
  return {
    service: configurationInput.service,
    functionNames: Object.keys(configurationInput.functions ?? {}),
    stage: typeof stage === "string" && !stage.includes("${") ? stage : "dev",
    blocks: configurationInput.params ?? {},
    commandLine: Object.fromEntries(
      items.filter(({ match }) => match).map(({ match }) => [match[1], match[2].trimEnd()]),
    ),
    unreadable: items.filter(({ match }) => !match).map(({ item }) => item),
  };
}

/** The most characters that the name of a function has in Lambda. */
const LONGEST_FUNCTION_NAME = 64;

/** The framework calls a function `<service>-<stage>-<its name>`. */
function stageMistakes({ service, functionNames, stage }) {
  const longestOfAll = Math.max(...functionNames.map((name) => name.length));
  const longest = LONGEST_FUNCTION_NAME - `${service}--`.length - longestOfAll;
  if (/^[a-z][a-z0-9-]*$/.test(stage) && stage.length <= longest) return [];
  return [
    `the stage ${stage} must be at most ${longest} lower-case letters, digits and hyphens, and begin with a letter: ` +
      `it is part of the functions' names, which have at most ${LONGEST_FUNCTION_NAME} characters`,
  ];
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
  const problems = [...inBlocks, ...onCommandLine, ...withoutValue];
  const values = valuesOf({ stage, blocks, commandLine });
  const missing = Object.entries(PARAMETERS)
    .filter(([name, { optional }]) => !optional && values[name] === undefined)
    .map(([name, { about }]) => `${name} is missing for the stage ${stage}: ${about}`);
  if (problems.length > 0 || missing.length > 0) return [...problems, ...missing];
  if (Object.values(values).some(isUnresolved)) return [];
  return COMBINATIONS.flatMap((combination) => combination(values) || []);
}

/** The examples that a stage which keeps its data still has, as a text; nothing where there are none. */
function examplesLeft(parameters) {
  const values = valuesOf(parameters);
  if (values.retainData !== "yes") return undefined;
  const lines = Object.entries(EXAMPLES).flatMap(([name, examplesIn]) => {
    const value = values[name];
    const examples = value === undefined || isUnresolved(value) ? [] : examplesIn(value);
    return examples.length === 0 ? [] : [`${name}: ${examples.join(", ")}`];
  });
  return listed(
    `The stage ${parameters.stage} keeps its data. It is not deployed as long as these values are examples:`,
    lines,
  );
}

const valuesOf = ({ stage, blocks, commandLine }) =>
  Object.fromEntries([blocks.default, blocks[stage], commandLine].flatMap((parameters) => given(parameters)));

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
