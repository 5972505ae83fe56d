import type { Imitations } from "./resource-type";

export const FILES: Imitations = {
  "AWS::S3::Bucket": {
    imitated: {
      BucketName: "any",
      "CorsConfiguration.CorsRules.AllowedHeaders": "any",
      "CorsConfiguration.CorsRules.AllowedMethods": "any",
      "CorsConfiguration.CorsRules.AllowedOrigins": "any",
      "CorsConfiguration.CorsRules.ExposedHeaders": "any",
      "CorsConfiguration.CorsRules.Id": "any",
      "CorsConfiguration.CorsRules.MaxAge": "any",
    },
    withoutEffect: {
      BucketEncryption: "encryption of files",
      LifecycleConfiguration: "lifecycle rules of files, which stay until they are deleted",
      OwnershipControls: "the ownership of files",
      PublicAccessBlockConfiguration: "blocks of public access, which nothing gives here",
      VersioningConfiguration: "versions of files, of which only the newest is kept",
      Tags: "tags",
    },
  },
  "AWS::S3::BucketPolicy": { imitated: { Bucket: "any", PolicyDocument: "any" } },
};
