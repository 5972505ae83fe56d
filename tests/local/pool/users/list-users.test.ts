import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminSetUserPasswordCommand,
  ListUsersCommand,
  type ListUsersCommandInput,
  type ListUsersCommandOutput,
} from "@aws-sdk/client-cognito-identity-provider";
import { startPool, type TestPool } from "../test-pool";

const POOL = "eu-central-1_TestPool1";
const PEOPLE = [
  { email: "ada@acme.example", name: "Ada Lovelace", phone_number: "+4366412345678" },
  { email: "emmy@acme.example", name: "Emmy Noether" },
  { email: "lise@other.example", name: 'Lise "Uranium" Meitner' },
  { email: "maria@other.example", name: "Maria Mitchell" },
  { email: "hedy@acme.example", name: "hedy lamarr" },
];

let testPool: TestPool;
beforeEach(async () => {
  testPool = await startPool();
  for (const { email, ...others } of PEOPLE) {
    await testPool.client.send(
      new AdminCreateUserCommand({
        UserPoolId: POOL,
        Username: email,
        MessageAction: "SUPPRESS",
        UserAttributes: Object.entries(others).map(([Name, Value]) => ({ Name, Value })),
      }),
    );
    testPool.pass(1);
  }
});
afterEach(() => testPool.stop());

const list = (changes: Partial<ListUsersCommandInput> = {}) =>
  testPool.client.send(new ListUsersCommand({ UserPoolId: POOL, ...changes }));
const emailsOf = ({ Users = [] }: ListUsersCommandOutput) =>
  Users.map(({ Attributes = [] }) => Attributes.find(({ Name }) => Name === "email")?.Value);
const found = async (Filter: string) => emailsOf(await list({ Filter }));

test("everybody is listed, first come first, with all their attributes", async () => {
  const { Users = [], PaginationToken } = await list();
  expect(Users).toHaveLength(PEOPLE.length);
  expect(PaginationToken).toBeUndefined();
  expect(Users[0]).toEqual({
    Username: expect.any(String),
    Attributes: [
      { Name: "name", Value: "Ada Lovelace" },
      { Name: "phone_number", Value: "+4366412345678" },
      { Name: "email", Value: "ada@acme.example" },
      { Name: "sub", Value: Users[0]?.Username },
    ],
    UserCreateDate: new Date("2026-05-01T12:00:00Z"),
    UserLastModifiedDate: new Date("2026-05-01T12:00:00Z"),
    Enabled: true,
    UserStatus: "FORCE_CHANGE_PASSWORD",
  });
});

test("pages hold everybody once, also when somebody of a page before is deleted meanwhile", async () => {
  const first = await list({ Limit: 2 });
  expect(emailsOf(first)).toEqual(["ada@acme.example", "emmy@acme.example"]);
  for (const Username of ["ada@acme.example", "emmy@acme.example"])
    await testPool.client.send(new AdminDeleteUserCommand({ UserPoolId: POOL, Username }));
  const second = await list({ Limit: 2, PaginationToken: first.PaginationToken });
  expect(emailsOf(second)).toEqual(["lise@other.example", "maria@other.example"]);
  const third = await list({ Limit: 2, PaginationToken: second.PaginationToken });
  expect(emailsOf(third)).toEqual(["hedy@acme.example"]);
  expect(third.PaginationToken).toBeUndefined();
});

test("a last page that is full promises no other", async () => {
  expect((await list({ Limit: PEOPLE.length })).PaginationToken).toBeUndefined();
});

test("no limit and a limit of zero are the largest page", async () => {
  expect(emailsOf(await list({ Limit: 0 }))).toHaveLength(PEOPLE.length);
});

test.each([
  [{ Limit: 61 }, /Value '61' at 'limit' .* less than or equal to 60$/],
  [{ Limit: -1 }, /Value '-1' at 'limit' .* greater than or equal to 0$/],
  [{ PaginationToken: "made-up" }, /^Invalid pagination token$/],
])("refuses %j", async (changes, message) => {
  await expect(list(changes)).rejects.toMatchObject({
    name: "InvalidParameterException",
    message: expect.stringMatching(message),
  });
});

