import type { Imitations } from "./resource-type";

export const TABLES: Imitations = {
  "AWS::DynamoDB::Table": {
    imitated: {
      TableName: "any",
      KeySchema: "any",
      AttributeDefinitions: "any",
      "GlobalSecondaryIndexes.IndexName": "any",
      "GlobalSecondaryIndexes.KeySchema": "any",
      "GlobalSecondaryIndexes.Projection": "any",
      TimeToLiveSpecification: "any",
      "StreamSpecification.StreamViewType": ["NEW_AND_OLD_IMAGES"],
      BillingMode: ["PAY_PER_REQUEST"],
    },
    withoutEffect: {
      SSESpecification: "encryption of tables",
      PointInTimeRecoverySpecification: "point-in-time recovery",
      DeletionProtectionEnabled: "deletion protection of tables",
      ContributorInsightsSpecification: "contributor insights",
      TableClass: "table classes",
      WarmThroughput: "warm throughput",
      Tags: "tags",
    },
  },
};
