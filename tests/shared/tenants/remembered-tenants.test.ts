import { rememberedTenants } from "../../../shared/tenants/remembered-tenants";
import type { Tenant } from "../../../shared/tenants/tenant";

const ACME: Tenant = { id: "acme", name: "Acme", status: "active", defaultRole: "member", version: 1 };
const { signal } = new AbortController();

function start(find: () => Promise<Tenant | undefined>) {
  let asked = 0;
  let now = 0;
  const remembered = rememberedTenants(
    () => {
      asked += 1;
      return find();
    },
    () => now,
  );
  return { find: () => remembered("acme", signal), asked: () => asked, pass: (ms: number) => (now += ms) };
}

test("a tenant is remembered for a minute, and not longer", async () => {
  const { find, asked, pass } = start(async () => ACME);
  await expect(find()).resolves.toEqual(ACME);
  pass(59_999);
  await find();
  expect(asked()).toBe(1);
  pass(1);
  await find();
  expect(asked()).toBe(2);
});

test("an absence and a failure are not remembered", async () => {
  const absent = start(async () => undefined);
  await absent.find();
  await absent.find();
  expect(absent.asked()).toBe(2);
  const failing = start(async () => {
    throw new Error("no answer");
  });
  await expect(failing.find()).rejects.toThrow("no answer");
  await expect(failing.find()).rejects.toThrow("no answer");
  expect(failing.asked()).toBe(2);
});
