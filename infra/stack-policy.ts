import { parameterValue, type TemplatePart, type Variables } from "./framework";

const ALLOW_UPDATES = { Effect: "Allow", Principal: "*", Action: "Update:*", Resource: "*" };

/** A stage that keeps its data takes no update that would lose it, whatever a template says. */
export async function stackPolicy(variables: Variables) {
  // CloudFormation keeps an earlier policy where it is sent none.
  if ((await parameterValue(variables, "retainData")) === "no") return [ALLOW_UPDATES];
  const { Resources = {} } = (await variables.resolveVariable("file(infra/tables.yml)")) as TemplatePart;
  /** No parameter takes them out of the stack. */
  const always = ["CognitoUserPoolUsers", "WebClient", ...Object.keys(Resources)];
  const byParameter = ["MachineClient", "IdentityPool", "FilesBucket", "ItemsTable"];
  return [
    ALLOW_UPDATES,
    // It would be empty afterwards, or another one for whoever knows it.
    deny("Update:Replace", [...always, ...byParameter]),
    deny("Update:Delete", always),
  ];
}

const deny = (Action: string, ids: readonly string[]) => ({
  Effect: "Deny",
  Principal: "*",
  Action,
  Resource: ids.map((id) => `LogicalResourceId/${id}`),
});
