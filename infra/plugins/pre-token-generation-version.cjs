module.exports = require("../typescript.cjs").TokenVersionPlugin;
