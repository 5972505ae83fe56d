import { writeFileSync } from "node:fs";
import { bundleFile } from "../../../local/stack/packaged-folder";
import {
  createEditionFolder,
  startKeptEdition,
  type TestEdition,
} from "../../local/edition/start-test-edition";
import { ask } from "./visitor";

const SECRET = "/var/task/keys/of-the-stage.pem";

const folder = createEditionFolder();
let visited: TestEdition;
beforeAll(async () => {
  for (const name of ["pre-sign-up", "pre-authentication"])
    writeFileSync(bundleFile(folder.packaged, name), `throw new Error("Cannot find module '${SECRET}'");`);
  visited = await startKeptEdition(folder);
});
afterAll(async () => {
  await visited?.stop();
  folder.remove();
});

const password = "Correct-Horse-7";

test("an error while a trigger is loaded is told nobody, and the log has the trigger's name alone", async () => {
  const body = { email: "ada@acme.example", password };
  const answer = await ask(visited, "POST /auth/sign-up", { body });
  expect([answer.status, answer.body]).toEqual([
    503,
    {
      type: "urn:problem:unavailable",
      title: "This is not possible at the moment",
      status: 503,
      code: "unavailable",
      detail: "This is not possible at the moment. Please try again later",
    },
  ]);
  const { log = [] } =
    visited.edition.lambda.invocations.findLast(({ functionName }) => functionName.endsWith("api-auth")) ??
    {};
  expect(log).toMatchObject([
    {
      level: "error",
      outcome: "fault",
      error: { name: "FaultError", message: "PreSignUp failed, and not with a refusal of ours" },
    },
  ]);
  expect(JSON.stringify(log)).not.toContain(SECRET);
});
