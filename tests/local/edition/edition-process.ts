import { startEdition } from "../../../local/edition";

/** Runs the suite with what a folder has kept, until it is killed. */
async function run(folder = "", packaged = ""): Promise<void> {
  const { apiUrl } = await startEdition({ folder, packaged, keeps: true });
  process.stdout.write(`${apiUrl}\n`);
}

void run(...process.argv.slice(2));
