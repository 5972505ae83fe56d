/** How many migrations may run at a time; nothing when the parameter is off, which leaves the function unlimited. */
module.exports = {
  userMigration: async ({ resolveVariable }) => {
    const limit = await resolveVariable("param:userMigrationConcurrency");
    return limit === "off" ? null : Number(limit);
  },
};
