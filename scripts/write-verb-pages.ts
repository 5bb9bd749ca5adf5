// `npm run docs`: writes docs/cli/*.md anew.

import { mkdirSync, writeFileSync } from 'node:fs';
import { verbPages } from './verb-pages.ts';

mkdirSync('docs/cli', { recursive: true });
for (const [name, text] of Object.entries(await verbPages())) {
  const path = `docs/cli/${name}`;
  writeFileSync(path, text);
  process.stdout.write(`${path}\n`);
}
