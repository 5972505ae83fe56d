import { generatedSecret } from "./generated-secret";
import { clientSecret, physicalAttribute, physicalId, type StackIdentity } from "./physical-ids";
import { isObject, type Json, Properties } from "./properties";

/** A CloudFormation template as the framework compiles it. */
export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
  readonly [section: string]: unknown;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Json;
  readonly [attribute: string]: unknown;
}

/** A reference that only a deployment can resolve. */
export const EXTERNAL_REFERENCE = /\{\{resolve:[^}]*\}\}/g;

/**
 * Replaces the references of the template by their values. A reference to a secret of the template itself is
 * replaced as well. A reference to any other secret stays as it is.
 */
export class Resolver {
  private readonly resolving = new Set<string>();

  constructor(
    private readonly template: Template,
    private readonly stack: StackIdentity,
    /** Generated secrets and client secrets are derived from it. */
    private readonly seed: string,
    /** The values of the template's own parameters. */
    private readonly parameters: ReadonlyMap<string, unknown> = new Map(),
  ) {}

  /** @param place names the value in errors */
  resolve(value: unknown, place: string): unknown {
    if (typeof value === "string") return this.withSecrets(value, place);
    if (Array.isArray(value))
      return value
        .map((entry, index) => this.resolve(entry, `${place}[${index}]`))
        .filter((entry) => entry !== undefined);
    if (!isObject(value)) return value;
    const [[name, argument] = ["", undefined], ...others] = Object.entries(value);
    if (others.length === 0 && (name === "Ref" || name === "Condition" || name.startsWith("Fn::")))
      return this.intrinsic(name, argument, place);
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, entry]) => [key, this.resolve(entry, `${place}.${key}`)])
        .filter(([, entry]) => entry !== undefined),
    );
  }

  /** Resolves to a text. Any other value is an error. */
  resolveText(value: unknown, place: string): string {
    const text = this.resolve(value, place);
    if (typeof text === "string" || typeof text === "number" || typeof text === "boolean")
      return String(text);
    throw new Error(`${place} is not text: ${JSON.stringify(value)}`);
  }

  physicalId(id: string): string {
    return this.ref(id, `Resources.${id}`);
  }

  arn(id: string): string {
    return this.attribute(id, "Arn", `Resources.${id}`);
  }

  streamArn(id: string): string {
    return this.attribute(id, "StreamArn", `Resources.${id}`);
  }

  /** The name of a user pool as the provider of its tokens, for identity pools. */
  providerName(id: string): string {
    return this.attribute(id, "ProviderName", `Resources.${id}`);
  }

  private intrinsic(name: string, argument: unknown, place: string): unknown {
    switch (name) {
      case "Ref":
        if (typeof argument === "string" && this.parameters.has(argument))
          return this.parameters.get(argument);
        if (typeof argument === "string")
          return argument === "AWS::NoValue" ? undefined : this.ref(argument, place);
        break;
      case "Fn::GetAtt": {
        const [id, attribute] =
          typeof argument === "string" ? splitAtDot(argument) : Array.isArray(argument) ? argument : [];
        if (typeof id === "string" && typeof attribute === "string")
          return this.attribute(id, attribute, place);
        break;
      }
      case "Fn::Sub": {
        const [text, values] = Array.isArray(argument) ? argument : [argument, {}];
        if (typeof text === "string" && isObject(values)) return this.substitute(text, values, place);
        break;
      }
      case "Fn::Join":
        if (Array.isArray(argument)) {
          const [separator, parts] = argument;
          if (typeof separator === "string" && Array.isArray(parts))
            return this.withSecrets(
              parts
                .map((part, index) => this.resolveText(part, `${place}.Fn::Join[${index}]`))
                .join(separator),
              place,
            );
        }
        break;
    }
    throw new Error(`cannot resolve ${JSON.stringify({ [name]: argument })} at ${place}`);
  }

  private substitute(text: string, values: Json, place: string): string {
    const substituted = text.replace(/\$\{([^}]+)\}/g, (_, expression: string) => {
      if (expression.startsWith("!")) return `\${${expression.slice(1)}}`;
      if (Object.hasOwn(values, expression))
        return this.resolveText(values[expression], `${place}.${expression}`);
      const [id, attribute] = splitAtDot(expression);
      return attribute === undefined ? this.ref(id, place) : this.attribute(id, attribute, place);
    });
    return this.withSecrets(substituted, place);
  }

  private ref(id: string, place: string): string {
    const given = this.parameters.get(id) ?? this.pseudoParameter(id);
    if (given !== undefined) return String(given);
    const { Type } = this.resourceOf(id, place);
    const found = physicalId(Type, this.nameless(id));
    if (found === undefined)
      throw new Error(`cannot resolve Ref ${id} at ${place}: what is a ${Type} called?`);
    return found;
  }

  private attribute(id: string, attribute: string, place: string): string {
    const { Type, Properties: given } = this.resourceOf(id, place);
    const found =
      Type === "AWS::Cognito::UserPoolClient" && attribute === "ClientSecret"
        ? given?.GenerateSecret === true && clientSecret(this.seed, id)
        : physicalAttribute(Type, attribute, this.nameless(id));
    if (found === undefined || found === false)
      throw new Error(`cannot resolve the attribute ${attribute} of ${id} (${Type}) at ${place}`);
    return found;
  }

  private pseudoParameter(name: string): string | undefined {
    const { region, accountId, stackName } = this.stack;
    switch (name) {
      case "AWS::Region":
        return region;
      case "AWS::AccountId":
        return accountId;
      case "AWS::Partition":
        return "aws";
      case "AWS::StackName":
        return stackName;
      case "AWS::URLSuffix":
        return "amazonaws.com";
      default:
        return undefined;
    }
  }

  private resourceOf(id: string, place: string): TemplateResource {
    const resource = Object.hasOwn(this.template.Resources, id) ? this.template.Resources[id] : undefined;
    if (resource === undefined) throw new Error(`there is no ${id}, which is referred to at ${place}`);
    return resource;
  }

  private nameless(id: string) {
    return {
      id,
      stack: this.stack,
      has: (property: string) => this.template.Resources[id]?.Properties?.[property] !== undefined,
      text: (property: string): string | undefined => {
        const value = this.template.Resources[id]?.Properties?.[property];
        const place = `Resources.${id}.Properties.${property}`;
        if (value === undefined) return undefined;
        if (this.resolving.has(place)) throw new Error(`${place} refers to itself`);
        this.resolving.add(place);
        try {
          return this.resolveText(value, place);
        } finally {
          this.resolving.delete(place);
        }
      },
    };
  }

  /** Replaces references to the template's own secrets by their values. */
  private withSecrets(text: string, place: string): string {
    return text.replace(EXTERNAL_REFERENCE, (reference) => {
      const [, arn, key] =
        /^\{\{resolve:secretsmanager:(arn(?::[^:}]*){6})(?::SecretString(?::([^:}]*))?(?::[^}]*)?)?\}\}$/.exec(
          reference,
        ) ?? [];
      const id = Object.entries(this.template.Resources).find(
        ([secret, { Type }]) => Type === "AWS::SecretsManager::Secret" && this.physicalId(secret) === arn,
      )?.[0];
      if (id === undefined) return reference;
      const value = this.secretValue(id);
      if (key === undefined || key === "") return value;
      const part = (JSON.parse(value) as Json)[key];
      if (typeof part !== "string") throw new Error(`the secret ${id} has no ${key}, as ${place} wants`);
      return part;
    });
  }

  private secretValue(id: string): string {
    const place = `Resources.${id}.Properties`;
    const { GenerateSecretString, SecretString } = this.resourceOf(id, place).Properties ?? {};
    if (isObject(GenerateSecretString))
      return generatedSecret(
        this.seed,
        id,
        new Properties(`${place}.GenerateSecretString`, GenerateSecretString),
      );
    return this.resolveText(SecretString, `${place}.SecretString`);
  }
}

function splitAtDot(expression: string): [id: string, attribute: string | undefined] {
  const dot = expression.indexOf(".");
  return dot < 0 ? [expression, undefined] : [expression.slice(0, dot), expression.slice(dot + 1)];
}
