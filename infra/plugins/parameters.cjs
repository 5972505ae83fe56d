module.exports = require("../typescript.cjs").ParametersPlugin;
