// start, lift and quarantine on a deployed Tidegate: a local one, over the wire.

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keys, ranges } from '../../core/keys.ts';
import { reportOf } from '../../simulation/report.ts';
import { home } from '../../simulation/world/place.ts';
import { oneTarget, target } from '../paths/pipelines.ts';
import { standing } from './standing.ts';

const { world, ask, play, close } = await standing(oneTarget(), {
  builds: [
    { at: '0s', revision: 'good' },
    { at: '5h', revision: 'bad' },
    { at: '6h', revision: 'strange', pullRequest: 7 },
    { at: '7h', revision: 'once', commit: 'f'.repeat(40), pullRequest: 8 },
    { at: '8h', revision: 'twice', commit: 'f'.repeat(40), override: true },
  ],
  misbehaviours: [{ how: 'alarm', revision: 'bad', target: 'live', after: '2m' }],
});
await play();

afterAll(close);

/** What becomes of what was started. */
async function ends() {
  await play();
  return (await reportOf(world)).releases.map(
    ({ revision, outcome }) => `${revision} ${outcome ?? ''}`,
  );
}

/** When that last happened, by what the ledger says. */
async function lastTime(event: string) {
  const entries = await world.onlooker.table.list(ranges.ledger('shop'));
  return Date.parse(entries.filter((entry) => entry.event === event).at(-1)?.at ?? '');
}

async function lastEntries(event: string) {
  const entries = await world.onlooker.table.list(ranges.ledger('shop'));
  return entries.filter((entry) => entry.event === event).map(({ text }) => text);
}

test('apply says what a source does not tell, and keeps what a repository does', async () => {
  world.aws.codeBuild.addProject({ ...home, name: 'other', source: { type: 'NO_SOURCE' } });
  const file = join(mkdtempSync(join(tmpdir(), 'tidegate-by-hand-')), 'basket.yml');
  const text = oneTarget({ of: target('basket') }).replace('pipeline: shop', 'pipeline: basket');
  writeFileSync(file, text.replace('shop-build }', 'other, paths: ["services/**"] }'));

  const { printed } = await ask('apply', file);

  expect(printed).toContain('the source of project other does not tell what a commit changed');
  expect(printed).toContain('nothing tells the default branch of project other');
  expect(await world.onlooker.table.get(keys.source('shop'))).toMatchObject({
    defaultBranch: 'main',
    repository: 'shop',
  });
});

const STRANGE = ['start', 'shop', '3'];

test.each([
  [['start', 'shp'], 'did you mean shop?'],
  [['start', 'shop', '77'], 'expected a successful build that is 77'],
  [['start', 'shop', '1'], '--retry; to go back to it from a newer one, --step-back'],
  [['start', 'shop', '2'], /quarantined since .* tidegate lift shop sha256:[0-9a-f]{64} --reason/],
  [STRANGE, /pull request.* tidegate start shop arn:\S+ --admit --reason/],
  [[...STRANGE, '--admit'], 'expected --reason with --admit, got none'],
  [['start', 'shop', '--admit', '--reason', 'x'], 'expected a build with --admit, got none'],
  [[...STRANGE, '--admit', '--reason', ' '], 'expected --reason with what you know'],
  [
    ['start', 'shop', 'fffffff', '--admit', '--reason', 'x'],
    /expected one build that is fffffff, got 2: .*buildspec.*; .*pull request.*name one by its ARN/,
  ],
  [['lift', 'shop', '1', '--reason', 'x'], 'which is not; quarantined are: shop-'],
  [['lift', 'shop', '99', '--reason', 'x'], 'got 99, which none of its releases is'],
  [['lift', 'shop', '2'], 'expected --reason'],
  [['quarantine', 'shop', '2', '--reason', 'x'], 'tidegate lift shop 2'],
])('what cannot be done is refused, and a way out is told: %j', async (words, problem) => {
  await expect(ask(...words)).rejects.toThrow(problem);
});

