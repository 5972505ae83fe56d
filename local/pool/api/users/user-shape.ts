import { type Attributes, listAttributes } from "../../users/attributes";
import type { User } from "../../users/user";
import { epochSeconds } from "../epoch-seconds";

const profile = (user: User) => ({
  Username: user.username,
  UserCreateDate: epochSeconds(user.createdAt),
  UserLastModifiedDate: epochSeconds(user.modifiedAt),
  Enabled: user.enabled,
  UserStatus: user.status,
});

/** A person in a list, or just created. */
export const userShape = (user: User, attributes: Attributes = user.attributes) => ({
  ...profile(user),
  Attributes: listAttributes(attributes),
});

/** One person who was asked for: the attributes have another name here, and the second factors are told. */
export const userDetails = (user: User) => ({
  ...profile(user),
  UserAttributes: listAttributes(user.attributes),
  PreferredMfaSetting: user.mfa.preferred,
  ...(user.mfa.enabled.length > 0 && { UserMFASettingList: user.mfa.enabled }),
});

/** Lists begin with those who came first. */
export const orderOfUsers = ({ createdAt, username }: User): string => `${createdAt} ${username}`;
