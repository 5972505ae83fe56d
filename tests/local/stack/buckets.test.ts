import { readSmall, refusals } from "./small-stack";

const FILES = {
  Type: "AWS::S3::Bucket",
  Properties: {
    BucketName: "shop-dev-files",
    CorsConfiguration: {
      CorsRules: [
        {
          Id: "pages",
          AllowedOrigins: [
            "http://localhost:5173",
            { "Fn::Join": ["", ["https://", { Ref: "AWS::StackName" }, ".example"]] },
          ],
          AllowedMethods: ["GET", "PUT"],
          AllowedHeaders: ["*"],
          ExposedHeaders: ["ETag"],
          MaxAge: 600,
        },
        { AllowedOrigins: ["*"], AllowedMethods: ["HEAD"] },
      ],
    },
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
    },
    LifecycleConfiguration: { Rules: [{ Status: "Enabled", ExpirationInDays: 1 }] },
    OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
    PublicAccessBlockConfiguration: { BlockPublicAcls: true },
    VersioningConfiguration: { Status: "Enabled" },
  },
  DeletionPolicy: "Retain",
};

/** As the framework adds it. */
const DEPLOYMENT = {
  ServerlessDeploymentBucket: {
    Type: "AWS::S3::Bucket",
    Properties: { BucketEncryption: {}, AccelerateConfiguration: {} },
  },
  ServerlessDeploymentBucketPolicy: { Type: "AWS::S3::BucketPolicy", Properties: {} },
};

test("a bucket is read with its name and with the pages that may ask it", () => {
  const { buckets } = readSmall({ Files: FILES, ...DEPLOYMENT });
  expect(buckets).toEqual([
    {
      id: "Files",
      name: "shop-dev-files",
      cors: [
        {
          origins: ["http://localhost:5173", "https://shop-dev.example"],
          methods: ["GET", "PUT"],
          headers: ["*"],
          exposedHeaders: ["ETag"],
          maxAgeSeconds: 600,
        },
        { origins: ["*"], methods: ["HEAD"], headers: [], exposedHeaders: [], maxAgeSeconds: undefined },
      ],
    },
  ]);
});

test("a bucket without a name gets one, the same as that which refers to it", () => {
  const { buckets, outputs } = readSmall(
    { Files: { Type: "AWS::S3::Bucket" } },
    { Outputs: { Name: { Value: { Ref: "Files" } } } },
  );
  expect(buckets).toEqual([{ id: "Files", name: "shop-dev-files", cors: [] }]);
  expect(outputs.Name).toBe("shop-dev-files");
});

test("what has no effect on a bucket is said, and the deployment bucket is no bucket for files", () => {
  expect(readSmall({ Files: FILES, ...DEPLOYMENT }).notes).toEqual([
    "blocks of public access, which nothing gives here",
    "deletion policies",
    "encryption of files",
    "lifecycle rules of files, which stay until they are deleted",
    "the deployment bucket",
    "the ownership of files",
    "versions of files, of which only the newest is kept",
  ]);
  const { buckets, notes } = readSmall(DEPLOYMENT);
  expect([buckets, notes]).toEqual([[], ["the deployment bucket"]]);
});

test("what would change an answer of a bucket is refused", () => {
  const Properties = {
    AccessControl: "PublicRead",
    NotificationConfiguration: { EventBridgeConfiguration: {} },
    ObjectLockEnabled: true,
    WebsiteConfiguration: { IndexDocument: "index.html" },
  };
  expect(refusals({ Files: { Type: "AWS::S3::Bucket", Properties } })).toEqual([
    "Files: AccessControl",
    "Files: NotificationConfiguration.EventBridgeConfiguration",
    "Files: ObjectLockEnabled",
    "Files: WebsiteConfiguration.IndexDocument",
  ]);
});
