import { createUserPoolClient } from "./clients/create-user-pool-client";
import { deleteUserPoolClient } from "./clients/delete-user-pool-client";
import { describeUserPoolClient } from "./clients/describe-user-pool-client";
import { listUserPoolClients } from "./clients/list-user-pool-clients";
import { updateUserPoolClient } from "./clients/update-user-pool-client";
import { adminDisableProviderForUser } from "./federation/admin-disable-provider-for-user";
import { adminLinkProviderForUser } from "./federation/admin-link-provider-for-user";
import { adminAddUserToGroup } from "./groups/admin-add-user-to-group";
import { adminListGroupsForUser } from "./groups/admin-list-groups-for-user";
import { adminRemoveUserFromGroup } from "./groups/admin-remove-user-from-group";
import { createGroup } from "./groups/create-group";
import { deleteGroup } from "./groups/delete-group";
import { getGroup } from "./groups/get-group";
import { listGroups } from "./groups/list-groups";
import { listUsersInGroup } from "./groups/list-users-in-group";
import { updateGroup } from "./groups/update-group";
import { adminSetUserMfaPreference } from "./mfa/admin-set-user-mfa-preference";
import { associateSoftwareToken } from "./mfa/associate-software-token";
import { setUserMfaPreference } from "./mfa/set-user-mfa-preference";
import { verifySoftwareToken } from "./mfa/verify-software-token";
import type { Operation } from "./operation";
import { adminResetUserPassword } from "./passwords/admin-reset-user-password";
import { adminSetUserPassword } from "./passwords/admin-set-user-password";
import { changePassword } from "./passwords/change-password";
import { confirmForgotPassword } from "./passwords/confirm-forgot-password";
import { forgotPassword } from "./passwords/forgot-password";
import { describeUserPool } from "./pools/describe-user-pool";
import { getUserPoolMfaConfig } from "./pools/get-user-pool-mfa-config";
import { listUserPools } from "./pools/list-user-pools";
import { adminInitiateAuth } from "./sign-in/admin-initiate-auth";
import { adminRespondToAuthChallenge } from "./sign-in/admin-respond-to-auth-challenge";
import { adminUserGlobalSignOut } from "./sign-in/admin-user-global-sign-out";
import { getTokensFromRefreshToken } from "./sign-in/get-tokens-from-refresh-token";
import { globalSignOut } from "./sign-in/global-sign-out";
import { initiateAuth } from "./sign-in/initiate-auth";
import { respondToAuthChallenge } from "./sign-in/respond-to-auth-challenge";
import { revokeToken } from "./sign-in/revoke-token";
import { adminConfirmSignUp } from "./sign-up/admin-confirm-sign-up";
import { confirmSignUp } from "./sign-up/confirm-sign-up";
import { resendConfirmationCode } from "./sign-up/resend-confirmation-code";
import { signUp } from "./sign-up/sign-up";
import { adminCreateUser } from "./users/admin-create-user";
import { adminDeleteUser } from "./users/admin-delete-user";
import { adminDeleteUserAttributes } from "./users/admin-delete-user-attributes";
import { adminDisableUser } from "./users/admin-disable-user";
import { adminEnableUser } from "./users/admin-enable-user";
import { adminGetUser } from "./users/admin-get-user";
import { adminUpdateUserAttributes } from "./users/admin-update-user-attributes";
import { deleteUser } from "./users/delete-user";
import { deleteUserAttributes } from "./users/delete-user-attributes";
import { getUser } from "./users/get-user";
import { getUserAttributeVerificationCode } from "./users/get-user-attribute-verification-code";
import { listUsers } from "./users/list-users";
import { updateUserAttributes } from "./users/update-user-attributes";
import { verifyUserAttribute } from "./users/verify-user-attribute";

/** The operations of the user pools API, by the names that clients call them. What is not here is not simulated. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ["AdminAddUserToGroup", adminAddUserToGroup],
  ["AdminConfirmSignUp", adminConfirmSignUp],
  ["AdminCreateUser", adminCreateUser],
  ["AdminDeleteUser", adminDeleteUser],
  ["AdminDeleteUserAttributes", adminDeleteUserAttributes],
  ["AdminDisableProviderForUser", adminDisableProviderForUser],
  ["AdminDisableUser", adminDisableUser],
  ["AdminEnableUser", adminEnableUser],
  ["AdminGetUser", adminGetUser],
  ["AdminInitiateAuth", adminInitiateAuth],
  ["AdminLinkProviderForUser", adminLinkProviderForUser],
  ["AdminListGroupsForUser", adminListGroupsForUser],
  ["AdminRemoveUserFromGroup", adminRemoveUserFromGroup],
  ["AdminResetUserPassword", adminResetUserPassword],
  ["AdminRespondToAuthChallenge", adminRespondToAuthChallenge],
  ["AdminSetUserMFAPreference", adminSetUserMfaPreference],
  ["AdminSetUserPassword", adminSetUserPassword],
  ["AdminUpdateUserAttributes", adminUpdateUserAttributes],
  ["AdminUserGlobalSignOut", adminUserGlobalSignOut],
  ["AssociateSoftwareToken", associateSoftwareToken],
  ["ChangePassword", changePassword],
  ["ConfirmForgotPassword", confirmForgotPassword],
  ["ConfirmSignUp", confirmSignUp],
  ["CreateGroup", createGroup],
  ["CreateUserPoolClient", createUserPoolClient],
  ["DeleteGroup", deleteGroup],
  ["DeleteUser", deleteUser],
  ["DeleteUserAttributes", deleteUserAttributes],
  ["DeleteUserPoolClient", deleteUserPoolClient],
  ["DescribeUserPool", describeUserPool],
  ["DescribeUserPoolClient", describeUserPoolClient],
  ["ForgotPassword", forgotPassword],
  ["GetGroup", getGroup],
  ["GetTokensFromRefreshToken", getTokensFromRefreshToken],
  ["GetUser", getUser],
  ["GetUserAttributeVerificationCode", getUserAttributeVerificationCode],
  ["GetUserPoolMfaConfig", getUserPoolMfaConfig],
  ["GlobalSignOut", globalSignOut],
  ["InitiateAuth", initiateAuth],
  ["ListGroups", listGroups],
  ["ListUserPoolClients", listUserPoolClients],
  ["ListUserPools", listUserPools],
  ["ListUsers", listUsers],
  ["ListUsersInGroup", listUsersInGroup],
  ["ResendConfirmationCode", resendConfirmationCode],
  ["RespondToAuthChallenge", respondToAuthChallenge],
  ["RevokeToken", revokeToken],
  ["SetUserMFAPreference", setUserMfaPreference],
  ["SignUp", signUp],
  ["UpdateGroup", updateGroup],
  ["UpdateUserAttributes", updateUserAttributes],
  ["UpdateUserPoolClient", updateUserPoolClient],
  ["VerifySoftwareToken", verifySoftwareToken],
  ["VerifyUserAttribute", verifyUserAttribute],
]);
