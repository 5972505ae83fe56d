import { findRoute } from "../../../local/gateway/routing";
import { route } from "./test-gateway";

const ROUTES = [
  "$default",
  "ANY /{proxy+}",
  "GET /pets/{proxy+}",
  "ANY /pets/dog/{id}",
  "GET /pets/dog/{id}",
  "GET /pets/dog/1",
  "POST /",
  "GET /people/{sub}/tenants/{tenant}",
].map((key) => route(key));

const find = (method: string, path: string) => {
  const match = findRoute(ROUTES, method, path);
  return match && [match.route.key, match.pathParameters];
};

test.each([
  ["GET", "/pets/dog/1", "GET /pets/dog/1", {}],
  ["GET", "/pets/dog/2", "GET /pets/dog/{id}", { id: "2" }],
  ["PUT", "/pets/dog/2", "ANY /pets/dog/{id}", { id: "2" }],
  ["PUT", "/pets/dog/1", "ANY /pets/dog/{id}", { id: "1" }],
  ["GET", "/pets/cat/1", "GET /pets/{proxy+}", { proxy: "cat/1" }],
  ["GET", "/pets/dog/1/toys", "GET /pets/{proxy+}", { proxy: "dog/1/toys" }],
  ["POST", "/pets/cat/1", "ANY /{proxy+}", { proxy: "pets/cat/1" }],
  ["GET", "/pets", "ANY /{proxy+}", { proxy: "pets" }],
  ["POST", "/", "POST /", {}],
  ["GET", "/", "$default", {}],
  ["GET", "/people/ada/tenants/acme", "GET /people/{sub}/tenants/{tenant}", { sub: "ada", tenant: "acme" }],
])("%s %s goes to the most specific route, %s", (method, path, key, pathParameters) => {
  expect(find(method, path)).toEqual([key, pathParameters]);
});

test("the order in which routes are declared decides nothing", () => {
  expect(findRoute([...ROUTES].reverse(), "GET", "/pets/dog/1")?.route.key).toBe("GET /pets/dog/1");
});

test("parameters are decoded after the path was divided", () => {
  expect(find("GET", "/people/ada%40example.com/tenants/a%2Fb")).toEqual([
    "GET /people/{sub}/tenants/{tenant}",
    { sub: "ada@example.com", tenant: "a/b" },
  ]);
});

test("a path is exact: case, a final slash and an empty segment matter, and HEAD is not GET", () => {
  const routes = [route("GET /people"), route("GET /people/{sub}")];
  for (const path of ["/People", "/people/", "/people//", "/people/ada/"])
    expect(findRoute(routes, "GET", path)).toBeUndefined();
  expect(findRoute(routes, "HEAD", "/people")).toBeUndefined();
});
