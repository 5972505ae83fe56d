import type { Resource } from "./imitable-resources";
import type { Properties } from "./properties";

export interface KeyPart {
  readonly attribute: string;
  readonly type: "S" | "N" | "B";
}

export interface Key {
  readonly hash: KeyPart;
  readonly range: KeyPart | undefined;
}

export interface TableSettings {
  /** The logical id. */
  readonly id: string;
  readonly name: string;
  readonly key: Key;
  readonly indexes: readonly IndexSettings[];
  /** The attribute with the second after which an item may disappear. */
  readonly ttlAttribute: string | undefined;
  /** Whether changes can be read from a stream. */
  readonly hasStream: boolean;
}

export interface IndexSettings {
  readonly name: string;
  readonly key: Key;
  readonly projection: "ALL" | "KEYS_ONLY" | "INCLUDE";
  /** The attributes that INCLUDE adds to the keys. */
  readonly included: readonly string[];
}

export function tableSettings({
  id,
  physicalId,
  properties,
}: Pick<Resource, "id" | "physicalId" | "properties">): TableSettings {
  const types = new Map(
    properties
      .parts("AttributeDefinitions")
      .map((definition) => [definition.requiredText("AttributeName"), definition.text("AttributeType")]),
  );
  const stream = properties.part("StreamSpecification");
  const ttl = properties.part("TimeToLiveSpecification");
  return {
    id,
    name: physicalId,
    key: keyOf(properties, types),
    indexes: properties.parts("GlobalSecondaryIndexes").map((index) => indexOf(index, types)),
    ttlAttribute: ttl.flag("Enabled", false) ? ttl.requiredText("AttributeName") : undefined,
    hasStream: stream.has("StreamViewType"),
  };
}

type Types = ReadonlyMap<string, string | undefined>;

function indexOf(index: Properties, types: Types): IndexSettings {
  const projection = index.part("Projection");
  const type = projection.text("ProjectionType");
  if (type !== "ALL" && type !== "KEYS_ONLY" && type !== "INCLUDE")
    throw new Error(`${projection.place}.ProjectionType is ${type}`);
  return {
    name: index.requiredText("IndexName"),
    key: keyOf(index, types),
    projection: type,
    included: projection.texts("NonKeyAttributes") ?? [],
  };
}

function keyOf(owner: Properties, types: Types): Key {
  const part = (keyType: "HASH" | "RANGE"): KeyPart | undefined => {
    const attribute = owner
      .parts("KeySchema")
      .find((entry) => entry.text("KeyType") === keyType)
      ?.requiredText("AttributeName");
    if (attribute === undefined) return undefined;
    const type = types.get(attribute);
    if (type !== "S" && type !== "N" && type !== "B")
      throw new Error(`${owner.place}: the key ${attribute} has no type among the AttributeDefinitions`);
    return { attribute, type };
  };
  const hash = part("HASH");
  if (hash === undefined) throw new Error(`${owner.place} has no hash key`);
  return { hash, range: part("RANGE") };
}
