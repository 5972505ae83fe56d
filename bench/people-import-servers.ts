/**
 * The servers that `people:import` calls, in a process of their own: the laptop edition's tables in memory, and a
 * stand-in for a pool that only lists its users. The first argument is their number.
 */
import { text } from "node:stream/consumers";
import { ACME } from "../tests/harness/people";
import { startServer } from "../tests/harness/server";
import { startTables } from "../tests/harness/tables";
import { addressOf, STAGE, subOf } from "./people-import-rows";

interface Asked {
  readonly Limit?: number;
  readonly PaginationToken?: string;
}

const users = Number(process.argv[2]);

const page = ({ Limit = 60, PaginationToken = "0" }: Asked) => {
  const from = Number(PaginationToken);
  const to = Math.min(from + Limit, users);
  const Users = Array.from({ length: to - from }, (_, index) => userOf(from + index));
  return { Users, ...(to < users && { PaginationToken: String(to) }) };
};

const userOf = (number: number) => ({
  Username: subOf(number),
  Enabled: true,
  UserStatus: "CONFIRMED",
  Attributes: Object.entries({
    sub: subOf(number),
    email: addressOf(number),
    email_verified: "true",
    name: `Person ${number}`,
  }).map(([Name, Value]) => ({ Name, Value })),
});

async function main(): Promise<void> {
  const tables = await startTables((id) => `${STAGE}-${id}`);
  await tables.put("TenantsTable", ACME);
  const pool = await startServer(async (request, response) => {
    const asked: Asked = JSON.parse(await text(request));
    const isList = String(request.headers["x-amz-target"]).endsWith(".ListUsers");
    response.writeHead(200, { "content-type": "application/x-amz-json-1.1" });
    response.end(
      JSON.stringify(isList ? page(asked) : { UserPools: [{ Name: STAGE, Id: "eu-central-1_bench" }] }),
    );
  });
  process.stdout.write(`${tables.endpoint} ${pool.endpoint}\n`);
}

void main();
