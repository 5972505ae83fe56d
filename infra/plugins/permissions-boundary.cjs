module.exports = require("../typescript.cjs").PermissionsBoundaryPlugin;
