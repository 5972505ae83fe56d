module.exports = require("../typescript.cjs").WholeTemplatePlugin;
