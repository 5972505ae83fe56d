import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { watchFolders } from "../../../local/stack/watched-folders";

test("goes on when a folder is gone again before it is watched", async () => {
  const root = mkdtempSync(path.join(tmpdir(), "watched-"));
  const place = (...names: string[]) => path.join(root, ...names);
  mkdirSync(place("functions"));
  mkdirSync(place("new", "brief"), { recursive: true });
  const seen = new Set<string>();
  let onSeen = () => {};
  const watch = watchFolders(root, ["functions"], (file) => {
    seen.add(file);
    if (file === path.join("functions", "new", "brief"))
      rmSync(place(file), { recursive: true, force: true });
    onSeen();
  });
  const until = (file: string) =>
    new Promise<void>((resolve) => {
      onSeen = () => seen.has(file) && resolve();
      onSeen();
    });

  renameSync(place("new"), place("functions", "new"));
  await until(path.join("functions", "new", "brief"));
  expect(existsSync(place("functions", "new", "brief"))).toBe(false);
  writeFileSync(place("functions", "new", "index.ts"), "");
  await until(path.join("functions", "new", "index.ts"));

  watch.close();
  rmSync(root, { recursive: true });
});
