const urls =
  (parameter) =>
  async ({ resolveVariable }) =>
    (await resolveVariable(parameter)).split(",");

/** Addresses to which the sign-in pages return; lists in the template, comma-separated as parameters. */
module.exports = { callback: urls("param:callbackUrls"), logout: urls("param:logoutUrls") };
