import type { Imitations } from "./resource-type";

/** Functions, their event sources, and the queues for what they could not process. */
export const FUNCTIONS: Imitations = {
  "AWS::Lambda::Function": {
    imitated: {
      FunctionName: "any",
      Handler: "any",
      Runtime: ["nodejs20.x", "nodejs22.x", "nodejs24.x"],
      PackageType: ["Zip"],
      MemorySize: "any",
      Timeout: "any",
      "Environment.Variables": "any",
      ReservedConcurrentExecutions: "any",
    },
    withoutEffect: {
      Code: "deployment packages",
      Role: "roles",
      Architectures: "processor architecture",
      Description: "descriptions",
      EphemeralStorage: "the size of /tmp",
      KmsKeyArn: "encryption of environments",
      LoggingConfig: "log settings",
      TracingConfig: "tracing",
      VpcConfig: "networks of functions",
      Tags: "tags",
    },
  },
  // An alias leads to its function, whichever version it names.
  "AWS::Lambda::Alias": {
    imitated: { FunctionName: "any", FunctionVersion: "any", Name: "any" },
    withoutEffect: { Description: "descriptions" },
  },
  "AWS::Lambda::EventSourceMapping": {
    imitated: {
      EventSourceArn: "any",
      FunctionName: "any",
      Enabled: ["true"],
      BatchSize: "any",
      // Delivered changes are not kept, so both positions mean the same.
      StartingPosition: ["TRIM_HORIZON", "LATEST"],
      MaximumRetryAttempts: "any",
      MaximumRecordAgeInSeconds: ["-1"],
      BisectBatchOnFunctionError: "any",
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      ParallelizationFactor: ["1"],
      "DestinationConfig.OnFailure.Destination": "any",
      "FilterCriteria.Filters.Pattern": "any",
    },
    withoutEffect: {
      MaximumBatchingWindowInSeconds: "how long a stream waits for a full batch",
      Tags: "tags",
    },
  },
  // A list of the records that could not be delivered.
  "AWS::SQS::Queue": {
    imitated: { QueueName: "any" },
    withoutEffect: {
      KmsDataKeyReusePeriodSeconds: "encryption of queues",
      KmsMasterKeyId: "encryption of queues",
      MessageRetentionPeriod: "how long queues keep messages",
      SqsManagedSseEnabled: "encryption of queues",
      VisibilityTimeout: "how long a message is hidden from other readers",
      Tags: "tags",
    },
  },
};
