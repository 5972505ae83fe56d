import { readFileSync } from "node:fs";
import path from "node:path";
import { makeQuicker } from "../../../local/stack/quicker-framework.cjs";
import { packageFolder } from "../../harness/packaged-service";

const ofFramework = (name: string) =>
  require(require.resolve(name, { paths: [require.resolve("serverless")] }));

test("the state of a package has the same text as the framework's own", () => {
  const { parse, stringify } = ofFramework("json-cycle");
  makeQuicker();
  const quick = ofFramework("json-cycle").stringify;
  expect(quick).not.toBe(stringify);
  const text = readFileSync(path.join(packageFolder(), "serverless-state.json"), "utf8");
  const state = parse(text);
  expect(text).toContain("$ref");
  expect(quick(state, null, 2)).toBe(stringify(state, null, 2));
  const loop = { when: new Date(0), none: null, list: [1, undefined, () => 1], 'a "name"': {}, again: {} };
  Object.assign(loop, { again: loop, list: [loop, loop.list, loop['a "name"']] });
  expect(quick(loop, null, 2)).toBe(stringify(loop, null, 2));
});
