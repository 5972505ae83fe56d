import { request } from "node:http";
import { AdminCreateUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import type { InboxMessage } from "../../../local/pool/messages/inbox";
import { startTestEdition, type TestEdition } from "./start-test-edition";
import { signUp } from "./visitor";

const ADA = "ada@acme.example";
const TAGGED = "ada+news@acme.example";
const TELEPHONE = "+15550100";

let visited: TestEdition;
beforeAll(async () => {
  visited = await startTestEdition();
  await signUp(visited, ADA);
  await signUp(visited, TAGGED);
  await visited.client.send(
    new AdminCreateUserCommand({
      UserPoolId: visited.edition.stack.pool.id,
      Username: "grace@acme.example",
      UserAttributes: [{ Name: "phone_number", Value: TELEPHONE }],
      DesiredDeliveryMediums: ["SMS"],
    }),
  );
});
afterAll(() => visited.stop());

async function recipients(query = ""): Promise<string[]> {
  const response = await fetch(`${visited.edition.poolUrl}/inbox${query}`);
  expect(response.status).toBe(200);
  return ((await response.json()) as InboxMessage[]).map(({ to }) => to);
}

test("the inbox holds what went to everybody, the newest last", async () => {
  expect(await recipients()).toEqual([ADA, TAGGED, TELEPHONE]);
});

test.each([
  ["one mailbox", ADA, [ADA]],
  ["a mailbox in other letters", "ADA@Acme.example", [ADA]],
  ["a mailbox, encoded", "ada%40acme.example", [ADA]],
  ["a mailbox with a plus", TAGGED, [TAGGED]],
  ["a mailbox with a plus, encoded", encodeURIComponent(TAGGED), [TAGGED]],
  ["a telephone", TELEPHONE, [TELEPHONE]],
  ["a telephone, encoded", encodeURIComponent(TELEPHONE), [TELEPHONE]],
  ["a mailbox that nothing went to", "nobody@acme.example", []],
  ["a part of an address", "acme.example", []],
  ["no address", "", []],
])("asked for %s, it holds only what went there", async (_, to, expected) => {
  expect(await recipients(`?to=${to}`)).toEqual(expected);
});

test("no page of another site reads it, nor anything else here, also not under a name that leads here", async () => {
  const { poolUrl, apiUrl = "", tables } = visited.edition;
  const statusOf = (url: string, headers: Record<string, string>) =>
    new Promise<number | undefined>((resolve, reject) => {
      request(url, { headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on("error", reject)
        .end();
    });
  const pages = ["inbox", "events", "invocations", "outputs"].map((page) => `${poolUrl}/${page}`);
  for (const url of [...pages, tables.endpoint]) {
    expect(await statusOf(url, { origin: "https://evil.example" })).toBe(403);
    expect(await statusOf(url, { host: "evil.example" })).toBe(403);
    expect(await statusOf(url, { host: "localhost", origin: "http://localhost:3000" })).toBe(200);
  }
  expect(await statusOf(`${apiUrl}/profile`, { host: "evil.example" })).toBe(403);
  expect(await statusOf(`${apiUrl}/profile`, { host: "localhost" })).toBe(401);
});

test("another document with the same beginning is none", async () => {
  const response = await fetch(`${visited.edition.poolUrl}/inbox/${ADA}`);
  expect(response.status).toBe(404);
});
