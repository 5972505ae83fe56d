import { type FSWatcher, readdirSync, statSync, watch } from "node:fs";
import path from "node:path";

/**
 * Calls back for every file that is written, added or removed in some folders of `root`, with its path from there.
 *
 * Each folder has a watcher of its own. The recursive fs.watch of Node 20 on Linux loses a file once another file of the same
 * name replaces it, which is how many editors save.
 */
export function watchFolders(
  root: string,
  folders: readonly string[],
  onChange: (file: string) => void,
): { close(): void } {
  const watchers = new Map<string, FSWatcher>();

  const forget = (folder: string) => {
    for (const [watched, watcher] of watchers)
      if (watched === folder || watched.startsWith(folder + path.sep)) {
        watcher.close();
        watchers.delete(watched);
      }
  };

  const add = (folder: string, isNew: boolean) => {
    if (watchers.has(folder)) return;
    try {
      watchOne(folder, isNew);
    } catch (error) {
      // A new folder can be gone again by now, such as when git changes branches.
      if (!isNew || (error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      forget(folder);
    }
  };

  const watchOne = (folder: string, isNew: boolean) => {
    const watcher = watch(path.join(root, folder), { persistent: false }, (_, name) => {
      const file = name === null ? folder : path.join(folder, name);
      onChange(file);
      if (isFolder(path.join(root, file))) add(file, true);
      else forget(file);
    });
    watchers.set(folder, watcher);
    // Removing a folder may be reported as an error.
    watcher.on("error", () => forget(folder));
    for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
      // It was written before the folder was watched.
      if (isNew) onChange(path.join(folder, entry.name));
      if (entry.isDirectory()) add(path.join(folder, entry.name), isNew);
    }
  };

  for (const folder of folders) add(folder, false);
  return {
    close: () => {
      for (const folder of folders) forget(folder);
    },
  };
}

const isFolder = (file: string): boolean => statSync(file, { throwIfNoEntry: false })?.isDirectory() === true;
