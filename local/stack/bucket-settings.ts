import type { Resource } from "./imitable-resources";
import type { Properties } from "./properties";

export interface BucketSettings {
  /** Its logical id. */
  readonly id: string;
  readonly name: string;
  /** Which pages may ask from a browser. The first rule that fits counts. */
  readonly cors: readonly CorsRule[];
}

/** Origins and headers may hold a star, which stands for anything. */
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
