/** A part of the stack that a parameter turns on. One that is off is not in the template at all. */
const part =
  (file, isOn) =>
  async ({ resolveVariable }) =>
    (await isOn(resolveVariable)) ? resolveVariable(`file(${file})`) : {};

const isOn = (name) => async (resolveVariable) => (await resolveVariable(`param:${name}`)) === "on";
const isGiven = (name) => async (resolveVariable) => (await resolveVariable(`param:${name}, null`)) !== null;

module.exports = {
  machineClient: part("infra/machine-client.yml", isOn("machineClient")),
  domain: part("infra/domain.yml", isGiven("domainPrefix")),
  restApi: part("infra/rest-api.yml", isOn("restApi")),
  smsRole: part("infra/sms-role.yml", isOn("smsMfa")),
};
