module.exports = require("./typescript.cjs").variables;
