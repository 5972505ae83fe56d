/** The pool's password policy, in Cognito's terms. */
module.exports = async ({ resolveVariable }) => {
  const required = (await resolveVariable("param:passwordRequires")).split(",");
  return {
    MinimumLength: Number(await resolveVariable("param:passwordMinLength")),
    RequireLowercase: required.includes("lowercase"),
    RequireUppercase: required.includes("uppercase"),
    RequireNumbers: required.includes("number"),
    RequireSymbols: required.includes("symbol"),
    TemporaryPasswordValidityDays: 7,
  };
};
