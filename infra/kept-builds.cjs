const { randomUUID } = require("node:crypto");
const {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} = require("node:fs");
const path = require("node:path");

/**
 * What esbuild has made of the same sources before. Most parameters change the template and not the code. To package the
 * same sources repeatedly, name a folder for their builds in KEPT_BUILDS, and a different folder for different sources. A
 * deployment names none.
 */
const folderOf = (build) => process.env.KEPT_BUILDS && path.join(process.env.KEPT_BUILDS, build);

/** The files of a kept build by their names, or undefined. */
function keptBuild(build) {
  const folder = folderOf(build);
  if (!folder || !existsSync(folder)) return undefined;
  return new Map(
    readdirSync(folder).map((name) => [decodeURIComponent(name), readFileSync(path.join(folder, name))]),
  );
}

function keepBuild(build, files) {
  const folder = folderOf(build);
  if (!folder) return;
  const making = folderOf(`making-${randomUUID()}`);
  try {
    mkdirSync(making, { recursive: true });
    for (const [name, content] of files) writeFileSync(path.join(making, encodeURIComponent(name)), content);
    renameSync(making, folder);
  } catch {
    // Another process has kept the same build in the meantime, or there is no room for it. Packaging goes on without.
    rmSync(making, { recursive: true, force: true });
  }
}

module.exports = { keptBuild, keepBuild };
