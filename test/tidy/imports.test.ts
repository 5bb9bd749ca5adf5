// The import rule of docs/ARCHITECTURE.md: rooms, circles of values and of types, undeclared packages, idle exports.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Every folder with code of its own. */
const ROOMS = [
  'authoring',
  'aws',
  'board',
  'cdk',
  'cli',
  'core',
  'flows',
  'functions',
  'packages',
  'scripts',
  'simulation',
  'test',
];

/** What a tool has to say; nothing where it found nothing. */
function said(tool: string, ...given: string[]): string {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [`node_modules/.bin/${tool}`, ...given],
    { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' } },
  );
  return status === 0 ? '' : `${stdout}${stderr}`;
}

test('rooms import as they may, in no circle, and only packages that their package.json names', () => {
  expect(ROOMS.filter((room) => !existsSync(room))).toEqual([]);
  expect(said('depcruise', '--config', '.dependency-cruiser.mjs', ...ROOMS)).toBe('');
});

test('every file, export and dependency is used by somebody', () => {
  expect(said('knip', '--no-progress')).toBe('');
});
