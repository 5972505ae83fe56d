const path = require("node:path");

/**
 * A plugin of esbuild. `import script from "./browser/main.ts?browser"` is the text of that file as a page holds it: with
 * what it imports, and minified. So are styles.
 */
module.exports = {
  name: "browser-text",
  setup({ onResolve, onLoad, esbuild }) {
    onResolve({ filter: /\?browser$/ }, ({ path: wanted, resolveDir }) => ({
      path: path.join(resolveDir, wanted.replace("?browser", "")),
      namespace: "browser-text",
    }));
    onLoad({ filter: /./, namespace: "browser-text" }, async ({ path: entry }) => {
      const { outputFiles } = await esbuild.build({
        entryPoints: [entry],
        bundle: true,
        minify: true,
        write: false,
        target: "es2022",
        format: "iife",
        charset: "utf8",
      });
      return { contents: outputFiles[0].text.trim(), loader: "text" };
    });
  },
};
