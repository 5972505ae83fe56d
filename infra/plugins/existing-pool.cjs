module.exports = require("../typescript.cjs").ExistingPoolPlugin;
