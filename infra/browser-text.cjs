const { createHash } = require("node:crypto");
const path = require("node:path");

/**
 * A plugin of esbuild. `import * as script from "./browser/main.ts?browser"` gives the text of that file, bundled and minified for
 * a page, and its digest. It works for styles as well.
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
      const text = outputFiles[0].text.trim();
      const sha256 = createHash("sha256").update(text).digest("base64");
      return {
        contents: `export const text = ${JSON.stringify(text)}, sha256 = "${sha256}";`,
      };
    });
  },
};
