import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  AdminSetUserPasswordCommand,
  CreateGroupCommand,
  type CreateGroupCommandInput,
  DeleteGroupCommand,
  GetGroupCommand,
  InitiateAuthCommand,
  ListGroupsCommand,
  ListUsersInGroupCommand,
  UpdateGroupCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { startPool, type TestPool, WEB } from "../test-pool";

const UserPoolId = "eu-central-1_TestPool1";
const EMAIL = "ada@acme.example";
const PASSWORD = "Correct-Horse-7";
const NOW = new Date("2026-05-01T12:00:00Z");
const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;

let testPool: TestPool;
beforeEach(async () => {
  testPool = await startPool();
  await addPerson(EMAIL);
});
afterEach(() => testPool.stop());

async function addPerson(Username: string) {
  const who = { UserPoolId, Username };
  await testPool.client.send(new AdminCreateUserCommand({ ...who, MessageAction: "SUPPRESS" }));
  await testPool.client.send(
    new AdminSetUserPasswordCommand({ ...who, Password: PASSWORD, Permanent: true }),
  );
}
const create = (GroupName: string, changes: Partial<CreateGroupCommandInput> = {}) =>
  testPool.client.send(new CreateGroupCommand({ UserPoolId, GroupName, ...changes }));
const add = (GroupName: string, Username = EMAIL) =>
  testPool.client.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName }));
const groupsOf = async (Username = EMAIL) => {
  const { Groups } = await testPool.client.send(new AdminListGroupsForUserCommand({ UserPoolId, Username }));
  return Groups?.map(({ GroupName }) => GroupName);
};
const claims = (token: string | undefined): Record<string, unknown> =>
  JSON.parse(Buffer.from(token?.split(".")[1] ?? "", "base64url").toString());
const signIn = async () => {
  const { AuthenticationResult } = await testPool.client.send(
    new InitiateAuthCommand({
      ClientId: WEB,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: EMAIL, PASSWORD },
    }),
  );
  const inToken = (token: string | undefined) =>
    Object.fromEntries(
      Object.entries(claims(token)).filter(([name]) => /^cognito:(groups|roles|preferred_role)$/.test(name)),
    );
  return {
    id: inToken(AuthenticationResult?.IdToken),
    access: inToken(AuthenticationResult?.AccessToken),
  };
};

test("a group is created, told, changed in what is given, and deleted", async () => {
  const created = await create("operators", {
    Description: "Our own staff",
    Precedence: 0,
    RoleArn: role("operators"),
  });
  const group = {
    GroupName: "operators",
    UserPoolId,
    Description: "Our own staff",
    Precedence: 0,
    RoleArn: role("operators"),
    CreationDate: NOW,
    LastModifiedDate: NOW,
  };
  expect(created.Group).toEqual(group);
  testPool.pass(5);
  const updated = await testPool.client.send(
    new UpdateGroupCommand({ UserPoolId, GroupName: "operators", Precedence: 3 }),
  );
  const changed = { ...group, Precedence: 3, LastModifiedDate: new Date("2026-05-01T12:00:05Z") };
  expect(updated.Group).toEqual(changed);
  const named = { UserPoolId, GroupName: "operators" };
  expect((await testPool.client.send(new GetGroupCommand(named))).Group).toEqual(changed);
  await testPool.client.send(new DeleteGroupCommand(named));
  await expect(testPool.client.send(new GetGroupCommand(named))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: "Group not found.",
  });
});

test("what a group does not have is not told", async () => {
  expect((await create("plain")).Group).toEqual({
    GroupName: "plain",
    UserPoolId,
    CreationDate: NOW,
    LastModifiedDate: NOW,
  });
});

test("a name is taken once", async () => {
  await create("operators");
  await expect(create("operators")).rejects.toMatchObject({
    name: "GroupExistsException",
    message: "A group with the name already exists.",
  });
});

test.each([
  [{ Precedence: -1 }, /^1 validation error detected: Value '-1' at 'precedence' /],
  [{ RoleArn: "not-an-arn" }, /^2 validation errors detected: Value 'not-an-arn' at 'roleArn' /],
])("refuses %j", async (changes, message) => {
  await expect(create("operators", changes)).rejects.toMatchObject({
    name: "InvalidParameterException",
    message: expect.stringMatching(message),
  });
});

