import { parameterValue, type Variables } from "./framework";

const isUpdated = async (variables: Variables) => (await parameterValue(variables, "issuer")) === "updated";

/** Both are written out: whether an update resets a property that a template no longer has is not documented. */
export const configuration = async (variables: Variables) => ({
  Type: (await isUpdated(variables)) ? "UPDATED" : "ORIGINAL",
});

/**
 * The issuer of tokens. The pool's attribute holds the original one, as far as AWS documents it, so the updated one is built in the
 * form that Cognito documents.
 */
export const url = async (variables: Variables) =>
  (await isUpdated(variables))
    ? { "Fn::Sub": `https://issuer-cognito-idp.\${AWS::Region}.amazonaws.com/\${CognitoUserPoolUsers}` }
    : { "Fn::GetAtt": ["CognitoUserPoolUsers", "ProviderURL"] };
