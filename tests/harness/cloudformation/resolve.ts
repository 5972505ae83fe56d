type Json = Readonly<Record<string, unknown>>;

export const ACCOUNT = "123456789012";
export const REGION = "eu-central-1";

/** The resource that a reference leads to. */
export interface Physical {
  readonly type: string;
  readonly id: string;
}

const PSEUDO: Readonly<Record<string, string>> = {
  "AWS::Region": REGION,
  "AWS::AccountId": ACCOUNT,
  "AWS::Partition": "aws",
  "AWS::URLSuffix": "amazonaws.com",
};

export const functionArn = (name: string): string => `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;
export const poolArn = (id: string): string => `arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/${id}`;

/**
 * A part of a template with its references resolved. A resource that is not created here has its logical id as its
 * name.
 */
export function resolve(part: unknown, physical: ReadonlyMap<string, Physical>): unknown {
  const again = (value: unknown) => resolve(value, physical);
  if (Array.isArray(part)) return part.map(again);
  if (typeof part !== "object" || part === null) return part;
  const { Ref, "Fn::GetAtt": attribute, "Fn::Sub": text } = part as Json;
  const named = (name: string): string => PSEUDO[name] ?? physical.get(name)?.id ?? name;
  const attributeOf = (id: string, name: string) => {
    const { type, id: physicalId } = physical.get(id) ?? { type: "", id };
    if (name === "Arn" && type === "AWS::Lambda::Function") return functionArn(physicalId);
    if (name === "Arn" && type === "AWS::Cognito::UserPool") return poolArn(physicalId);
    if (name === "Arn" && type === "AWS::IAM::Role") return `arn:aws:iam::${ACCOUNT}:role/${physicalId}`;
    return `${physicalId}.${name}`;
  };
  if (typeof Ref === "string") return named(Ref);
  if (Array.isArray(attribute)) return attributeOf(String(attribute[0]), String(attribute[1]));
  if (typeof text === "string")
    return text.replace(/\$\{([\w:]+)(?:\.(\w+))?\}/g, (_, id, name) =>
      name === undefined ? named(id) : attributeOf(id, name),
    );
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, again(value)]));
}
