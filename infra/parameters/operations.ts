import { readAuditDays } from "../../shared/events/audit-days";
import { objectReader, oneOf, textLike, textReader, wholeNumber } from "../../shared/runtime/readers";
import { readKmsKeys } from "./kms-keys";
import type { ParameterGroup } from "./parameter";

/** The periods in days for which CloudWatch keeps logs. */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** Tags of a stack as AWS allows them. Names that begin with aws: are reserved. */
const readTags = objectReader('an object of tags and their values, such as {"team":"identity"}', (tags) => {
  const isTag = ([name, value]: [string, unknown]): boolean =>
    /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+@-]{1,128}$/iu.test(name) &&
    typeof value === "string" &&
    /^[\p{L}\p{Z}\p{N}_.:/=+@-]{0,256}$/u.test(value);
  const entries = Object.entries(tags);
  return entries.length <= 50 && entries.every(isTag)
    ? (tags as Readonly<Record<string, string>>)
    : undefined;
});

/** The throughput of a new table, in read and write units a second. DynamoDB refuses a lower warm throughput. */
const NEW_TABLE = { reads: 12_000, writes: 4_000 };

const readWarmThroughput = textReader(
  `off or <reads>/<writes> a second, at least ${NEW_TABLE.reads}/${NEW_TABLE.writes}, such as 30000/20000`,
  (text): { readonly reads: number; readonly writes: number } | "off" | undefined => {
    if (text === "off") return "off";
    const [reads = 0, writes = 0] = /^[1-9]\d{0,6}\/[1-9]\d{0,6}$/.test(text)
      ? text.split("/").map(Number)
      : [];
    return reads >= NEW_TABLE.reads && writes >= NEW_TABLE.writes ? { reads, writes } : undefined;
  },
);

export const OPERATIONS = {
  retainData: {
    about:
      "whether the pool, with what belongs to it, and the tables outlive the stack and are protected from deletion",
    read: oneOf("no", "yes"),
  },
  rollout: {
    about:
      "how callers move to a new version of a function: there are no versions (`off`), all at once, a tenth ten minutes before " +
      "the others (`canary`), or a tenth each minute (`linear`)",
    read: oneOf("off", "all-at-once", "canary", "linear"),
  },
  auditDays: { about: "for how many days the audit trail keeps what was changed", read: readAuditDays },
  monitoring: {
    about: "whether the stack has alarms, a dashboard, saved queries of the log and a log of unsent messages",
    read: oneOf("off", "on"),
  },
  alarmTopic: {
    about: "the topic of SNS that the stack's alarms tell; without it they tell nobody",
    read: textLike(/^arn:[\w-]+:sns:[\w-]+:\d{12}:[\w-]{1,256}$/, "the ARN of an SNS topic"),
    optional: true,
  },
  alarmRefusals: {
    about: "more refusals by triggers than this in five minutes raise an alarm",
    read: wholeNumber(1, 1_000_000),
  },
  tracing: { about: "whether X-Ray follows calls through the functions", read: oneOf("off", "on") },
  tags: { about: "tags of the stack, which AWS puts on everything in it that takes tags", read: readTags },
  permissionsBoundary: {
    about: "the policy that bounds what the roles of the stack may do, whatever their own policies say",
    read: textLike(/^arn:[\w-]+:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/, "the ARN of a managed policy"),
    optional: true,
  },
  kmsKeys: {
    about:
      "your own keys of KMS, for what the stack keeps of people: one for everything, or one for each kind; " +
      "whatever has none is encrypted by a key of the service, as is the log of unsent messages in any case",
    read: readKmsKeys,
    optional: true,
  },
  webAcl: {
    about: "the ACL of AWS WAF before the user pool and its sign-in pages",
    read: textLike(
      /^arn:[\w-]+:wafv2:[\w-]+:\d{12}:regional\/webacl\/[\w-]+\/[\w-]+$/,
      "the ARN of a regional web ACL of WAF",
    ),
    optional: true,
  },
  logRetentionDays: { about: "how long the logs are kept", read: oneOf(...RETENTION_DAYS.map(String)) },
  memory: { about: "the memory of a function in MB", read: wholeNumber(128, 10240) },
  warmThroughput: {
    about:
      "how much the tables that every sign-in asks, People and Attempts, take at once; it can be raised, never lowered",
    read: readWarmThroughput,
  },
} satisfies ParameterGroup;
