import { readFileSync } from "node:fs";
import { PARAMETERS_PAGE, withTables } from "../../docs/generators/parameters";
import { PARAMETERS } from "../../infra/parameters";
import { configuration } from "../harness/packaged-service";

const PAGE = readFileSync(PARAMETERS_PAGE, "utf8");

test("the tables of docs/parameters.md are what npm run docs:generate makes of the declarations", () => {
  expect(PAGE).toBe(withTables(PAGE, configuration().params));
});

test("every parameter is in one of them", () => {
  const named = [...PAGE.matchAll(/^\| `(\w+)` \| .* \| .* \| [A-Z]/gm)].map(([, name]) => name);
  expect(named.sort()).toEqual(Object.keys(PARAMETERS).sort());
});
