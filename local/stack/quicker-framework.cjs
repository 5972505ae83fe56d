/** Two parts of the Serverless Framework that take long, made quicker. What they produce stays the same. */
const ofFramework = (name) => require(require.resolve(name, { paths: [require.resolve("serverless")] }));

function makeQuicker() {
  leaveValidatorsLong();
  findRepetitionsQuickly();
}

/**
 * On a machine's first run, the framework generates a validator from its schema, eight megabytes of code. Ajv would take
 * half of that time to simplify the code. A validator checks one file in each run, so it gains less than that.
 */
function leaveValidatorsLong() {
  const ajv = ofFramework("ajv");
  ajv.default = class extends ajv.default {
    constructor(options) {
      super({ ...options, code: { ...options?.code, optimize: false } });
    }
  };
}

/**
 * The framework writes a repeated object of its state as a reference to the first one. Its package looks for each of the
 * thousands of objects in a list of all the others.
 */
function findRepetitionsQuickly() {
  ofFramework("json-cycle").stringify = (state, replacer, space) =>
    JSON.stringify(withReferences(state, "$", new Map()), replacer, space);
}

function withReferences(given, place, places) {
  const value = typeof given?.toJSON === "function" ? given.toJSON() : given;
  if (typeof value !== "object" || value === null) return value;
  if (places.has(value)) return { $ref: places.get(value) };
  places.set(value, place);
  if (Array.isArray(value))
    return value.map((item, index) => withReferences(item, `${place}[${index}]`, places));
  const copyOf = ([name, item]) => [name, withReferences(item, `${place}[${JSON.stringify(name)}]`, places)];
  return Object.fromEntries(Object.entries(value).map(copyOf));
}

module.exports = { makeQuicker };