test('the command that a refusal names lets the build through, by name and with its reason', async () => {
  const refusal = await ask(...STRANGE).catch((thrown: Error) => thrown.message);
  const [, named = ''] =
    /by: tidegate (start \S+ \S+ --admit --reason) /.exec(String(refusal)) ?? [];

  const { code, printed } = await ask(...named.split(' '), 'a hotfix');

  expect(code).toBe(0);
  expect(printed).toMatch(
    /^shop: about to release #3 .*\n {2}note: now 1 target runs #1 .*\n {2}note: let through for 1d, although it is of a pull request \(pr\/7\)\ndone .*\n {2}started: shop-/,
  );
  expect(await ends()).toEqual(['good Promoted', 'bad RolledBack', 'strange Promoted']);
  expect(await lastEntries('BuildAdmitted')).toEqual([
    expect.stringMatching(/pull request .*by arn:aws:\S+ until .*: a hotfix/),
  ]);
  expect(await lastEntries('StartAsked')).toHaveLength(1);
  // By the world's own time, which is no machine's.
  const before = await lastTime('StartAsked');
  const started = await lastTime('ReleaseStarted');
  expect(Math.abs(started - before)).toBeLessThan(60_000);
});

test('a start of what is older says before it starts that it will be superseded', async () => {
  const older = ['start', 'shop', '1', '--retry'];
  const { printed } = await ask(...older);

  expect(printed).toMatch(
    /\n {2}note: something newer than #1 \w{7} was let into prod: there it ends Superseded; .*: tidegate start shop 1 --step-back --reason "…"\ndone /,
  );
  expect((await ends()).at(-1)).toBe('good Superseded');
});

test('a step back goes through all stages again, although newer ones were promoted since', async () => {
  const { printed } = await ask('start', 'shop', '1', '--step-back', '--reason', 'lost', '--json');

  expect(JSON.parse(printed)).toMatchObject({ steppedBack: true, admitted: null, isNew: true });
  expect((await ends()).at(-1)).toBe('good Promoted');
  expect((await reportOf(world)).targets).toEqual({ live: 'good' });
});

test('what was lifted may be released again, and nothing else need be done', async () => {
  const lifted = await ask('lift', 'shop', '2', '--reason', 'the alarm was a test');
  const again = await ask('start', 'shop', '2', '--retry');

  expect(lifted.printed).toMatch(
    /^shop: #2 \w{7} may be promoted again\n {2}sha256:\w+: quarantined since .* → lifted\n/,
  );
  expect(lifted.printed).toMatch(/\ndone \S+ \S+ as arn:aws:iam::\d+:root:\n {2}sha256:/);
  expect(again.code).toBe(0);
  expect(await lastEntries('QuarantineLifted')).toEqual(
    expect.arrayContaining([expect.stringContaining('the alarm was a test')]),
  );
  expect((await ends()).at(-1)).toMatch(/^bad (RolledBack|Superseded)$/);
});

test('what a person has barred is refused by name', async () => {
  await ask('quarantine', 'shop', '3', '--reason', 'it loses orders');

  await expect(ask('start', 'shop', '3', '--retry')).rejects.toThrow(
    /quarantined since \S+ by arn:aws:.*: it loses orders/,
  );
});

test('what a person holds waits, whoever it is that resumes it', async () => {
  const held = await ask('hold', 'shop', '--stage', 'prod', '--reason', 'a fair');
  const line = await ask('stop-the-line', 'organisation', '--reason', 'a storm', '--json');
  const resumed = await ask('resume', 'shop', '--stage', 'prod', '--reason', 'it is over');

  expect(held.printed).toMatch(
    /^stage:shop\/prod: no wave starts; rollbacks are still allowed\n {2}stage:shop\/prod: open → held\ndone /,
  );
  expect(JSON.parse(line.printed)).toMatchObject({ scope: 'organisation', repeated: false });
  expect(resumed.printed).toMatch(/\ndone .*\n {2}stage:shop\/prod is open\n/);
  await expect(ask('resume', 'shop', '--reason', 'x')).rejects.toThrow('held are: organisation');
  await expect(ask('resume', '--reason', 'x')).rejects.toThrow(
    'expected a pipeline or --scope (organisation or team:NAME), got neither',
  );
  await ask('resume', '--scope', 'organisation', '--reason', 'the sun');
});

test('what does not run is not stopped, and what is not frozen stays as it is', async () => {
  await expect(ask('stop', 'shop', '--reason', 'x')).rejects.toThrow('none runs');
  await expect(ask('unfreeze', 'shop', 'prod', '--reason', 'x')).rejects.toThrow('which is not');
  await expect(ask('unfreeze', 'shop', 'prd', '--reason', 'x')).rejects.toThrow('mean prod?');
});

test('releases tells who has asked for a release, and that the others began by themselves', async () => {
  const { printed } = await ask('releases', 'shop', '--json');

  const by = new Set(JSON.parse(printed).releases.map((each: { by: string | null }) => each.by));
  expect(by).toEqual(new Set([null, expect.stringMatching(/^arn:aws:iam::111122223333:\w+$/)]));
});
