// docs/permissions.md is what the packaged template says.

import { readFileSync } from 'node:fs';
import { permissionsPage } from '../../scripts/permissions/page.ts';
import { WHY } from '../../scripts/permissions/why.ts';

test('the page is current: npm run permissions writes it', () => {
  expect(readFileSync('docs/permissions.md', 'utf8')).toBe(permissionsPage());
});

test('nothing is said of permissions that nobody has', () => {
  const page = permissionsPage();

  expect(Object.keys(WHY).filter((action) => !page.includes(`\n## ${action}\n`))).toEqual([]);
});
