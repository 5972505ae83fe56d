import type { Imitation, Imitations } from "./resource-type";

export const IDENTITY_POOL: Imitations = {
  "AWS::Cognito::IdentityPool": {
    imitated: {
      IdentityPoolName: "any",
      AllowUnauthenticatedIdentities: "any",
      // The classic flow would let callers choose their role and leave out the tags.
      AllowClassicFlow: ["false"],
      "CognitoIdentityProviders.ClientId": "any",
      "CognitoIdentityProviders.ProviderName": "any",
      "CognitoIdentityProviders.ServerSideTokenCheck": "any",
    },
    withoutEffect: { IdentityPoolTags: "tags" },
  },
  "AWS::Cognito::IdentityPoolRoleAttachment": {
    imitated: {
      IdentityPoolId: "any",
      "Roles.authenticated": "any",
      "Roles.unauthenticated": "any",
      // Their keys are free; local/stack/identity-pool.ts checks their content.
      RoleMappings: "any",
    },
  },
  "AWS::Cognito::IdentityPoolPrincipalTag": {
    imitated: {
      IdentityPoolId: "any",
      IdentityProviderName: "any",
      PrincipalTags: "any",
      UseDefaults: ["false"],
    },
  },
};

/** A role that an identity pool hands out. */
export const ROLE: Imitation = {
  imitated: {
    RoleName: "any",
    Path: ["/"],
    AssumeRolePolicyDocument: "any",
    "Policies.PolicyName": "any",
    "Policies.PolicyDocument": "any",
    ManagedPolicyArns: "any",
    Tags: "any",
  },
  withoutEffect: {
    Description: "descriptions",
    // The credentials of an identity pool always last an hour.
    MaxSessionDuration: "how long roles may be assumed",
  },
};

/** Of a separate policy that is attached to such a role. */
export const ATTACHED_POLICY: Imitation = {
  imitated: {
    PolicyName: "any",
    ManagedPolicyName: "any",
    PolicyDocument: "any",
    Roles: "any",
    Groups: "any",
    Users: "any",
    Path: ["/"],
  },
  withoutEffect: { Description: "descriptions" },
};
