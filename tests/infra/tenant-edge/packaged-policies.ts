import { readTemplate, type Template } from "../../harness/packaged-service";
import { asArguments, packageService } from "../packaged-stages";

export type Json = Record<string, unknown>;

export interface Statement extends Json {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action?: string | readonly string[];
}

export interface Policy {
  readonly Version: string;
  readonly Statement: readonly Statement[];
}

type HandedOutRole = "SignedInRole" | "GuestsRole" | "OperatorsRole";

/** Also one that an administrator gives a group later, with the policy of the edge; and one that nobody has from the pool. */
export type RoleName = HandedOutRole | "AddedRole" | "BackendRole";

/** What the packaged template says of credentials, with every reference resolved. */
export interface PackagedPolicies {
  readonly trust: Readonly<Record<HandedOutRole, Policy>>;
  /** By their names. */
  readonly documents: Readonly<Record<string, Policy>>;
  /** The names of a role's documents. */
  readonly attached: Readonly<Record<RoleName, readonly string[]>>;
}

export const BUCKET_POLICY = "FilesBucketPolicy";
export const ACCOUNT = "123456789012";
export const BUCKET = "arn:aws:s3:::files";
export const TABLE = `arn:aws:dynamodb:eu-central-1:${ACCOUNT}:table/items`;
export const IDENTITY_POOL = "eu-central-1:11111111-2222-3333-4444-555555555555";
export const roleArn = (role: RoleName): string => `arn:aws:iam::${ACCOUNT}:role/${role}`;

const NAMES: Readonly<Record<string, string>> = {
  "FilesBucket.Arn": BUCKET,
  "ItemsTable.Arn": TABLE,
  FilesBucket: "files",
  IdentityPool: IDENTITY_POOL,
  TenantAccessPolicy: "TenantAccessPolicy",
  TenantEdgePolicy: "TenantEdgePolicy",
  "SignedInRole.Arn": roleArn("SignedInRole"),
  "GuestsRole.Arn": roleArn("GuestsRole"),
  "OperatorsRole.Arn": roleArn("OperatorsRole"),
};

/** With guests and operators, who have roles of their own. */
export async function packagedPolicies(): Promise<PackagedPolicies> {
  const parameters = { identityPool: "on", guests: "on", operatorsRole: "on" };
  return policiesIn(readTemplate(await packageService("--stage", "dev", ...asArguments(parameters))));
}

const ROLES: readonly HandedOutRole[] = ["SignedInRole", "GuestsRole", "OperatorsRole"];
const ofRoles = <Value>(valueFor: (role: HandedOutRole) => Value) =>
  Object.fromEntries(ROLES.map((role) => [role, valueFor(role)])) as Record<HandedOutRole, Value>;

interface Role extends Json {
  readonly AssumeRolePolicyDocument: Policy;
  readonly ManagedPolicyArns?: readonly string[];
  readonly Policies?: readonly { readonly PolicyName: string; readonly PolicyDocument: Policy }[];
}

function policiesIn({ Resources }: Template): PackagedPolicies {
  const propertiesOf = (id: string) => resolve(Resources[id]?.Properties) as Json;
  const roles = ofRoles((role) => propertiesOf(role) as Role);
  const inlineOf = (role: HandedOutRole) =>
    (roles[role].Policies ?? []).map(
      ({ PolicyName, PolicyDocument }) => [`${role} ${PolicyName}`, PolicyDocument] as const,
    );
  const managed = ["TenantAccessPolicy", "TenantEdgePolicy", BUCKET_POLICY].map(
    (id) => [id, propertiesOf(id).PolicyDocument as Policy] as const,
  );
  return {
    trust: ofRoles((role) => roles[role].AssumeRolePolicyDocument),
    documents: Object.fromEntries([...managed, ...ROLES.flatMap(inlineOf)]),
    attached: {
      ...ofRoles((role) => [
        ...(roles[role].ManagedPolicyArns ?? []),
        ...inlineOf(role).map(([name]) => name),
      ]),
      AddedRole: ["TenantEdgePolicy"],
      BackendRole: [],
    },
  };
}

function resolve(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolve);
  if (typeof value !== "object" || value === null) return value;
  const { Ref, "Fn::GetAtt": attribute, "Fn::Sub": text } = value as Json;
  if (typeof Ref === "string") return nameOf(Ref);
  if (Array.isArray(attribute)) return nameOf(attribute.join("."));
  if (typeof text === "string")
    return text.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) =>
      literal ? `\${${name}}` : nameOf(name),
    );
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, resolve(entry)]));
}

function nameOf(reference: string): string {
  const name = NAMES[reference];
  if (name === undefined) throw new Error(`the policies refer to ${reference}`);
  return name;
}
