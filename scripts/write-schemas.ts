// `npm run schemas`: writes schemas/*.json anew.

import { writeFileSync } from 'node:fs';
import { jsonSchemas, jsonText } from './schemas.ts';

for (const [name, schema] of Object.entries(jsonSchemas())) {
  const path = `schemas/${name}`;
  writeFileSync(path, jsonText(schema));
  process.stdout.write(`${path}\n`);
}
