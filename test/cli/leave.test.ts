// remove, rename and drift against the wire of a local release, as a person uses them.

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onAnEmptyTable } from './on-an-empty-table.ts';

const folder = mkdtempSync(join(tmpdir(), 'tidegate-leave-'));
const minimal = readFileSync('examples/minimal/tidegate.yml', 'utf8');
const run = onAnEmptyTable();

function file(name: string, text: string): string {
  const path = join(folder, `${name}.yml`);
  writeFileSync(path, text);
  return path;
}

test('a place belongs to one pipeline until that is removed; a name that was renamed is no more', async () => {
  const hello = file('hello', minimal);
  const rival = file('rival', minimal.replace('pipeline: hello', 'pipeline: rival'));

  expect((await run('apply', hello)).code).toBe(0);
  const refused = await run('apply', rival);
  expect(refused).toMatchObject({ code: 2 });
  expect(refused.printed).toContain('is deployed to by pipeline hello (target beta)');
  expect(refused.printed).toContain('or agree with whoever owns hello (tidegate status hello)');
  // It is somebody else's, and may be running.
  expect(refused.printed).not.toContain('tidegate remove');

  expect((await run('drift')).printed).toBe('0 targets compared: none differs from the ledger\n');
  expect((await run('drift', 'helo')).printed).toContain('did you mean hello?');

  const renamed = await run('rename', 'hello', 'greeting', '--json');
  expect(JSON.parse(renamed.printed)).toMatchObject({ from: 'hello', pipeline: 'greeting' });
  expect((await run('rename', 'hello', 'greeting')).code).toBe(0);
  expect((await run('apply', hello)).printed).toContain('that was renamed to greeting');
  expect((await run('apply', rival)).printed).toContain('is deployed to by pipeline greeting');

  expect((await run('remove', 'greeting')).printed).toContain('greeting: removed');
  expect((await run('remove', 'greeting')).code).toBe(0);
  expect((await run('history', 'greeting')).printed).toContain('that was removed at');
  expect((await run('apply', rival)).code).toBe(0);
  expect((await run('rename', 'rival', 'greeting')).printed).toContain(
    'expected a name that no pipeline has had, got greeting',
  );
});
