import { STANDARD_ATTRIBUTES } from "../../functions/user-migration/attributes";
import { type LegacyPasswords, readLegacyPasswords } from "../../functions/user-migration/legacy-passwords";
import { readLegacyEmails, readWeakPasswords } from "../../functions/user-migration/migration-policy";
import { readThrottle } from "../../shared/attempts/throttle";
import { isRecord } from "../../shared/json";
import {
  checkSource,
  readSourceSettings,
  type SourceSettings,
} from "../../shared/legacy-users/source-settings";
import { isScheme } from "../../shared/passwords";
import { readFloor } from "../../shared/runtime/answer-floor";
import { InvalidValueError, jsonReader, onOrOff, wholeNumber } from "../../shared/runtime/readers";
import { carried } from "../attributes";
import { noLongerThan, type ParameterGroup, stricter } from "./parameter";

/** The functions would silently leave out such an attribute. */
function refuseOtherAttributes({ written: { columns } }: SourceSettings): void {
  const mapped = isRecord(columns) && isRecord(columns.attributes) ? columns.attributes : {};
  const migrating = [...STANDARD_ATTRIBUTES.keys(), ...carried];
  const stray = Object.keys(mapped).find((name) => !migrating.includes(name));
  if (stray !== undefined)
    throw new InvalidValueError(
      `columns.attributes cannot have ${stray}; what moves over is ${migrating.join(", ")}`,
    );
}

/** The functions do not check the scheme at their start, because loading all schemes would slow it down. */
function refuseUnknownScheme({ scheme }: LegacyPasswords): void {
  if (scheme !== undefined && !isScheme(scheme))
    throw new InvalidValueError(
      `scheme ${scheme} is none of those in docs/migrating-users.md, and no template that can be read`,
    );
}

interface Network {
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
}

const isListOf = (pattern: RegExp, most: number, value: unknown): value is readonly string[] =>
  Array.isArray(value) &&
  value.length >= 1 &&
  value.length <= most &&
  value.every((id) => typeof id === "string" && pattern.test(id));

const readNetwork = jsonReader(
  "none, or an object such as {subnetIds: [subnet-0a1b], securityGroupIds: [sg-2c3d]}",
  (network): Network | "none" | undefined => {
    if (network === "none") return network;
    if (!isRecord(network)) return undefined;
    const { subnetIds, securityGroupIds, ...others } = network;
    const [stray] = Object.keys(others);
    if (stray !== undefined)
      throw new InvalidValueError(`has the unknown key ${stray}; allowed: subnetIds, securityGroupIds`);
    if (!isListOf(/^subnet-[0-9a-f]+$/, 16, subnetIds))
      throw new InvalidValueError("subnetIds must be a list of 1 to 16 ids of subnets");
    if (!isListOf(/^sg-[0-9a-f]+$/, 5, securityGroupIds))
      throw new InvalidValueError("securityGroupIds must be a list of 1 to 5 ids of security groups");
    return { subnetIds, securityGroupIds };
  },
);

const WHERE_OLD_USERS_ARE = "Where the old users are";

export const LEGACY = {
  legacySource: {
    about: "where the old users are; `none` if there are none, or their migration is over",
    read: stricter(readSourceSettings, checkSource, refuseOtherAttributes, noLongerThan(2 * 1024)),
    section: WHERE_OLD_USERS_ARE,
  },
  legacyVpc: {
    about: "the network from which the old system can be reached",
    read: readNetwork,
    section: WHERE_OLD_USERS_ARE,
  },
  legacyEmails: {
    about: "whether migrated addresses count as verified only where their row says so, or always",
    read: readLegacyEmails,
  },
  legacyForgotPassword: {
    about: "whether a forgotten password brings a legacy user over, whoever asks for a new one",
    read: onOrOff,
  },
  weakLegacyPasswords: {
    about: "whether a migrated password that breaks the policy is kept, or its owner chooses a new one",
    read: readWeakPasswords,
  },
  legacyPasswords: {
    about: "how the old system has kept its passwords, and what is too costly to be checked",
    read: stricter(readLegacyPasswords, refuseUnknownScheme, noLongerThan(1024)),
    section: WHERE_OLD_USERS_ARE,
  },
  migrationThrottle: {
    about: "how often the old system is asked about one login in how many minutes",
    read: readThrottle,
  },
  migrationFloor: {
    about: "how many milliseconds an answer takes at least that brings nobody over; twice that in our API",
    read: readFloor,
  },
  userMigrationMemory: {
    about: "the memory of user-migration in MB; more memory checks passwords faster",
    read: wholeNumber(1024, 10240),
  },
  userMigrationConcurrency: {
    about: "how many migrations may run at the same time",
    read: wholeNumber(1, 1000, "off"),
  },
} satisfies ParameterGroup;
