// What init makes of files, and what lint says of that.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from './run-words.ts';

/** Files by their names, written into a folder of their own while `use` has it. */
async function inFolder<T>(
  files: Readonly<Record<string, string>>,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'tidegate-init-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Of the folder, unless words name something in it. */
export async function proposed(
  files: Readonly<Record<string, string>>,
  ...words: readonly string[]
) {
  return inFolder(files, async (folder) => {
    const out = join(folder, 'tidegate.yml');
    const named = words.includes('--template') ? [] : ['--from', folder];
    const placed = words.map((word) => (word in files ? join(folder, word) : word));
    const { printed } = await run('init', ...named, ...placed, '--out', out);
    const linted = await run('lint', out);
    return { printed, written: readFileSync(out, 'utf8'), linted };
  });
}
