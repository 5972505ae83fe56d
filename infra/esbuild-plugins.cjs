module.exports = [require("./browser-text.cjs"), require("./stand-ins.cjs").plugin];