test("groups are listed in pages", async () => {
  for (const name of ["c", "a", "b"]) await create(name);
  const first = await testPool.client.send(new ListGroupsCommand({ UserPoolId, Limit: 2 }));
  const second = await testPool.client.send(
    new ListGroupsCommand({ UserPoolId, Limit: 2, NextToken: first.NextToken }),
  );
  expect([first, second].map(({ Groups }) => Groups?.map(({ GroupName }) => GroupName))).toEqual([
    ["a", "b"],
    ["c"],
  ]);
  expect(second.NextToken).toBeUndefined();
});

test("people join and leave, twice like once", async () => {
  await create("operators");
  await add("operators");
  await add("operators");
  expect(await groupsOf()).toEqual(["operators"]);
  const leave = new AdminRemoveUserFromGroupCommand({ UserPoolId, Username: EMAIL, GroupName: "operators" });
  await testPool.client.send(leave);
  await testPool.client.send(leave);
  expect(await groupsOf()).toEqual([]);
});

test("who joins, and what, has to exist", async () => {
  await expect(add("unknown")).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: "Group not found.",
  });
  await create("operators");
  await expect(add("operators", "nobody@acme.example")).rejects.toMatchObject({
    name: "UserNotFoundException",
    message: "User does not exist.",
  });
});

test("members are listed in pages, without those who were deleted", async () => {
  await create("operators");
  for (const email of ["emmy@acme.example", "lise@acme.example"]) {
    testPool.pass(1);
    await addPerson(email);
    await add("operators", email);
  }
  await add("operators");
  await testPool.client.send(new AdminDeleteUserCommand({ UserPoolId, Username: "emmy@acme.example" }));
  const page = (NextToken?: string) =>
    testPool.client.send(
      new ListUsersInGroupCommand({ UserPoolId, GroupName: "operators", Limit: 1, NextToken }),
    );
  const first = await page();
  expect(first.Users).toEqual([
    {
      Username: expect.any(String),
      Attributes: [
        { Name: "email", Value: EMAIL },
        { Name: "sub", Value: first.Users?.[0]?.Username },
      ],
      UserCreateDate: NOW,
      UserLastModifiedDate: new Date("2026-05-01T12:00:02Z"),
      Enabled: true,
      UserStatus: "CONFIRMED",
    },
  ]);
  const second = await page(first.NextToken);
  expect(second.Users?.[0]?.Attributes?.[0]?.Value).toBe("lise@acme.example");
  expect(second.NextToken).toBeUndefined();
});

test("a deleted group leaves nobody behind, also when its name returns", async () => {
  await create("operators");
  await add("operators");
  await testPool.client.send(new DeleteGroupCommand({ UserPoolId, GroupName: "operators" }));
  await create("operators");
  expect(await groupsOf()).toEqual([]);
  expect(await signIn()).toEqual({ id: {}, access: {} });
});

test("groups are in both tokens, roles in the ID token alone", async () => {
  await create("readers", { Precedence: 9, RoleArn: role("readers") });
  await create("operators", { Precedence: 1, RoleArn: role("operators") });
  await add("readers");
  await add("operators");
  expect(await signIn()).toEqual({
    id: {
      "cognito:groups": ["readers", "operators"],
      "cognito:roles": [role("readers"), role("operators")],
      "cognito:preferred_role": role("operators"),
    },
    access: { "cognito:groups": ["readers", "operators"] },
  });
  expect(testPool.events.at(-1)?.request.groupConfiguration).toEqual({
    groupsToOverride: ["readers", "operators"],
    iamRolesToOverride: [role("readers"), role("operators")],
    preferredRole: role("operators"),
  });
});

test("of groups that tie with different roles none is preferred", async () => {
  for (const name of ["one", "other"]) {
    await create(name, { Precedence: 1, RoleArn: role(name) });
    await add(name);
  }
  const { id } = await signIn();
  expect(id).toEqual({
    "cognito:groups": ["one", "other"],
    "cognito:roles": [role("one"), role("other")],
  });
});

test("the only role is preferred, whatever number its group has", async () => {
  await create("readers", { Precedence: 1 });
  await create("operators", { RoleArn: role("operators") });
  await add("readers");
  await add("operators");
  expect((await signIn()).id["cognito:preferred_role"]).toBe(role("operators"));
});

test("of groups that tie with the same role it is preferred", async () => {
  for (const name of ["one", "other"]) {
    await create(name, { Precedence: 1, RoleArn: role("shared") });
    await add(name);
  }
  expect((await signIn()).id["cognito:preferred_role"]).toBe(role("shared"));
});

test("a group without precedence comes after those with one", async () => {
  await create("any", { RoleArn: role("any") });
  await create("last", { Precedence: 99, RoleArn: role("last") });
  await add("any");
  await add("last");
  expect((await signIn()).id["cognito:preferred_role"]).toBe(role("last"));
});
