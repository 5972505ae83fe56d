module.exports = require("../typescript.cjs").BundlesPlugin;
