import { parameterValue, type TemplatePart, type Variables } from "./framework";
import type { ParameterName } from "./parameters";

/** The values for which a part is left out. With `cognito` the stack sends no letters, and with `all` no claim is filtered. */
const ABSENT: readonly unknown[] = [undefined, "off", "cognito", "all"];

/** The content of a file; undefined if the parameter leaves the part out or has no value. */
const whenOn = async (variables: Variables, name: ParameterName, file: string): Promise<unknown> =>
  ABSENT.includes(await parameterValue(variables, name))
    ? undefined
    : variables.resolveVariable(`file(${file})`);

/** A part of the stack, which is not in the template if the parameter leaves it out or has no value. */
const part =
  (name: ParameterName, file: string) =>
  async (variables: Variables): Promise<TemplatePart> =>
    ((await whenOn(variables, name, file)) as TemplatePart | undefined) ?? {};

export const machineClient = part("machineClient", "infra/machine-client.yml");
export const letters = part("emailSender", "infra/letters.yml");
export const domain = part("domainPrefix", "infra/domain.yml");
export const customDomain = part("customDomain", "infra/custom-domain.yml");
export const restApi = part("restApi", "infra/rest-api.yml");
export const smsRole = part("smsMfa", "infra/sms-role.yml");
export const identityPool = part("identityPool", "infra/identity-pool.yml");
export const guestsRole = part("guests", "infra/guests-role.yml");
export const operatorsRole = part("operatorsRole", "infra/operators-role.yml");
export const apiDomain = part("apiDomain", "infra/api-domain.yml");
export const webAcl = part("webAcl", "infra/web-acl.yml");
export const panel = part("panel", "infra/panel.yml");
export const sessions = part("userSessions", "infra/sessions.yml");
export const devices = part("rememberDevices", "infra/devices.yml");
export const sessionsFunction = async (variables: Variables) =>
  (await whenOn(variables, "userSessions", "infra/sessions-function.yml")) ?? null;
/** Without old users, there is nothing to migrate. */
export const userMigrationFunction = async (variables: Variables) =>
  (await parameterValue(variables, "legacySource")).kind === "none"
    ? null
    : variables.resolveVariable("file(infra/user-migration-function.yml)");
export const panelFunction = async (variables: Variables) =>
  (await whenOn(variables, "panel", "infra/panel-function.yml")) ?? null;
export const inboundFederation = part("providerClaims", "infra/inbound-federation.yml");
export const inboundFederationFunction = async (variables: Variables) =>
  (await whenOn(variables, "providerClaims", "infra/inbound-federation-function.yml")) ?? null;
export const accountLinking = part("accountLinking", "infra/account-linking.yml");
export const existingPool = part("existingPool", "infra/existing-pool.yml");

const isAttachedByDeployment = async (variables: Variables) =>
  (await parameterValue(variables, "poolAttachment")) === "deployment";
export const poolAttachment = async (variables: Variables): Promise<TemplatePart> =>
  (await isAttachedByDeployment(variables))
    ? part("existingPool", "infra/pool-attachment.yml")(variables)
    : {};
export const poolAttachmentFunction = async (variables: Variables) =>
  (await isAttachedByDeployment(variables))
    ? ((await whenOn(variables, "existingPool", "infra/pool-attachment-function.yml")) ?? null)
    : null;
