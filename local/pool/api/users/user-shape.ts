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

/** A person as lists and AdminCreateUser show them. */
export const userShape = (user: User, attributes: Attributes = user.attributes) => ({
  ...profile(user),
  Attributes: listAttributes(attributes),
});

/** A person as AdminGetUser shows them: the attributes have another name, and the second factors are included. */
export const userDetails = (user: User) => ({
  ...profile(user),
  UserAttributes: listAttributes(user.attributes),
  PreferredMfaSetting: user.mfa.preferred,
  ...(user.mfa.enabled.length > 0 && { UserMFASettingList: user.mfa.enabled }),
});

/** People are listed in the order in which they were created. */
export const orderOfUsers = ({ createdAt, username }: User): string => `${createdAt} ${username}`;
