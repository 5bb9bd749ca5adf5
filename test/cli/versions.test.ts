// apply, diff and history against the wire of a local release, as a person uses them.

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onAnEmptyTable } from './on-an-empty-table.ts';

const folder = mkdtempSync(join(tmpdir(), 'tidegate-versions-'));
const minimal = readFileSync('examples/minimal/tidegate.yml', 'utf8');
const run = onAnEmptyTable();

function file(text: string): string {
  const path = join(folder, 'tidegate.yml');
  writeFileSync(path, text);
  return path;
}

test('a pipeline is compared, applied, changed, and its versions are told', async () => {
  const first = file(minimal);
  expect(await run('diff', first)).toEqual({
    code: 1,
    printed: 'hello: not applied yet; this would be its first version\n',
  });
  expect((await run('apply', first)).printed).toMatch(
    /^hello: not applied yet.*\n.*done .*\n {2}hello: version 1 is in force/s,
  );
  expect(await run('diff', first)).toEqual({ code: 0, printed: 'hello: the same as version 1\n' });

  const second = file(minimal.replace('for: 1h', 'for: 2h'));
  expect(await run('diff', second)).toEqual({
    code: 1,
    printed: 'hello: 1 change from version 1\n~ stages.prod.bake.for: 1h → 2h\n',
  });
  expect((await run('apply', second)).printed).toMatch(
    /\n {2}stages\.prod\.bake\.for: 1h → 2h\n.* {2}hello: version 2 is in force/s,
  );
  expect((await run('apply', second)).printed).toMatch(
    /\n {2}hello: nothing new; version 2 stays in force/,
  );

  const { code, printed } = await run('history', 'hello');
  expect(code).toBe(0);
  expect(printed).toMatch(
    /^hello: 2 versions\nversion 2 \(in force\): applied \S+, by arn:aws:\S+\n {4}~ stages\.prod\.bake\.for: 1h → 2h\nversion 1: applied \S+, by arn:aws:\S+\n$/,
  );
  const { printed: json } = await run('history', 'hello', '--json');
  expect(JSON.parse(json)).toMatchObject({
    pipeline: 'hello',
    inForce: 2,
    versions: [{ version: 2, changes: [{ at: 'stages.prod.bake.for' }] }, { version: 1 }],
  });
});

test('a file with a problem changes nothing, and a name that is near is told', async () => {
  const before = await run('history', 'hello', '--json');

  expect(await run('apply', file(minimal.replace('bake:', 'bakes:')))).toMatchObject({ code: 2 });
  expect(await run('diff', file(minimal.replace('bake:', 'bakes:')))).toMatchObject({ code: 2 });
  expect(await run('history', 'helo')).toEqual({
    code: 2,
    printed: 'expected the name of an applied pipeline, got "helo"; did you mean hello?\n',
  });
  expect(await run('history', 'hello', '--json')).toEqual(before);
});

test('a pipeline of a thousand targets is stored in parts, and read back as it was', async () => {
  const alarms = Array.from({ length: 20 }, (_, index) => `${'alarm-'.repeat(8)}${index}`);
  const targets = Array.from(
    { length: 1_000 },
    (_, index) =>
      `{ name: t${index}, account: "111122223333", region: eu-west-${index % 9}, alarms: [${alarms}], ec2: { application: s, deploymentGroup: g${index} } }`,
  ).join(',\n      ');
  const large = file(
    `pipeline: large\nsource: { project: b }\nstages:\n  - { name: prod, planner: {}, targets: [${targets}] }`,
  );

  expect((await run('apply', large)).printed).toMatch(/ {2}large: version 1 is in force/);
  expect(await run('diff', large)).toEqual({ code: 0, printed: 'large: the same as version 1\n' });
});
