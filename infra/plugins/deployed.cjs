module.exports = require("../typescript.cjs").DeployedPlugin;
