import { parameterValue, type Variables } from "./framework";
import { ownClients } from "./web-clients";

/** The clients that the stack makes. For whom its machine acts is for an operator to say. */
export async function clients(variables: Variables) {
  const own = (await ownClients(variables)).map(({ id, name }) => ({ id, name, kind: "own" }));
  const machine = { id: { Ref: "MachineClient" }, name: "machine", kind: "machine" };
  return (await parameterValue(variables, "machineClient")) === "on" ? [...own, machine] : own;
}

/** Whom each provider of the parameter brings to which tenant, and whose addresses it proves. */
export const providers = async (variables: Variables) =>
  (await parameterValue(variables, "identityProviders")).map(({ name, tenant, authoritativeFor = [] }) => ({
    name,
    ...(tenant !== undefined && { tenantId: tenant }),
    authoritativeFor,
  }));
