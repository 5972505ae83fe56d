import { parameterValue, type Variables } from "./framework";
import { ownClients } from "./web-clients";

/** The clients that the stack makes. An operator decides for which tenant its machine client acts. */
export async function clients(variables: Variables) {
  const own = (await ownClients(variables)).map(({ id, name }) => ({ id, name, kind: "own" }));
  const machine = { id: { Ref: "MachineClient" }, name: "machine", kind: "machine" };
  return (await parameterValue(variables, "machineClient")) === "on" ? [...own, machine] : own;
}

/** For each provider of the parameter, the tenant of its people and the domains whose addresses it proves. */
export const providers = async (variables: Variables) =>
  (await parameterValue(variables, "identityProviders")).map(({ name, tenant, authoritativeFor = [] }) => ({
    name,
    ...(tenant !== undefined && { tenantId: tenant }),
    authoritativeFor,
  }));
