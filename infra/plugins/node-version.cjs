module.exports = require("../typescript.cjs").NodeVersionPlugin;
