module.exports = [
  require("./browser-text.cjs"),
  require("./stand-ins.cjs").plugin,
  require("./built-together.cjs").plugin,
];
