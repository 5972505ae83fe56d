import { parameterValue, type Variables } from "./framework";

/** The clients that the stack makes. For whom its machine acts is for an operator to say. */
export async function clients(variables: Variables) {
  const web = { id: { Ref: "WebClient" }, name: "web", kind: "own" };
  const machine = { id: { Ref: "MachineClient" }, name: "machine", kind: "machine" };
  return (await parameterValue(variables, "machineClient")) === "on" ? [web, machine] : [web];
}

/** Whom each provider of the parameter brings to which tenant, and whose addresses it proves. */
export const providers = async (variables: Variables) =>
  (await parameterValue(variables, "identityProviders")).map(({ name, tenant, authoritativeFor = [] }) => ({
    name,
    ...(tenant !== undefined && { tenantId: tenant }),
    authoritativeFor,
  }));
