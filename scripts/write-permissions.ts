// Writes docs/permissions.md from the packaged template: `npm run permissions`.

import { writeFileSync } from 'node:fs';
import { permissionsPage } from './permissions/page.ts';

writeFileSync('docs/permissions.md', permissionsPage());
process.stdout.write('docs/permissions.md\n');