test("a filter matches the whole value or its beginning", async () => {
  expect(await found('name = "Emmy Noether"')).toEqual(["emmy@acme.example"]);
  expect(await found('name = "Emmy"')).toEqual([]);
  expect(await found('name ^= "Emmy"')).toEqual(["emmy@acme.example"]);
  expect(await found('email^="e"')).toEqual(["emmy@acme.example"]);
  expect(await found('phone_number ^= "+43"')).toEqual(["ada@acme.example"]);
  expect(await found(String.raw`name = "Lise \"Uranium\" Meitner"`)).toEqual(["lise@other.example"]);
  expect(await found("")).toHaveLength(PEOPLE.length);
});

test("addresses are found in any case, names only in theirs", async () => {
  expect(await found('email = "ADA@acme.example"')).toEqual(["ada@acme.example"]);
  expect(await found('name = "Hedy Lamarr"')).toEqual([]);
});

test("people are found by sub and user name", async () => {
  const { Users } = await list({ Filter: 'email = "ada@acme.example"' });
  const id = Users?.[0]?.Username;
  expect(await found(`sub = "${id}"`)).toEqual(["ada@acme.example"]);
  expect(await found(`username = "${id}"`)).toEqual(["ada@acme.example"]);
});

test("people are found by their state", async () => {
  const ada = { UserPoolId: POOL, Username: "ada@acme.example" };
  await testPool.client.send(new AdminDisableUserCommand(ada));
  await testPool.client.send(
    new AdminSetUserPasswordCommand({ ...ada, Password: "Correct-Horse-7", Permanent: true }),
  );
  expect(await found('status = "Disabled"')).toEqual(["ada@acme.example"]);
  expect(await found('status = "Enabled"')).toHaveLength(PEOPLE.length - 1);
  expect(await found('cognito:user_status = "confirmed"')).toEqual(["ada@acme.example"]);
});

test("a filter limits what is paged", async () => {
  const first = await list({ Filter: 'email ^= "', Limit: 1 }).catch((error: Error) => error.message);
  expect(first).toBe("Error while parsing filter.");
  const page = await list({ Filter: 'cognito:user_status = "FORCE_CHANGE_PASSWORD"', Limit: 4 });
  const rest = await list({
    Filter: 'cognito:user_status = "FORCE_CHANGE_PASSWORD"',
    Limit: 4,
    PaginationToken: page.PaginationToken,
  });
  expect([...emailsOf(page), ...emailsOf(rest)]).toEqual(PEOPLE.map(({ email }) => email));
});

test.each([
  ["name", "Error while parsing filter."],
  ['name = "a" and email = "b"', "Error while parsing filter."],
  ["name = 'a'", "Error while parsing filter."],
  ['name > "a"', "Error while parsing filter."],
  ['custom:role = "admin"', "Invalid search attribute: custom:role"],
  ['toString = "a"', "Invalid search attribute: toString"],
])("the filter %s is refused", async (filter, message) => {
  await expect(found(filter)).rejects.toMatchObject({ name: "InvalidParameterException", message });
});

test("only the attributes that are asked for are told", async () => {
  const { Users = [] } = await list({ AttributesToGet: ["email", "phone_number"], Limit: 2 });
  expect(Users.map(({ Attributes }) => Attributes)).toEqual([
    [
      { Name: "phone_number", Value: "+4366412345678" },
      { Name: "email", Value: "ada@acme.example" },
    ],
    [{ Name: "email", Value: "emmy@acme.example" }],
  ]);
  await expect(list({ AttributesToGet: ["custom:unknown"] })).rejects.toMatchObject({
    name: "InvalidParameterException",
    message: "One or more requested attributes do not exist.",
  });
});
