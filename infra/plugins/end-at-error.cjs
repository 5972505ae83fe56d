module.exports = require("../typescript.cjs").EndAtErrorPlugin;
