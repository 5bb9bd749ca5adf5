// Where Tidegate is installed: the folder of serverless.yml, of the machines, the examples, the schemas and the pages.

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** As sources or as the bundle that is published: whichever this file became a part of. */
export const isBundled = !import.meta.url.endsWith('.ts');

export const repositoryRoot = above(dirname(fileURLToPath(import.meta.url)));

function above(folder: string): string {
  if (existsSync(join(folder, 'serverless.yml'))) return folder;
  const parent = dirname(folder);
  if (parent !== folder) return above(parent);
  throw new Error(
    `Expected serverless.yml above ${import.meta.url}, got none: install Tidegate again.`,
  );
}
