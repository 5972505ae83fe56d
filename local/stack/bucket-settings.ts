import type { Resource } from "./imitable-resources";
import type { Properties } from "./properties";

export interface BucketSettings {
  /** The logical id. */
  readonly id: string;
  readonly name: string;
  /** The pages whose requests a browser allows. The first matching rule counts. */
  readonly cors: readonly CorsRule[];
}

/** Origins and headers may contain a star, which matches anything. */
export interface CorsRule {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposedHeaders: readonly string[];
  readonly maxAgeSeconds: number | undefined;
}

export const bucketSettings = ({
  id,
  physicalId,
  properties,
}: Pick<Resource, "id" | "physicalId" | "properties">): BucketSettings => ({
  id,
  name: physicalId,
  cors: properties.part("CorsConfiguration").parts("CorsRules").map(corsRule),
});

const corsRule = (rule: Properties): CorsRule => ({
  origins: rule.texts("AllowedOrigins") ?? [],
  methods: rule.texts("AllowedMethods") ?? [],
  headers: rule.texts("AllowedHeaders") ?? [],
  exposedHeaders: rule.texts("ExposedHeaders") ?? [],
  maxAgeSeconds: rule.optionalInteger("MaxAge"),
});
