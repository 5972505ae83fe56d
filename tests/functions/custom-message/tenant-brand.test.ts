import { startFailingTables } from "../../harness/faulty-tables";
import { memberItems } from "../../harness/members";
import { ACME, ADA, GLOBEX } from "../../harness/people";
import { recordedEvent } from "../../harness/recorded-event";
import { startTables, type Tables } from "../../harness/tables";
import { loadBundle, loadTrigger, type Trigger } from "../../harness/triggers";

const SETTINGS = { EMAIL_SENDER: "ses", BRANDS: '{"default":{"name":"Example"}}' };
const BRAND = { name: "Acme Cloud", colour: "#0055aa", supportUrl: "https://help.acme.example/" };

let tables: Tables;

beforeAll(async () => {
  tables = await startTables();
  await tables.put("TenantsTable", { ...ACME, brand: BRAND }, GLOBEX);
  await tables.put("PeopleTable", ...memberItems(ADA));
});
afterAll(() => tables.stop());

interface Composed {
  readonly response: { readonly smsMessage: string; readonly emailMessage: string };
}

describe.each([
  ["source", loadTrigger],
  ["bundle", loadBundle],
])("%s", (_, load) => {
  let customMessage: Trigger;
  beforeAll(() => {
    customMessage = load("custom-message", tables.endpoint, SETTINGS);
  });
  afterAll(() => customMessage.stop());

  const brandFor = async (attributes: object, source = "CustomMessage_ForgotPassword") => {
    const event = recordedEvent(source);
    const userAttributes = { email: "ada@acme.example", ...attributes };
    const { response } = (await customMessage({
      ...event,
      request: { ...event.request, userAttributes },
    })) as Composed;
    return response.smsMessage.split(/ ?:/)[0];
  };

  test("a member reads the name, the colour and the help of their tenant", async () => {
    const { response } = (await customMessage(recordedEvent("CustomMessage_ForgotPassword"))) as Composed;
    expect(response.smsMessage).toMatch(/^Acme Cloud: \{####\}/);
    expect(response.emailMessage).toContain("background-color:#0055aa");
    expect(response.emailMessage).toContain('href="https://help.acme.example/"');
  });

  test("before there is a profile, the tenant is the one that an administrator has assigned", async () => {
    const invited = { sub: "new", "custom:tenant_id": "acme" };
    expect(await brandFor(invited, "CustomMessage_AdminCreateUser")).toMatch(/^Acme Cloud/);
    expect(await brandFor({ "custom:tenant_id": "acme" })).toBe("Acme Cloud");
  });

  test.each<[string, object]>([
    ["whom nobody knows", { sub: "new" }],
    ["who is in no tenant that has a brand", { sub: "new", "custom:tenant_id": "globex" }],
    ["whose tenant there is not", { sub: "new", "custom:tenant_id": "initech" }],
    ["without a sub", {}],
  ])("somebody %s reads the name of the app client", async (__, attributes) => {
    expect(await brandFor(attributes)).toBe("Example");
  });

  test("somebody who has left reads the name of the app client, whatever they were assigned", async () => {
    await tables.put("PeopleTable", ...memberItems("gone", { status: "removed" }));
    expect(await brandFor({ sub: "gone", "custom:tenant_id": "acme" })).toBe("Example");
  });

  test.each(["InternalServerError", "AccessDeniedException", "silence"])(
    "a table that answers with %s stops no message",
    async (error) => {
      const failing = await startFailingTables(error);
      const alone = load("custom-message", failing.endpoint, SETTINGS);
      const answer = await alone(recordedEvent("CustomMessage_ForgotPassword"));
      expect((answer as Composed).response.smsMessage).toMatch(/^Example: \{####\}/);
      expect(alone.log()).toMatchObject([
        { level: "warn", outcome: "composed", warnings: ["the tenant's brand could not be read"] },
      ]);
      await alone.stop();
      await failing.stop();
    },
  );
});
