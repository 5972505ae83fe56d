import { ask } from "../../harness/api-function";
import { answerError } from "../../harness/faulty-tables";
import { memberItems } from "../../harness/members";
import { putTenants } from "../../harness/people";
import { startProxy } from "../../harness/proxy";
import { startServer } from "../../harness/server";
import { startTables } from "../../harness/tables";
import { loadTrigger } from "../../harness/triggers";

test("what the tables do not note is done nevertheless, and the log tells what the audit trail lacks", async () => {
  const tables = await startTables();
  await putTenants(tables);
  await tables.put("PeopleTable", ...memberItems("ada"));
  const done: string[] = [];
  const pool = await startServer((request, response) => {
    done.push(String(request.headers["x-amz-target"]).split(".")[1] ?? "");
    response.writeHead(200, { "content-type": "application/x-amz-json-1.1" }).end("{}");
  });
  const faulty = await startProxy(tables.endpoint, ({ operation, outgoing, pass }) =>
    operation === "UpdateItem" ? answerError(outgoing, "AccessDeniedException") : pass(),
  );
  const passkeys = loadTrigger("api-passkeys", faulty.endpoint, {
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: pool.endpoint,
    PASSWORDLESS: "passkey",
  });
  const headers = { authorization: "Bearer of.ada.only" };
  const answers = [
    await ask(passkeys, "POST /passkeys", { sub: "ada" }, { headers, body: { credential: "{}" } }),
    await ask(passkeys, "DELETE /passkeys/{id}", { sub: "ada" }, { headers, path: { id: "x" } }),
  ];
  await Promise.all([faulty.stop(), pool.stop(), tables.stop()]);
  expect(answers.map(({ status }) => status)).toEqual([204, 204]);
  expect(done).toEqual(["CompleteWebAuthnRegistration", "DeleteWebAuthnCredential"]);
  const warned = {
    level: "warn",
    sub: "ada",
    warnings: ["a change of passkeys is not in the audit trail: AccessDeniedException"],
  };
  expect(passkeys.log()).toEqual([
    expect.objectContaining({ ...warned, route: "POST /passkeys" }),
    expect.objectContaining({ ...warned, route: "DELETE /passkeys/{id}" }),
  ]);
});
